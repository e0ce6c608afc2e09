// Calls as rows: waiting for their moment, tried, over. A call is begun in a row before it leaves, so that
// a kill leaves it due again under the same key, and never unknown.
import { createHmac } from 'node:crypto'
import { integer, moment, optional, text } from '#main/database/columnKinds.ts'
import type { Database, Transaction } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'
import type { RowOfTable } from '#main/database/defineTable.ts'
import { base32 } from '#main/mail/messageIdentity.ts'

const minute = 60_000
const hour = 60 * minute
/** What is waited after each try that failed; after the last one it is given up. */
export const pauses = [1, 5, 30].map((minutes) => minutes * minute)
pauses.push(...[2, 6, 12, 24].map((hours) => hours * hour))
export const maxTries = pauses.length + 1
/** Without a way out it is no try, and it is looked again. */
export const offlinePause = 5 * minute
/** Looks without a way out after which it is given up: seven days of looking, closed or off left out. */
export const maxOfflineLooks = (7 * 24 * hour) / offlinePause

const meant = rowOf({
  ...{ id: integer(), sequenceId: integer(), leadId: optional(integer()), enteredAt: moment() },
})

/**
 * The same in a backup that was restored, so that whoever is called again knows it; when they came in says
 * that a number is not somebody else's by then.
 */
const callKeyOf = (
  installKey: string,
  { sequenceId, leadId, enteredAt }: RowOfTable<typeof meant>,
  stepKey: string,
): string =>
  base32(
    createHmac('sha256', installKey)
      .update(`call|${sequenceId}|${leadId}|${enteredAt}|${stepKey}`)
      .digest(),
  ).slice(0, 32)

/** They stand at the step without a due moment: the call has its own. */
export async function queueCalls(
  transaction: Transaction,
  people: readonly number[],
  stepKey: string,
  { installKey, now }: { installKey: string; now: number },
): Promise<void> {
  const rows = await transaction.all(
    meant,
    `SELECT id, sequence_id AS sequenceId, lead_id AS leadId, entered_at AS enteredAt FROM sequence_people
     WHERE id IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(people)],
  )
  for (const person of rows)
    await transaction.sql(
      `INSERT OR IGNORE INTO sequence_calls (person_id, step_key, call_key, attempts, next_at, created_at) VALUES (?, ?, ?, 0, ?, ?)`,
      [person.id, stepKey, callKeyOf(installKey, person, stepKey), now, now],
    )
  await transaction.sql(
    'UPDATE sequence_people SET due_at = NULL WHERE id IN (SELECT value FROM json_each(?))',
    [JSON.stringify(people)],
  )
}

const due = rowOf({
  ...{ id: integer(), personId: integer(), leadId: integer(), sequenceId: integer() },
  ...{ stepKey: text(), callKey: text(), attempts: integer(), createdAt: moment() },
  ...{ status: optional(integer()), problem: optional(text()), offlineLooks: integer() },
})
export type DueCall = RowOfTable<typeof due>

/**
 * Who is out of the sequence, elsewhere in it, or in one that is off is not called for. Read from the calls on,
 * by their moment.
 */
const standsThere = `sequence_calls CROSS JOIN sequence_people AS people ON people.id = person_id AND people.step_key = sequence_calls.step_key
    AND people.state = 'waiting' AND people.due_at IS NULL
  CROSS JOIN sequences ON sequences.id = people.sequence_id AND sequences.is_on = 1 AND sequences.is_held = 0 AND sequences.deleted_at IS NULL
  WHERE people.lead_id IS NOT NULL AND next_at IS NOT NULL`
const dueSql = `SELECT sequence_calls.id AS id, person_id AS personId, people.lead_id AS leadId, people.sequence_id AS sequenceId,
    sequence_calls.step_key AS stepKey, call_key AS callKey, attempts, sequence_calls.created_at AS createdAt,
    status, problem, offline_looks AS offlineLooks FROM ${standsThere}`

const notOfSql = 'people.sequence_id NOT IN (SELECT value FROM json_each(?))'

/** @param without numbers of sequences of which no call is made now */
export const dueCalls = (
  database: Database,
  now: number,
  most: number,
  without: readonly number[],
): DueCall[] =>
  database.all(
    due,
    `${dueSql} AND next_at <= ? AND ${notOfSql} ORDER BY next_at, sequence_calls.id LIMIT ?`,
    [now, JSON.stringify(without), most],
  )

const nextRow = rowOf({ at: moment() })

/** Null where none waits. @param without as for those that are due */
export const nextCallAt = (database: Database, without: readonly number[]): number | null =>
  database.first(
    nextRow,
    `SELECT next_at AS at FROM ${standsThere} AND ${notOfSql} ORDER BY next_at LIMIT 1`,
    [JSON.stringify(without)],
  )?.at ?? null

/** @returns null where it is not due any more: it changed since it was looked */
export const takeDue = (
  transaction: Transaction,
  id: number,
  now: number,
): Promise<DueCall | null> =>
  transaction.first(due, `${dueSql} AND next_at <= ? AND sequence_calls.id = ?`, [now, id])

/** Written before it leaves: cut off, it is due again after the pause. */
export const beginCall = (
  transaction: Transaction,
  { id, attempts }: DueCall,
  now: number,
): Promise<unknown> =>
  transaction.sql('UPDATE sequence_calls SET attempts = attempts + 1, next_at = ? WHERE id = ?', [
    now + (pauses[Math.min(attempts, pauses.length - 1)] ?? hour),
    id,
  ])

type Outcome = { status: number | null; problem: string | null }

export const noteOutcome = (
  transaction: Transaction,
  id: number,
  { status, problem }: Outcome,
  nextAt: number | null | 'as begun',
): Promise<unknown> =>
  nextAt === 'as begun'
    ? transaction.sql('UPDATE sequence_calls SET status = ?, problem = ? WHERE id = ?', [
        status,
        problem,
        id,
      ])
    : transaction.sql(
        'UPDATE sequence_calls SET status = ?, problem = ?, next_at = ? WHERE id = ?',
        [status, problem, nextAt, id],
      )

/** Nothing left: it was no try. */
export const takeBackTry = (transaction: Transaction, id: number, nextAt: number) =>
  transaction.sql(
    'UPDATE sequence_calls SET attempts = max(0, attempts - 1), offline_looks = offline_looks + 1, next_at = ? WHERE id = ?',
    [nextAt, id],
  )

/**
 * What came while the person was out of the sequence, or it was off: it waits for them in its row. Taken, it is
 * due at once and is not made again; otherwise it is, as its pause says.
 */
export const noteMeanwhile = (
  transaction: Transaction,
  id: number,
  { status, problem }: Outcome,
  { isTaken, isTry, now }: { isTaken: boolean; isTry: boolean; now: number },
): Promise<unknown> =>
  transaction.sql(
    `UPDATE sequence_calls SET status = ?, problem = ?, attempts = max(0, attempts - ?),
       next_at = CASE WHEN ? THEN min(next_at, ?) ELSE next_at END WHERE id = ?`,
    [status, problem, isTry ? 0 : 1, isTaken ? 1 : 0, now, id],
  )

/** Their calls are looked at no more, until they come back. */
export const parkCalls = (transaction: Transaction, people: string): Promise<unknown> =>
  transaction.sql(
    'UPDATE sequence_calls SET next_at = NULL WHERE next_at IS NOT NULL AND person_id IN (SELECT value FROM json_each(?))',
    [people],
  )

/** Of somebody who stands at a call again: it was not over when they left. */
export const unparkCall = (
  transaction: Transaction,
  { id, stepKey }: { id: number; stepKey: string | null },
  now: number,
): Promise<unknown> =>
  transaction.sql(
    'UPDATE sequence_calls SET next_at = ? WHERE next_at IS NULL AND person_id = ? AND step_key = ?',
    [now, id, stepKey],
  )

/** The step is no call any more: they go on from it by the sweep. */
export async function leaveGoneStep(
  transaction: Transaction,
  { id, personId }: Pick<DueCall, 'id' | 'personId'>,
  now: number,
): Promise<void> {
  await noteOutcome(transaction, id, { status: null, problem: 'gone' }, null)
  await transaction.sql('UPDATE sequence_people SET due_at = ? WHERE id = ?', [now, personId])
}

export const noteResult = (
  transaction: Transaction,
  { personId, stepKey }: Pick<DueCall, 'personId' | 'stepKey'>,
  result: string,
): Promise<unknown> =>
  transaction.sql('UPDATE sequence_steps SET result = ? WHERE person_id = ? AND step_key = ?', [
    result,
    personId,
    stepKey,
  ])
