// Who a filter reaches, exactly. The statement counts; the main thread runs it in slices so that
// the window never waits.
import { setImmediate as yieldToEventLoop } from 'node:timers/promises'
import type { z } from 'zod'
import type { Audience } from '#shared/contract/campaigns.ts'
import type { LeadFilter } from '#shared/contract/crm.contract.ts'
import { memorySlot } from '#main/core/memory.ts'
import type { Services } from '#main/core/services.ts'
import { integer } from '#main/database/columnKinds.ts'
import type { Database, SqlValue } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'
import {
  leftTopicOfSql,
  mayBeWrittenSql,
  recipientFilterSql,
  type FilterPlace,
} from './recipients.ts'

const counted = rowOf({
  ...{ matching: integer(), withoutEmail: integer(), suppressed: integer() },
  leftTopic: integer(),
})

/**
 * Leads with numbers in (?, ?] and the filter's conditions; parameters in that order.
 * @param topic key of what they would be written to about; null: about none
 */
export function audienceSql(
  filter: LeadFilter,
  topic: string | null,
  place: FilterPlace,
): { sql: string; parameters: SqlValue[] } {
  const { where, parameters } = recipientFilterSql(filter, place)
  const sql = `SELECT count(*) AS matching, coalesce(sum(leads.email IS NULL), 0) AS withoutEmail,
      coalesce(sum(leads.email IS NOT NULL AND NOT (${mayBeWrittenSql})), 0) AS suppressed,
      coalesce(sum(leads.email IS NOT NULL AND ${leftTopicOfSql(topic)} AND ${mayBeWrittenSql}), 0) AS leftTopic
    FROM leads WHERE leads.id > ? AND leads.id <= ? AND ${where}`
  return { sql, parameters }
}

const quarterOfAnHour = 15 * 60 * 1000

/** Leads counted between two breaths: about 10 ms of work. */
const slice = 10_000

const dataVersion = rowOf({ data_version: integer() })

/** Counts of one state of the database, by filter. */
type KnownCounts = { version: number; counts: Map<string, Promise<z.infer<typeof Audience>>> }
const knownCounts = memorySlot<KnownCounts>(() => ({ version: -1, counts: new Map() }))

/**
 * Exact at the moment it is asked; asked again without a commit in between, the same answer is
 * given.
 */
export function countAudience(
  { database, memory, host }: Pick<Services, 'database' | 'memory' | 'host'>,
  filter: LeadFilter,
  topic: string | null,
): Promise<z.infer<typeof Audience>> {
  const version = database.first(dataVersion, 'PRAGMA data_version')?.data_version ?? 0
  const known = memory.of(knownCounts)
  if (known.version !== version) Object.assign(known, { version, counts: new Map() })
  const now = host.clock.now()
  // Days of a filter are counted from today: none begins within a quarter of an hour in any zone.
  const key = JSON.stringify([Math.floor(now / quarterOfAnHour), filter, topic])
  let counts = known.counts.get(key)
  if (!counts) known.counts.set(key, (counts = count(database, { filter, topic }, now)))
  return counts
}

async function count(
  database: Database,
  { filter, topic }: { filter: LeadFilter; topic: string | null },
  now: number,
): Promise<z.infer<typeof Audience>> {
  const { sql, parameters } = audienceSql(filter, topic, { database, now })
  const last = database.count('SELECT max(id) AS n FROM leads')
  const total = { matching: 0, withoutEmail: 0, suppressed: 0, leftTopic: 0 }
  // A search is answered by the full-text index as a whole: asking it again for every slice would
  // cost more than it spares.
  const step = filter.search ? last : slice
  for (let from = 0; from < last; from += step) {
    const row = database.first(counted, sql, [from, from + step, ...parameters])
    total.matching += row?.matching ?? 0
    total.withoutEmail += row?.withoutEmail ?? 0
    total.suppressed += row?.suppressed ?? 0
    total.leftTopic += row?.leftTopic ?? 0
    if (from + step < last) await yieldToEventLoop()
  }
  const { matching, withoutEmail, suppressed, leftTopic } = total
  return { ...total, recipients: matching - withoutEmail - suppressed - leftTopic }
}
