// Deleting many leads, and bringing them back: in slices, so that whoever writes meanwhile waits for
// one of them.
import { setImmediate as yieldToEventLoop } from 'node:timers/promises'
import type { BulkChoice, BulkRun, UndoReport } from '#shared/contract/crm/bulk.ts'
import type { Topic } from '#shared/contract/system.contract.ts'
import type { Services } from '#main/core/services.ts'
import { integer, longText } from '#main/database/columnKinds.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { describeError } from '#main/platform/log.ts'
import { putLeadBack, readWholeLead, takeLeadOut, takenAddress } from '../leads/leads.service.ts'
import { readLeadCount } from '../reading/wideReads.ts'
import type { SqlCondition } from '../leads/leadFilter.ts'
import { chosenLeads, toLeadFilter } from './chosenLeads.ts'
import { leadChangesTable } from './leadChanges.table.ts'
import { beginUndo, getBulkRun, runningChanges } from './runningChanges.ts'

/** Leads a transaction: some milliseconds. */
const slice = 20
/** Numbers read at a time. */
const pageSize = 1_000
const topics: Topic[] = ['crm', 'dashboard', 'analytics', 'email']
const idOnly = rowOf({ id: integer() })
const keptLead = rowOf({ leadId: integer(), before: longText() })

/** @throws 422 for a filter with a mistake; nobody is deleted then */
export async function startBulkDelete(services: Services, choice: BulkChoice): Promise<BulkRun> {
  const { id, ended } = await begin(services, choice)
  ended.catch(() => undefined) // Recorded in the row of the deletion; nobody waits here.
  return getBulkRun(services, id)
}

/** The same, and waits for the end. */
export async function runBulkDelete(services: Services, choice: BulkChoice): Promise<BulkRun> {
  const { id, ended } = await begin(services, choice)
  await ended
  return getBulkRun(services, id)
}

async function begin(services: Services, choice: BulkChoice) {
  const { database, host, memory } = services
  const chosen = chosenLeads(services, choice)
  // Whoever arrives while it goes on is not meant.
  const last = database.count('SELECT coalesce(max(id), 0) AS n FROM leads')
  const matched = await readLeadCount(services, toLeadFilter(choice))
  const progress = { matched, done: 0, changed: 0 }
  const row = { kind: 'delete', state: 'running', ...progress, madeAt: host.clock.now() } as const
  const id = await database.write(['crm'], (transaction) =>
    leadChangesTable.insert(transaction, row),
  )
  let isCancelled = false
  const running = memory.of(runningChanges)
  const pages = pagesOf(services, chosen, last)
  const ended = remove(services, { id, pages, progress, isCancelled: () => isCancelled }).finally(
    () => running.delete(id),
  )
  running.set(id, { progress, ended, cancel: () => (isCancelled = true) })
  return { id, ended }
}

/** Their numbers, some at a time: a filter may mean a million. */
function* pagesOf(
  { database }: Services,
  { where, parameters }: SqlCondition,
  last: number,
): Generator<number[]> {
  for (let after = 0; ;) {
    const rows = database.all(
      idOnly,
      `SELECT leads.id FROM leads WHERE leads.id > ? AND leads.id <= ? AND (${where}) ORDER BY leads.id LIMIT ?`,
      [after, last, ...parameters, pageSize],
    )
    after = rows.at(-1)?.id ?? 0
    if (rows.length === 0) return
    for (let from = 0; from < rows.length; from += slice)
      yield rows.slice(from, from + slice).map(({ id }) => id)
  }
}

type Removal = {
  id: number
  pages: Iterable<number[]>
  progress: { matched: number; done: number; changed: number }
  isCancelled: () => boolean
}

async function remove({ database, host }: Services, removal: Removal): Promise<void> {
  const { id, pages, progress, isCancelled } = removal
  const end = (state: 'done' | 'cancelled' | 'failed') =>
    database.write(topics, (transaction) =>
      leadChangesTable.update(transaction, { id }, { state, ...progress }),
    )
  try {
    for (const some of pages) {
      if (isCancelled()) return void (await end('cancelled'))
      progress.changed += await database.write(['crm'], async (transaction) => {
        let gone = 0
        for (const lead of some) {
          // Deleted by somebody else since the choice was made.
          if ((await transaction.countBy('leads', { id: lead })) === 0) continue
          const whole = await takeLeadOut(transaction, lead)
          await transaction.sql(
            'INSERT INTO lead_change_rows (change_id, lead_id, before, last_move_id) VALUES (?, ?, ?, 0)',
            [id, lead, JSON.stringify(whole)],
          )
          gone += 1
        }
        return gone
      })
      progress.done += some.length
      await yieldToEventLoop()
    }
    await end('done')
  } catch (error) {
    host.log('error', 'Deleting many leads failed.', { change: id, ...describeError(error) })
    await end('failed')
    throw error
  }
}

/**
 * Everybody is there again, with what belongs to them, after a restart too. Whose address was given
 * to somebody else since stays out, and can be brought back once it is free.
 * @throws 404; 409 while it runs, or where it was taken back already or is too long ago
 */
export async function undoBulkDelete(services: Services, id: number): Promise<UndoReport> {
  const { database, host } = services
  await beginUndo(services, { id, kind: 'delete' }, 'deletion')
  const end = (state: 'done' | 'undone' | 'failed') =>
    database.write(topics, (transaction) => leadChangesTable.update(transaction, { id }, { state }))
  try {
    const report = await putBack(services, id)
    await end(report.kept > 0 ? 'done' : 'undone')
    return report
  } catch (error) {
    // Those who are not back yet can be brought back again.
    host.log('error', 'Bringing many leads back failed.', { change: id, ...describeError(error) })
    await end('failed')
    throw error
  }
}

async function putBack({ database, host }: Services, id: number): Promise<UndoReport> {
  const report = { restored: 0, kept: 0 }
  for (let after = 0; ;) {
    const rows = database.all(
      keptLead,
      'SELECT lead_id AS leadId, before FROM lead_change_rows WHERE change_id = ? AND lead_id > ? ORDER BY lead_id LIMIT ?',
      [id, after, slice],
    )
    after = rows.at(-1)?.leadId ?? 0
    if (rows.length === 0) return report
    const restored = await database.write(['crm'], async (transaction) => {
      let back = 0
      for (const { leadId, before } of rows) {
        const whole = readWholeLead(before)
        if ((await takenAddress(transaction, whole.lead, null)) !== null) continue
        await putLeadBack(transaction, whole, host.clock.now())
        await transaction.sql('DELETE FROM lead_change_rows WHERE change_id = ? AND lead_id = ?', [
          id,
          leadId,
        ])
        back += 1
      }
      return back
    })
    report.restored += restored
    report.kept += rows.length - restored
    await yieldToEventLoop()
  }
}
