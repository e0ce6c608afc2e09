// `npm run relay`: builds the relay's one file where a source changed since, then runs it with the
// options given. Must run on Node 18 with no dependency installed.
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildAlone, sourceHash } from './bundle.js'
import { ensureInstalled } from './install.js'
import {
  endsWithUs,
  exitCodeOf,
  inModules,
  projectNode,
  root,
  run,
  runApplication,
} from './processes.js'
import { StartError, tellFailure } from './startError.js'

const say = (line) => console.error(line)
const file = join(root, 'out', 'relay', 'relay.js')
const stampFile = join(root, 'out', '.relay-built')
const sources = [
  'src-shared',
  'src-relay',
  'package.json',
  'package-lock.json',
  'relay.vite.config.ts',
  'tsconfig.base.json',
]

function isRelayBuilt(hash) {
  try {
    return readFileSync(stampFile, 'utf8') === hash && readFileSync(file).length > 0
  } catch {
    return false
  }
}

/** @returns what became of the build; code 0 also where nothing was to be done */
async function ensureRelayBuilt() {
  const hash = sourceHash(root, sources)
  if (isRelayBuilt(hash)) return { code: 0, signal: null, interrupted: null }
  return buildAlone(say, () => buildRelay(hash))
}

async function buildRelay(hash) {
  say('Préparation du relais… / Building the relay…')
  rmSync(stampFile, { force: true })
  const parameters = [
    inModules('vite', 'bin', 'vite.js'),
    'build',
    '--config',
    join(root, 'relay.vite.config.ts'),
    '--logLevel',
    'error',
  ]
  // What the build says is no part of what the relay says: its first line is read by programs.
  const result = await run(projectNode(), parameters, {
    timeout: 5 * 60_000,
    ownGroup: true,
    stdio: ['ignore', 2, 'inherit'],
  })
  if (result.code === 0) writeFileSync(stampFile, hash)
  return result
}

async function main() {
  // npm takes the `--` away; pnpm hands it on.
  const given = process.argv.slice(2).filter((option) => option !== '--')
  const isBuildOnly = given.length === 1 && given[0] === '--build'
  try {
    await ensureInstalled(say)
    const built = await ensureRelayBuilt()
    if (built.code !== 0) {
      if (built.interrupted === null)
        say(
          'La construction du relais a échoué (voir ci-dessus). / The relay could not be built (see above).',
        )
      return exitCodeOf(built)
    }
    if (isBuildOnly) return 0
    // npm changes the folder: a relative --data is meant from where the command was typed.
    return exitCodeOf(
      await runApplication(projectNode(), [file, ...given], {
        cwd: process.env.INIT_CWD ?? process.cwd(),
        stdio: endsWithUs,
      }),
    )
  } catch (error) {
    tellFailure(error, say, root)
    return error instanceof StartError && error.interrupted
      ? exitCodeOf({ signal: error.interrupted })
      : 1
  }
}

process.exitCode = await main()
