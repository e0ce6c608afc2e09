// Work on very many leads at once: how long it takes, and whether the window comes round meanwhile.
import type { TestApp } from '../support/testApp.ts'
import type { BenchRow } from './benchReport.ts'
import { withStallMeasured } from './eventLoopStall.ts'

/** As many as the target is about. */
const changed = 100_000

type Work = { name: string; most: number | null; run: () => Promise<unknown> }

function works({ client }: TestApp): Work[] {
  let changeId = 0
  const ids = Array.from({ length: changed }, (_, index) => index + 1)
  return [
    {
      name: `bulk edit of ${changed.toLocaleString('en')}`,
      most: 20,
      run: async () => {
        const run = await client.crm.bulk.run({
          ids,
          changes: { addTags: ['Campagne'], custom: { budget: 1234 } },
        })
        changeId = run.id
        if (run.changed !== changed) throw new Error(`${run.changed} were changed.`)
      },
    },
    {
      name: `taking back a bulk edit of ${changed.toLocaleString('en')}`,
      most: 20,
      run: () => client.crm.bulk.undo({ id: changeId }),
    },
    {
      name: `export of ${changed.toLocaleString('en')} as CSV`,
      most: null,
      run: async () => (await client.crm.exports.csv({ ids })).size,
    },
    { name: 'learning the score', most: null, run: () => client.crm.scoring.train() },
    {
      name: 'what is known of a person',
      most: null,
      run: () => client.crm.personalData.get({ id: 40 }),
    },
    { name: 'erasing a person', most: null, run: () => client.crm.personalData.erase({ id: 60 }) },
  ]
}

export async function crmChanges(app: TestApp, leads: number): Promise<BenchRow[]> {
  const rows: BenchRow[] = []
  for (const { name, most, run } of leads < changed ? [] : works(app)) {
    const began = performance.now()
    const { stall } = await withStallMeasured(run)
    const seconds = (performance.now() - began) / 1000
    const row = { leads, ratio: null }
    rows.push({
      ...{ ...row, name, value: seconds, unit: 's' },
      ...{ target: most === null ? '' : `<= ${most} s`, ok: most === null || seconds <= most },
    })
    rows.push({
      ...{ ...row, name: `${name}, event-loop stall`, value: stall, unit: 'ms' },
      ...{ target: '<= 50 ms', ok: stall <= 50 },
    })
  }
  return rows
}
