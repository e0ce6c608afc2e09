// `npm run bench`: measures import, reads, lists and filters, the start, the first load, the dashboard, funnels,
// sending, queueing and the relay in one run, on generated data, each against something bare in the same run.
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { printTable, type BenchRow } from './benchReport.ts'
import { benchImport } from './importBench.ts'
import { benchCrm } from './crmBench.ts'
import { benchDashboard } from './dashboardBench.ts'
import { benchFunnels } from './funnelsBench.ts'
import { benchLoad } from './loadBench.ts'
import { benchQueue } from './queueBench.ts'
import { benchReads } from './readsBench.ts'
import { benchRelay } from '../relay/bench/relayBench.ts'
import { benchSending } from './sendingBench.ts'
import { benchSequences } from './sequencesBench.ts'
import { benchStart } from './startBench.ts'
import { benchTests } from './testsBench.ts'

const { values } = parseArgs({
  options: {
    leads: { type: 'string', default: '100000' },
    messages: { type: 'string', default: '3000' },
    events: { type: 'string', default: '500000' },
    json: { type: 'string' },
    only: { type: 'string' },
  },
})
const leads = Number(values.leads)
const messages = Number(values.messages)
if (!Number.isInteger(leads) || leads < 10_000 || !Number.isInteger(messages) || messages < 100) {
  console.error('--leads takes a whole number from 10000, --messages one from 100.')
  process.exit(2)
}

const parts: Record<string, () => Promise<BenchRow[]>> = {
  import: () => benchImport(leads),
  reads: () => benchReads([10_000, 100_000, 1_000_000].filter((size) => size <= leads)),
  crm: () => benchCrm([10_000, ...(leads > 10_000 ? [leads] : [])]),
  start: () => benchStart(leads),
  load: benchLoad,
  dashboard: () => benchDashboard({ leads, events: Number(values.events) }),
  funnels: () => benchFunnels(1_000_000),
  sending: () => benchSending(messages),
  queue: () => benchQueue(leads),
  sequences: benchSequences,
  relay: benchRelay,
  tests: benchTests,
}
if (values.only !== undefined && !(values.only in parts)) {
  console.error(`--only takes one of ${Object.keys(parts).join(', ')}.`)
  process.exit(2)
}
const rows: BenchRow[] = []
for (const [name, part] of Object.entries(parts)) {
  if (values.only !== undefined && values.only !== name) continue
  console.log(`measuring: ${name}`)
  rows.push(...(await part()))
}
printTable(rows)
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(rows, null, 2)}\n`)
const missed = rows.filter((row) => !row.ok)
console.log(missed.length === 0 ? 'all targets met' : `${missed.length} targets missed`)
process.exitCode = missed.length === 0 ? 0 : 1
