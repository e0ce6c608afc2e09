// What is left of deleted funnels: years of visits, cleared away in slices so that nothing waits
// for it. Taken up again at start.
import { setImmediate as yieldToEventLoop } from 'node:timers/promises'
import { memorySlot } from '#main/core/memory.ts'
import type { Services } from '#main/core/services.ts'
import { integer } from '#main/database/columnKinds.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { describeError } from '#main/platform/log.ts'

type Parts = Pick<Services, 'database' | 'host' | 'memory'>

const underWay = memorySlot<{ work: Promise<void> }>(() => ({ work: Promise.resolve() }))

/** Begins to clear away; nobody needs to wait. What fails is tried again at the next start. */
export function clearAway(services: Parts): void {
  const present = services.memory.of(underWay)
  const next = present.work.then(() => removeLeftovers(services))
  present.work = next.catch((error: unknown) =>
    services.host.log(
      'error',
      'What was left of deleted funnels could not be removed.',
      describeError(error),
    ),
  )
}

/** Settles when nothing is being cleared away. */
export async function clearedAway({ memory }: Pick<Parts, 'memory'>): Promise<void> {
  await memory.of(underWay).work
}

const eventTables = [
  'funnel_events',
  'funnel_firsts',
  'funnel_outcomes',
  'funnel_totals',
  'funnel_source_totals',
  'funnel_path_totals',
  'funnel_sale_totals',
] as const
const goneFunnel = rowOf({ funnelId: integer() })
const rowsAtOnce = 5_000

async function removeLeftovers({ database }: Pick<Parts, 'database'>): Promise<void> {
  for (const table of eventTables) {
    const gone = database.all(
      goneFunnel,
      `WITH RECURSIVE present(id) AS (SELECT min(funnel_id) FROM ${table} UNION ALL SELECT (SELECT min(funnel_id) FROM ${table} WHERE funnel_id > present.id)
         FROM present WHERE present.id IS NOT NULL)
       SELECT id AS funnelId FROM present WHERE id IS NOT NULL AND id NOT IN (SELECT id FROM funnels)
         AND id NOT IN (SELECT item_id FROM deleted_items WHERE kind = 'funnel')`,
    )
    for (const { funnelId } of gone) await deleteInSlices(database, table, funnelId)
  }
}

const keys = {
  funnel_events: 'id',
  funnel_firsts: 'funnel_id, page_id, what, who',
  funnel_outcomes: 'funnel_id, page_id, who',
  funnel_totals: 'funnel_id, span, start, page_id',
  funnel_source_totals: 'funnel_id, span, start, source',
  funnel_path_totals: 'funnel_id, span, start, page_id, outcome, to_page',
  funnel_sale_totals: 'funnel_id, span, start, page_id, currency',
} as const

async function deleteInSlices(
  database: Services['database'],
  table: (typeof eventTables)[number],
  funnelId: number,
): Promise<void> {
  const sql = `DELETE FROM ${table} WHERE (${keys[table]}) IN (SELECT ${keys[table]} FROM ${table} WHERE funnel_id = ? LIMIT ?) RETURNING 1`
  for (;;) {
    const deleted = await database.write([], (transaction) =>
      transaction.sql(sql, [funnelId, rowsAtOnce]),
    )
    if (deleted.length < rowsAtOnce) return
    await yieldToEventLoop()
  }
}
