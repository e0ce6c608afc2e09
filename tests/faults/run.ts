// npm run faults: the kill plan at full length, as a table. Ends with 1 where a promise is broken.
import { parseArgs } from 'node:util'
import { breaches, runKillPlan } from './killPlan.ts'
import { mutations } from './mutations.ts'

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '2000' },
    kills: { type: 'string', default: '20' },
    connections: { type: 'string', default: '4' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    /** One protection is taken away on purpose (mutations.ts): the run must then fail. */
    mutate: { type: 'string', default: 'none' },
  },
})

const mutate = mutations.find((one) => one === values.mutate)
if (mutate === undefined) {
  process.stderr.write(`--mutate takes one of ${mutations.join(', ')}.\n`)
  process.exit(2)
}
const report = await runKillPlan({
  messages: Number(values.messages),
  kills: Number(values.kills),
  connections: Number(values.connections),
  seed: Number(values.seed),
  mutate,
})
const problems = breaches(report)
const { states, ...figures } = report
process.stdout.write(
  `kill plan, seed ${values.seed}, ${values.connections} connections${values.mutate === 'none' ? '' : `, mutation ${values.mutate}`}\n`,
)
for (const [name, value] of [
  ...Object.entries(figures),
  ...Object.entries(states).map(([state, count]) => [`state ${state}`, count] as const),
]) {
  process.stdout.write(`  ${name.padEnd(22)}${value}\n`)
}
for (const problem of problems) process.stdout.write(`BROKEN: ${problem}\n`)
process.exit(problems.length > 0 ? 1 : 0)
