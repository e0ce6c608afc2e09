// Loaded before a sending process: changes the source of one protection while Node loads it, and ends the
// process where a place is not found, so that no mutation stays without effect in silence.
import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { productMutations } from './productMutations.ts'

const wanted = process.env['FAULT_MUTATION']
const found = Object.entries(productMutations).find(([name]) => name === wanted)
if (found === undefined) throw new Error(`There is no mutation ${wanted ?? ''}.`)
const { changes } = found[1]
const addressOf = (file: string) => new URL(`../../${file}`, import.meta.url).href
const toLoad = new Set(changes.map(({ file }) => addressOf(file)))

function mutated(url: string): string {
  let source = readFileSync(new URL(url), 'utf8')
  for (const { file, find, replace } of changes) {
    if (addressOf(file) !== url) continue
    if (source.split(find).length !== 2) throw new Error(`${file} has no single place for: ${find}`)
    source = source.replace(find, () => replace)
  }
  return source
}

registerHooks({
  load: (url, context, next) =>
    toLoad.delete(url)
      ? { format: 'module-typescript', shortCircuit: true, source: mutated(url) }
      : next(url, context),
})
process.on('exit', () => {
  if (toLoad.size > 0) process.exitCode = 3
})
