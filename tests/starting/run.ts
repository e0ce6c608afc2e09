// npm run start-matrix: every way of starting on other people's machines, in fresh copies of this
// folder, with Node and npm of other versions from the registry. Takes half an hour and 2 GB; ends
// with 1 where a start is not as it should be. Linux and macOS.
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { openLaboratory, project } from './laboratory.ts'
import { cases } from './matrix.ts'

const { values } = parseArgs({
  options: {
    /** Only cases whose name contains this, or one of several between `|`. */
    only: { type: 'string', default: '' },
    /** Another working copy of the project, to see what it does. */
    source: { type: 'string', default: project },
    list: { type: 'boolean', default: false },
  },
})
const parts = values.only.split('|')
const chosen = cases.filter(({ name }) => parts.some((part) => name.includes(part)))
if (process.platform === 'win32' || chosen.length === 0) {
  process.stderr.write(
    chosen.length === 0
      ? `No case is called like "${values.only}".\n`
      : 'The start matrix runs on Linux and macOS only.\n',
  )
  process.exit(2)
}
if (values.list) {
  process.stdout.write(`${chosen.map(({ name }) => name).join('\n')}\n`)
  process.exit(0)
}

const laboratory = await openLaboratory(
  resolve(values.source),
  join(project, '.cache', 'start-matrix'),
)
const counts = { right: 0, wrong: 0, untried: 0 }
for (const { name, run } of chosen) {
  const startedAt = performance.now()
  const problem = await run(laboratory).catch((error: unknown) =>
    error instanceof Error ? error.message : String(error),
  )
  const isUntried = problem?.startsWith('not tried') === true
  counts[problem === null ? 'right' : isUntried ? 'untried' : 'wrong'] += 1
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(0)
  const verdict = problem === null ? 'right' : isUntried ? problem : `WRONG: ${problem}`
  process.stdout.write(`${name.padEnd(58)}${`${seconds} s`.padStart(6)}  ${verdict}\n`)
}
await laboratory.close()
process.stdout.write(`${counts.right} right, ${counts.wrong} wrong, ${counts.untried} not tried\n`)
process.exit(counts.wrong > 0 ? 1 : 0)
