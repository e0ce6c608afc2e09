// All SQL about retention: how each person stands, walked from who is here longest in slices, so that
// nobody waits for the whole.
import type { KeptOutReason, OwnContactKind } from '#shared/contract/crm/retention.ts'
import type { LeadStatus } from '#shared/leadFields/leadStatus.ts'
import { integer, moment, optional, text } from '#main/database/columnKinds.ts'
import type { Database, SqlValue, Transaction } from '#main/database/database.ts'
import type { RowOfTable } from '#main/database/defineTable.ts'
import type { RowReader } from '#main/database/rowReader.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { lastDecisionSql } from '../consents/standing.ts'
import { hasOwnContactSql, lastOwnContactsSql, ownContactSources } from './ownContact.ts'
import { retentionKeepsTable } from './retentionKeeps.table.ts'

/** People are asked about whose contact is before `before`; what is planned after `now` is none. */
export type Asked = { before: number; now: number }
/** `contact`: they were in contact since; `early`: they came since. */
export type Standing = 'early' | 'contact' | 'kept' | KeptOutReason | 'due'
/** Whoever came at this moment with a number up to this one was looked at. */
export type WalkKey = { createdAt: number; id: number }

const askedSql = 'WITH asked (before, now) AS (SELECT ?, ?)'
/** How a row of `leads` stands. What is asked first is what most people are told by. */
const standingSql = `CASE
  WHEN leads.created_at >= (SELECT before FROM asked) THEN 'early'
  WHEN ${hasOwnContactSql} THEN 'contact'
  WHEN EXISTS (SELECT 1 FROM retention_keeps WHERE retention_keeps.lead_id = leads.id AND ask_again_at > (SELECT now FROM asked)) THEN 'kept'
  WHEN leads.status = 'won' THEN 'won'
  WHEN EXISTS (SELECT 1 FROM tasks INDEXED BY tasks_lead WHERE tasks.lead_id = leads.id AND done_at IS NULL) THEN 'task'
  WHEN EXISTS (SELECT 1 FROM sequence_people JOIN sequences ON sequences.id = sequence_id
    WHERE sequence_people.lead_id = leads.id AND state <> 'ended' AND sequences.deleted_at IS NULL) THEN 'sequence'
  WHEN EXISTS (SELECT 1 FROM (${lastDecisionSql('action, at', 'leads.id')}) WHERE action = 'granted' AND at >= (SELECT before FROM asked)) THEN 'basis'
  ELSE 'due' END`

const walked = rowOf({ id: integer(), createdAt: moment(), standing: text<Standing>() })
export type Walked = RowOfTable<typeof walked>

/** One slice of the walk, as SQL: who is here longest first. */
export const walkSql = `${askedSql}
  SELECT leads.id AS id, leads.created_at AS createdAt, ${standingSql} AS standing
  FROM leads INDEXED BY leads_created
  WHERE leads.created_at < ? AND (leads.created_at, leads.id) > (?, ?) ORDER BY leads.created_at, leads.id LIMIT ?`

/** The next people after a key, each with how they stand. */
export const walkPeople = (
  database: Database,
  { before, now }: Asked,
  after: WalkKey,
  limit: number,
): Walked[] =>
  database.all(walked, walkSql, [before, now, before, after.createdAt, after.id, limit])

/** How a lead stands; null where there is none. */
export async function standingOf(
  { all }: Pick<Transaction, 'all'>,
  { before, now }: Asked,
  id: number,
): Promise<Standing | null> {
  const [row] = await all(
    walked,
    `${askedSql} SELECT leads.id AS id, leads.created_at AS createdAt, ${standingSql} AS standing FROM leads WHERE leads.id = ?`,
    [before, now, id],
  )
  return row?.standing ?? null
}

/** People who were here before a moment, up to so many. */
export const countEarlier = (database: Database, before: number, most: number): number =>
  database.count('SELECT count(*) AS n FROM (SELECT 1 FROM leads WHERE created_at < ? LIMIT ?)', [
    before,
    most,
  ])

const person = rowOf({
  id: integer(),
  firstName: optional(text()),
  lastName: optional(text()),
  company: optional(text()),
  email: optional(text()),
  status: text<LeadStatus>(),
  createdAt: moment(),
  lastContactAt: optional(moment()),
})
const ownContact = rowOf({ leadId: integer(), kind: text<OwnContactKind>(), at: moment() })

/** What is shown of some people, by their numbers. */
export function readPeople(database: Database, { before, now }: Asked, ids: readonly number[]) {
  const list = JSON.stringify(ids)
  const byLead = <Row extends { leadId: number }>(
    reader: RowReader<Row>,
    sql: string,
    parameters: SqlValue[],
  ) => new Map(database.all(reader, sql, parameters).map((row) => [row.leadId, row]))
  return {
    people: new Map(
      database
        .all(
          person,
          `SELECT id, first_name AS firstName, last_name AS lastName, company, email, status, created_at AS createdAt, last_contact_at AS lastContactAt
           FROM leads WHERE id IN (SELECT value FROM json_each(?))`,
          [list],
        )
        .map((row) => [row.id, row]),
    ),
    contacts: byLead(ownContact, `${askedSql} ${lastOwnContactsSql}`, [
      ...[before, now],
      ...Array<string>(ownContactSources).fill(list),
    ]),
    // In their order: the last one of each person stays.
    keeps: byLead(
      retentionKeepsTable,
      `SELECT ${retentionKeepsTable.list()} FROM retention_keeps WHERE lead_id IN (SELECT value FROM json_each(?)) ORDER BY id`,
      [list],
    ),
  }
}
