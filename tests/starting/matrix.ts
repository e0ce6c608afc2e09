// The cases of `npm run start-matrix`: versions of Node and npm, users' settings, dead networks,
// folders that cannot be written, other package managers, and what is left when a launcher dies.
import { chmod, cp, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { failedStarts, type FailedStart } from './failedStarts.ts'
import { type Laboratory, lastLines, type Machine, whyNotOpen } from './laboratory.ts'
import { openLink } from './processes.ts'

export type Case = {
  name: string
  /** @returns what is wrong; null if it is as it should be */
  run(laboratory: Laboratory): Promise<string | null>
}

const usual: Machine = { node: '20.18.0', npm: '10.9.9' }
const versions: [node: string, npm: string][] = [
  ['18.20.8', '9.9.4'],
  ['18.20.8', '10.9.9'],
  ['20.0.0', '9.9.4'],
  ['20.18.0', '10.9.9'],
  ['22.0.0', '10.9.9'],
  ['22.11.0', '10.9.9'],
  ['24.21.0', '11.21.2'],
  ['26.9.0', '11.21.2'],
]
const settings = [
  ['omit=dev'],
  ['production=true'],
  ['ignore-scripts=true'],
  ['optional=false', 'package-lock=false', 'engine-strict=true', 'bin-links=false'],
]
/** Of CONTRIBUTING, those that need what is installed. */
const tools = [
  ...['check', 'dev', 'dev:local', 'build', 'lint', 'format', 'types', 'vitest', 'faults'],
  ...['faults:relay', 'figures', 'bench', 'icons', 'licences', 'start-matrix'],
]

const npmStart = (...options: string[]) => ['npm', 'start', '--', '--no-open', ...options]

/** A fresh copy opens on a machine, and opens again on the one that is named. */
const opens = (name: string, machine: Machine, again?: Machine): Case => ({
  name,
  async run(laboratory) {
    const copy = laboratory.copy(name)
    try {
      for (const each of [machine, ...(again ? [again] : [])]) {
        const start = npmStart('--data', laboratory.folder('data'))
        const problem = whyNotOpen(await laboratory.on(each, copy, start, { until: openLink }))
        if (problem !== null) return problem
      }
      return null
    } finally {
      await laboratory.remove(copy)
    }
  },
})

/** Something with a copy that is installed and built, made once. */
function withInstalled(
  name: string,
  run: (laboratory: Laboratory, copy: string) => Promise<string | null>,
): Case {
  return {
    name,
    async run(laboratory) {
      installed ??= install(laboratory)
      return run(laboratory, await installed)
    },
  }
}

let installed: Promise<string> | undefined
async function install(laboratory: Laboratory): Promise<string> {
  const copy = laboratory.copy('installed')
  const start = npmStart('--data', laboratory.folder('data'))
  const problem = whyNotOpen(await laboratory.on(usual, copy, start, { until: openLink }))
  if (problem !== null) throw new Error(problem)
  return copy
}

/** A dead proxy: refuses, or takes and never answers. */
const deadNetwork = (name: string, listens: boolean, maxSeconds: number): Case => ({
  name,
  async run(laboratory) {
    const silent: Server = createServer(() => undefined).listen(0, '127.0.0.1')
    await new Promise((resolve) => silent.once('listening', resolve))
    const { port } = silent.address() as AddressInfo
    if (!listens) silent.close()
    const proxy = `http://127.0.0.1:${port}/`
    const copy = laboratory.copy('dead')
    try {
      const machine = {
        ...usual,
        emptyCache: true,
        settings: [`proxy=${proxy}`, `https-proxy=${proxy}`],
      }
      const data = laboratory.folder('data')
      const ended = await laboratory.on(machine, copy, npmStart('--data', join(data, 'new')))
      if (ended.code === 0) return 'it ended with 0'
      if (!/registry does not answer/.test(ended.said)) return lastLines(ended.said)
      if ((await readdir(data)).length > 0) return 'it left a data folder'
      return ended.seconds > maxSeconds ? `it took ${ended.seconds.toFixed(0)} s` : null
    } finally {
      silent.close()
      await laboratory.remove(copy)
    }
  },
})

const nothingInstalled: Case = {
  name: 'every tool in a copy with nothing installed',
  async run(laboratory) {
    const copy = laboratory.copy('bare')
    for (const tool of tools) {
      const ended = await laboratory.on({ node: '18.20.8', npm: '10.9.9' }, copy, [
        'npm',
        'run',
        tool,
      ])
      if (ended.code === 0 || !/run npm start or npm ci first/.test(ended.said))
        return `${tool}: ${String(ended.code)} ${lastLines(ended.said)}`
    }
    return null
  },
}

const failed = ({ name, code, says, prepare, obstacle }: FailedStart): Case =>
  withInstalled(`fails in words: ${name}`, async (laboratory, copy) => {
    const reason = obstacle?.() ?? null
    if (reason !== null) return `not tried: ${reason}`
    const folder = laboratory.folder('failed')
    const { args, env, after, ...launch } = await prepare(folder)
    const before = (await readdir(folder)).join()
    try {
      for (const [language, locale] of [
        ['fr', 'fr_FR.UTF-8'],
        ['en', 'en_GB.UTF-8'],
      ] as const) {
        const ended = await laboratory.on(usual, copy, npmStart(...args), {
          ...launch,
          env: { LANG: locale, ...env },
        })
        if (ended.code !== code) return `code ${String(ended.code)}: ${lastLines(ended.said)}`
        if (!says[language].test(ended.said)) return lastLines(ended.said)
        if (/^\s+at /m.test(ended.said)) return `a stack: ${lastLines(ended.said)}`
      }
      const now = (await readdir(folder)).join()
      return now === before ? null : `it left ${now}`
    } finally {
      after?.()
    }
  })

/** Source folders that cannot be written: nothing to do there, something to build, all to install. */
const readOnlySource = [
  withInstalled('a read-only source that is built opens', async (laboratory, copy) => {
    const start = npmStart('--data', laboratory.folder('data'))
    return whyNotOpen(await laboratory.on(usual, copy, start, { readOnly: copy, until: openLink }))
  }),
  withInstalled('a read-only source with a stale build is told', async (laboratory, copy) => {
    const changed = join(copy, 'resources', 'changed.json')
    await writeFile(changed, '{}')
    const start = npmStart('--data', laboratory.folder('data'))
    const ended = await laboratory.on(usual, copy, start, { readOnly: copy })
    await rm(changed)
    return isTold(ended, /cannot be written, and something must be installed or built/)
  }),
  withInstalled('a source of another user with a stale build is told', async (laboratory, copy) => {
    const changed = join(copy, 'resources', 'changed.json')
    await writeFile(changed, '{}')
    const data = laboratory.folder('data')
    await chmod(data, 0o777)
    const ended = await laboratory.on(usual, copy, npmStart('--data', data), {
      asNobody: true,
      env: { HOME: data, NPM_CONFIG_CACHE: join(data, 'cache') },
    })
    await rm(changed)
    return isTold(ended, /cannot be written, and something must be installed or built/)
  }),
  {
    name: 'a read-only source with nothing installed is told',
    async run(laboratory) {
      const copy = laboratory.copy('read-only')
      const ended = await laboratory.on(usual, copy, npmStart(), { readOnly: copy })
      return isTold(ended, /cannot be written, and something must be installed or built/)
    },
  } satisfies Case,
]

function isTold({ code, said }: { code: number | null; said: string }, words: RegExp) {
  if (code === 0) return 'it ended with 0'
  if (/^\s+at /m.test(said)) return `a stack: ${lastLines(said)}`
  return words.test(said) ? null : lastLines(said)
}

const managers: [name: string, command: string[]][] = [
  ['pnpm start -- --local', ['pnpm', 'start', '--', '--local', '--no-open']],
  ['pnpm start --local', ['pnpm', 'start', '--local', '--no-open']],
  ['yarn start --local', ['yarn', 'start', '--local', '--no-open']],
  ['yarn start -- --local', ['yarn', 'start', '--', '--local', '--no-open']],
  ['npm run start -- --local', ['npm', 'run', 'start', '--', '--local', '--no-open']],
  ['node build/start.js --local', ['node', 'build/start.js', '--local', '--no-open']],
]
const byOtherMeans = managers.map(([name, command]) =>
  withInstalled(name, async (laboratory, copy) => {
    const data = ['--data', laboratory.folder('data')]
    const machine = { ...usual, node: '22.11.0' }
    return whyNotOpen(
      await laboratory.on(machine, copy, [...command, ...data], { until: openLink }),
    )
  }),
)

const killed = (name: string, command: (data: string) => string[]) =>
  withInstalled(`the host ends when ${name} is killed`, async (laboratory, copy) => {
    let url = ''
    const data = laboratory.folder('data')
    await laboratory
      .on(usual, copy, command(data), {
        until: openLink,
        // Its own end is not waited for: the host holds the channels it speaks on.
        then: (child) => child.kill('SIGKILL'),
        timeout: 100_000,
      })
      .then(({ said }) => void (url = openLink.exec(said)?.[1] ?? ''))
    for (let tries = 0; tries < 60; tries++) {
      const isGone = await fetch(url).then(
        () => false,
        () => true,
      )
      if (isGone) return null
      await delay(500)
    }
    return 'it answers after half a minute'
  })

const atOnce: Case = {
  name: 'two starts at once in a fresh copy',
  async run(laboratory) {
    const copy = laboratory.copy('at-once')
    const data = laboratory.folder('data')
    const start = npmStart('--data', data)
    const both = await Promise.all(
      [1, 2].map(() => laboratory.on(usual, copy, start, { until: openLink })),
    )
    await laboratory.remove(copy)
    return both.map(whyNotOpen).find((problem) => problem !== null) ?? null
  },
}

const moved = withInstalled('a folder that was moved', async (laboratory, copy) => {
  const place = laboratory.folder('moved')
  await cp(copy, place, { recursive: true, verbatimSymlinks: true })
  const start = npmStart('--data', laboratory.folder('data'))
  const problem = whyNotOpen(await laboratory.on(usual, place, start, { until: openLink }))
  await laboratory.remove(place)
  return problem
})

export const cases: Case[] = [
  nothingInstalled,
  deadNetwork('a proxy that refuses', false, 60),
  deadNetwork('a proxy that never answers', true, 60),
  ...failedStarts.map(failed),
  ...readOnlySource,
  ...byOtherMeans,
  killed('node', (data) => ['node', 'build/start.js', '--no-open', '--data', data]),
  killed('npm', (data) => npmStart('--data', data)),
  moved,
  ...versions.map(([node, npm]) => opens(`Node ${node}, npm ${npm}`, { node, npm })),
  ...settings.map((lines) => opens(lines.join(', '), { ...usual, settings: lines })),
  opens('an empty cache', { ...usual, emptyCache: true }),
  opens('Node 18 first, then Node 20', { node: '18.20.8', npm: '10.9.9' }, usual),
  atOnce,
]
