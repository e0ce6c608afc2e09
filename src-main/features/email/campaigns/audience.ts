// Who a filter reaches, exactly. The statement counts; the main thread runs it in slices so that
// the window never waits.
import { setImmediate as breathe } from 'node:timers/promises'
import type { z } from 'zod'
import type { Audience } from '#shared/contract/campaigns.ts'
import type { LeadFilter } from '#shared/contract/crm.contract.ts'
import type { Database, SqlValue } from '#main/database/database.ts'
import { mayBeWrittenSql, recipientFilterSql } from './recipients.ts'

type Counts = { matching: number; withoutEmail: number; suppressed: number }

/** Leads with numbers in (?, ?] and the filter's conditions; parameters in that order. */
export function audienceSql(filter: LeadFilter): { sql: string; parameters: SqlValue[] } {
  const { where, parameters } = recipientFilterSql(filter)
  const sql = `SELECT count(*) AS matching, coalesce(sum(leads.email IS NULL), 0) AS withoutEmail,
      coalesce(sum(leads.email IS NOT NULL AND NOT (${mayBeWrittenSql})), 0) AS suppressed
    FROM leads WHERE leads.id > ? AND leads.id <= ? AND ${where}`
  return { sql, parameters }
}

/** Leads counted between two breaths: about 10 ms of work. */
const slice = 10_000

type Remembered = { version: number; counts: Map<string, Promise<z.infer<typeof Audience>>> }
const remembered = new WeakMap<Database, Remembered>()

/**
 * Exact at the moment it is asked; asked again without a commit in between, the same answer is
 * given.
 */
export function countAudience(
  database: Database,
  filter: LeadFilter,
): Promise<z.infer<typeof Audience>> {
  const version =
    database.query<{ data_version: number }>('PRAGMA data_version')[0]?.data_version ?? 0
  let memory = remembered.get(database)
  if (memory?.version !== version)
    remembered.set(database, (memory = { version, counts: new Map() }))
  const key = JSON.stringify(filter)
  let counts = memory.counts.get(key)
  if (!counts) memory.counts.set(key, (counts = count(database, filter)))
  return counts
}

async function count(database: Database, filter: LeadFilter): Promise<z.infer<typeof Audience>> {
  const { sql, parameters } = audienceSql(filter)
  const last =
    database.query<{ last: number | null }>('SELECT max(id) AS last FROM leads')[0]?.last ?? 0
  const total: Counts = { matching: 0, withoutEmail: 0, suppressed: 0 }
  // A search is answered by the full-text index as a whole: asking it again for every slice would
  // cost more than it spares.
  const step = filter.search ? last : slice
  for (let from = 0; from < last; from += step) {
    const [row] = database.query<Counts>(sql, [from, from + step, ...parameters])
    total.matching += row?.matching ?? 0
    total.withoutEmail += row?.withoutEmail ?? 0
    total.suppressed += row?.suppressed ?? 0
    if (from + step < last) await breathe()
  }
  return { ...total, recipients: total.matching - total.withoutEmail - total.suppressed }
}
