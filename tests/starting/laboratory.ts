// Fresh copies of the project, other people's versions of Node and npm, and homes of their own.
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { hear, openLink, type Ended, type Launch } from './processes.ts'

export const project = new URL('../..', import.meta.url).pathname

export type Toolchain = { node: string; npm: string }

/** What a start finds on a machine. */
export type Machine = Toolchain & {
  /** Lines of the user's .npmrc. */
  settings?: string[]
  env?: Record<string, string>
  /** Starts with an npm cache of its own, empty. */
  emptyCache?: boolean
}

export type Laboratory = {
  /** A copy of the project's own files, with nothing installed. */
  copy(name: string): string
  /** Surroundings of a machine: its PATH, home, cache and language. */
  surroundings(machine: Machine): Record<string, string>
  /** Runs a command of the copy on a machine. */
  on(machine: Machine, copy: string, command: string[], launch?: Launch): Promise<Ended>
  /** Frees the disk of what a case needed. */
  remove(path: string): Promise<void>
  /** A folder for data, empty. */
  folder(name: string): string
  close(): Promise<void>
}

/**
 * @param source the folder whose files are tried
 * @param keep keeps versions of Node and npm, and npm's cache, from one run to the next
 */
export async function openLaboratory(source: string, keep: string): Promise<Laboratory> {
  const bench = await mkdtemp(join(tmpdir(), 'webox-starts-'))
  await chmod(bench, 0o755)
  mkdirSync(keep, { recursive: true })
  let count = 0
  const folder = (name: string) => {
    const path = join(bench, `${String(++count)}-${name.replace(/[^\w.-]+/g, '-')}`)
    mkdirSync(path)
    return path
  }
  const surroundings = ({ node, npm, settings = [], env = {}, emptyCache }: Machine) => {
    const home = folder('home')
    const own = join(homedir(), '.npmrc')
    const usual = existsSync(own) ? readFileSync(own, 'utf8') : ''
    writeFileSync(join(home, '.npmrc'), [usual, ...settings, ''].join('\n'))
    return {
      ...withoutNpm(process.env),
      PATH: [toolchain(keep, { node, npm }), '/usr/local/bin', '/usr/bin', '/bin'].join(':'),
      HOME: home,
      LANG: 'en_GB.UTF-8',
      NPM_CONFIG_CACHE: emptyCache === true ? join(home, 'cache') : join(keep, 'cache'),
      ...env,
    }
  }
  return {
    copy(name) {
      const path = folder(name)
      for (const file of ownFiles(source)) cpSync(join(source, file), join(path, file))
      return path
    },
    surroundings,
    on: (machine, copy, [command = '', ...parameters], launch = {}) =>
      hear(command, parameters, {
        ...{ cwd: copy, timeout: 600_000 },
        ...launch,
        env: { ...surroundings(machine), ...launch.env },
      }),
    remove: (path) => rm(path, { recursive: true, force: true, maxRetries: 3 }),
    folder,
    close: () => rm(bench, { recursive: true, force: true, maxRetries: 3 }),
  }
}

/** Files under version control, and those that could be. */
function ownFiles(source: string): string[] {
  const { stdout } = spawnSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], {
    cwd: source,
    encoding: 'utf8',
    maxBuffer: 50_000_000,
  })
  return stdout.split('\0').filter((file) => file !== '' && existsSync(join(source, file)))
}

/** Without what the npm that runs this leaves to its children. */
const withoutNpm = (environment: NodeJS.ProcessEnv) =>
  Object.fromEntries(
    Object.entries(environment).filter(
      (entry): entry is [string, string] =>
        entry[1] !== undefined &&
        !/^(npm_|INIT_CWD|NODE_ENV|NODE_OPTIONS|XDG_|DISPLAY|CI$)/i.test(entry[0]),
    ),
  )

/** A folder with the commands `node` and `npm` (and pnpm, yarn) of those versions. */
function toolchain(keep: string, { node, npm }: Toolchain): string {
  const path = join(keep, `node-${node}-npm-${npm}`)
  if (existsSync(join(path, 'npm'))) return path
  mkdirSync(path, { recursive: true })
  const nodePath = join(fetched(keep, `node-${process.platform}-${process.arch}`, node), 'bin/node')
  symlinkSync(nodePath, join(path, 'node'))
  const programs = {
    npm: join(fetched(keep, 'npm', npm), 'bin/npm-cli.js'),
    npx: join(fetched(keep, 'npm', npm), 'bin/npx-cli.js'),
    pnpm: join(fetched(keep, 'pnpm', '10.34.8'), 'bin/pnpm.cjs'),
    yarn: join(fetched(keep, 'yarn', '1.22.22'), 'bin/yarn.js'),
  }
  for (const [name, script] of Object.entries(programs)) {
    writeFileSync(join(path, name), `#!/bin/sh\nexec "${join(path, 'node')}" "${script}" "$@"\n`)
    chmodSync(join(path, name), 0o755)
  }
  return path
}

/** @throws where the registry does not have it */
function fetched(keep: string, name: string, version: string): string {
  const place = join(keep, `${name}-${version}`)
  const path = join(place, 'node_modules', name)
  if (existsSync(path)) return path
  mkdirSync(place, { recursive: true })
  writeFileSync(join(place, 'package.json'), '{ "private": true }\n')
  const npm = join(dirname(process.env['npm_execpath'] ?? ''), 'npm-cli.js')
  const [command, first] = existsSync(npm) ? [process.execPath, [npm]] : ['npm', []]
  const parameters = ['install', `${name}@${version}`, '--ignore-scripts', '--no-audit']
  const { status, stderr } = spawnSync(command, [...first, ...parameters], {
    cwd: place,
    encoding: 'utf8',
  })
  if (status !== 0 || !existsSync(path))
    throw new Error(`${name} ${version} could not be fetched: ${stderr}`)
  return path
}

/** What is wrong with a start that should have opened and been ended by SIGTERM; null if nothing. */
export function whyNotOpen({ code, said }: Ended): string | null {
  if (!openLink.test(said)) return `it did not open (${String(code)}): ${lastLines(said)}`
  return /^\s+at /m.test(said) ? `a stack: ${lastLines(said)}` : null
}

export const lastLines = (said: string) => said.trim().split('\n').slice(-4).join(' | ')
