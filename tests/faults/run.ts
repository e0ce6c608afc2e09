// npm run faults: the sender killed, its folder copied, its server out of step, at full length, as tables;
// and each protection taken out once, under which its run has to fail. Ends with 1 where a promise is
// broken or a missing protection went unseen.
import { parseArgs } from 'node:util'
import { copyFaults, runCopyFault } from './copyFaults.ts'
import { breaches, runKillPlan } from './killPlan.ts'
import { mutations } from './mutations.ts'
import { copyMutations, stepMutations, type ProductMutation } from './productMutations.ts'
import { runStepFault, stepFaults } from './stepFaults.ts'

const parts = ['kills', 'copies', 'steps'] as const
const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '2000' },
    kills: { type: 'string', default: '20' },
    connections: { type: 'string', default: '4' },
    /** Of each run of copies and of servers out of step. */
    people: { type: 'string', default: '150' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    /** One of `kills`, `copies`, `steps`; all of them where left out. */
    only: { type: 'string' },
    /** One protection is taken away on purpose (mutations.ts, productMutations.ts): it must fail. */
    mutate: { type: 'string', default: 'none' },
  },
})

const say = (line: string) => void process.stdout.write(`${line}\n`)
const people = Number(values.people)

async function killsFail(mutate: (typeof mutations)[number]): Promise<boolean> {
  const report = await runKillPlan({
    ...{ messages: Number(values.messages), kills: Number(values.kills), mutate },
    ...{ connections: Number(values.connections), seed: Number(values.seed) },
  })
  const { states, ...figures } = report
  say(
    `kill plan, seed ${values.seed}, ${values.connections} connections${mutate === 'none' ? '' : `, mutation ${mutate}`}`,
  )
  for (const [name, value] of Object.entries(figures)) say(`  ${name.padEnd(22)}${value}`)
  for (const [state, count] of Object.entries(states))
    say(`  ${`state ${state}`.padEnd(22)}${count}`)
  return tell(breaches(report))
}

type Fault = { name: string; run(mutation: string | null): Promise<{ problems: string[] }> }
const keyOf = <K extends string>(table: Record<K, unknown>, name: string | null): K | null =>
  (Object.keys(table) as K[]).find((key) => key === name) ?? null

const copies: Fault[] = copyFaults.map((fault) => ({
  name: fault,
  run: (mutation) =>
    runCopyFault({ fault, messages: people, mutation: keyOf(copyMutations, mutation) }),
}))
const steps: Fault[] = stepFaults.flatMap((fault) =>
  [false, true].map((pipelining) => ({
    name: fault,
    run: (mutation: string | null) =>
      runStepFault({
        ...{ fault, pipelining, messages: people },
        mutation: keyOf(stepMutations, mutation),
      }),
  })),
)

async function faultFails({ name, run }: Fault, mutation: string | null): Promise<boolean> {
  const { problems, ...figures } = await run(mutation)
  say(`${name}${mutation === null ? '' : `, mutation ${mutation}`}`)
  for (const [figure, value] of Object.entries(figures)) say(`  ${figure.padEnd(22)}${value}`)
  return tell(problems)
}

function tell(problems: string[]): boolean {
  for (const problem of problems) say(`BROKEN: ${problem}`)
  return problems.length > 0
}

/** With nothing taken out nothing may break, and with a protection taken out something must. */
async function allHold(faults: Fault[], table: Record<string, ProductMutation>): Promise<boolean> {
  let holds = true
  for (const fault of faults) if (await faultFails(fault, null)) holds = false
  for (const [name, { seenBy, without }] of Object.entries(table))
    for (const fault of faults.filter((one) => seenBy.includes(one.name))) {
      if (await faultFails(fault, name)) continue
      say(`UNSEEN: ${fault.name} holds although it is no longer so that ${without}`)
      holds = false
    }
  return holds
}

async function mutated(name: string): Promise<boolean> {
  const kill = mutations.find((one) => one === name)
  if (kill !== undefined) return !(await killsFail(kill))
  const mutation = Object.entries({ ...copyMutations, ...stepMutations }).find(
    ([key]) => key === name,
  )?.[1]
  if (mutation === undefined) return wrongArgument('--mutate', [...mutations, ...names])
  const seenBy: readonly string[] = mutation.seenBy
  let holds = true
  for (const fault of [...copies, ...steps].filter((one) => seenBy.includes(one.name)))
    if (await faultFails(fault, name)) holds = false
  return holds
}
const names = [...Object.keys(copyMutations), ...Object.keys(stepMutations)]

function wrongArgument(name: string, taken: readonly string[]): never {
  process.stderr.write(`${name} takes one of ${taken.join(', ')}.\n`)
  process.exit(2)
}

const isMeant = (part: (typeof parts)[number]) => values.only === undefined || values.only === part
if (values.only !== undefined && !parts.some(isMeant)) wrongArgument('--only', parts)
if (values.mutate !== 'none') process.exit((await mutated(values.mutate)) ? 0 : 1)
const held = [
  !isMeant('kills') || !(await killsFail('none')),
  !isMeant('copies') || (await allHold(copies, copyMutations)),
  !isMeant('steps') || (await allHold(steps, stepMutations)),
]
process.exit(held.every(Boolean) ? 0 : 1)
