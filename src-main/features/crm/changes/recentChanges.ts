// What was done to many leads at once within the time in which it can be taken back.
import type { RecentChange } from '#shared/contract/crm/bulk.ts'
import { restorablePeriod } from '#main/core/deletedItems.ts'
import type { Services } from '#main/core/services.ts'
import { integer, moment, optional, text } from '#main/database/columnKinds.ts'
import { toTimestamp } from '#main/database/columns.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { listMerges } from '../duplicates/duplicates.service.ts'
import { isOver } from './runningChanges.ts'

const most = 100
const changeRow = rowOf({
  id: integer(),
  kind: text<'bulk' | 'delete' | 'import'>(),
  count: integer(),
  name: optional(text()),
  state: text(),
  madeAt: moment(),
})

export function recentChanges(services: Services): { items: RecentChange[] } {
  const { database, host } = services
  const rows = database.all(
    changeRow,
    `SELECT coalesce(import_id, lead_changes.id) AS id, kind, file_name AS name, made_at AS madeAt,
       iif(imports.state = 'running', imports.state, lead_changes.state) AS state,
       iif(kind = 'import',
         (SELECT count(*) FROM leads WHERE leads.import_id = imports.id) +
         (SELECT count(*) FROM lead_change_rows WHERE change_id = lead_changes.id), changed) AS count
     FROM lead_changes LEFT JOIN imports ON imports.id = import_id
     WHERE kind <> 'merge' AND lead_changes.state <> 'undone' AND made_at >= ?
     ORDER BY made_at DESC, lead_changes.id DESC LIMIT ?`,
    [host.clock.now() - restorablePeriod, most],
  )
  const others = rows.map(({ state, madeAt, ...change }) => ({
    ...change,
    madeAt: toTimestamp(madeAt),
    canUndo: isOver(state),
  }))
  const merges = listMerges(services).items.map(({ id, madeAt, names, keptName, canUndo }) => ({
    ...{ id, madeAt, canUndo, kind: 'merge' as const },
    ...{ count: names.length, name: keptName },
  }))
  const items = [...others, ...merges]
    .toSorted((one, other) => other.madeAt.localeCompare(one.madeAt))
    .slice(0, most)
  return { items }
}
