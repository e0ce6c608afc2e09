// Builds the relay into its one file when a source changed since. Must run on Node 18.
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildAlone, sourceHash } from '../bundle.js'
import { inModules, projectNode, root, run } from '../processes.js'

/** The relay as one file, once it is built. */
export const relayFile = join(root, 'out', 'relay', 'relay.js')
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
    return readFileSync(stampFile, 'utf8') === hash && readFileSync(relayFile).length > 0
  } catch {
    return false
  }
}

/**
 * @param {(line: string) => void} say
 * @returns what became of the build; code 0 also where nothing was to be done
 * @throws StartError where the folder cannot be written
 */
export async function ensureRelayBuilt(say) {
  const hash = sourceHash(root, sources)
  if (isRelayBuilt(hash)) return { code: 0, signal: null, interrupted: null }
  return buildAlone(say, () => buildRelay(hash, say))
}

async function buildRelay(hash, say) {
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
