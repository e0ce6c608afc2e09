// npm run faults:relay: the relay's kill plan at full length, as a table. Ends with 1 where a
// promise is broken.
import { parseArgs } from 'node:util'
import { moments, relayBreaches, runRelayKillPlan, victims } from './relayKillPlan.ts'

const { values } = parseArgs({
  options: {
    points: { type: 'string', default: '100' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    /** `cursor_first` and `cursor_last` break the pull on purpose: the run must then fail. */
    mutate: { type: 'string', default: 'none' },
  },
})
const mutate =
  values.mutate === 'cursor_first' || values.mutate === 'cursor_last' ? values.mutate : 'none'
const report = await runRelayKillPlan({
  points: Number(values.points),
  seed: Number(values.seed),
  mutate,
  at: moments,
  who: victims,
})
const problems = relayBreaches(report)
const { kills, lost, twice, ...figures } = report
process.stdout.write(
  `kill plan of the relay, seed ${values.seed}${mutate === 'none' ? '' : `, mutation ${mutate}`}\n`,
)
for (const [name, value] of Object.entries({
  ...figures,
  lost: lost.length,
  twice: twice.length,
  ...kills,
}))
  process.stdout.write(`  ${name.padEnd(24)}${value}\n`)
for (const problem of problems) process.stdout.write(`BROKEN: ${problem}\n`)
process.exit(problems.length > 0 ? 1 : 0)
