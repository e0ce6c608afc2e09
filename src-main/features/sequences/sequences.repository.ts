// All SQL that reads sequences, with who is in them counted from rows.
import type { Sequence, SequenceSummary } from '#shared/contract/sequences/sequences.contract.ts'
import type { SequenceEnd } from '#shared/contract/sequences/sequenceEnds.ts'
import { integer, text } from '#main/database/columnKinds.ts'
import { toTimestamp } from '#main/database/columns.ts'
import type { Database, SqlValue, Transaction } from '#main/database/database.ts'
import { decodeCursor, pageFrom, type Paging } from '#main/database/keyset.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { foldedPattern } from '#main/database/sqliteConnection.ts'
import { unknownId } from '#main/platform/apiError.ts'
import { emailsOf } from './emails/sequenceEmails.repository.ts'
import { brokenParts } from './steps/brokenParts.ts'
import { sequencesTable, type SequenceRow } from './sequences.table.ts'

const isThereSql = 'deleted_at IS NULL'

/** @throws 404 */
export function requireSequence(database: Database, id: number): SequenceRow {
  const row = sequencesTable.find(database, { id, deletedAt: null })
  if (row === null) throw unknownId('sequence', id)
  return row
}

/** @throws 404 */
export async function getSequenceForUpdate(
  transaction: Transaction,
  id: number,
): Promise<SequenceRow> {
  const row = await sequencesTable.findForUpdate(transaction, { id, deletedAt: null })
  if (row === null) throw unknownId('sequence', id)
  return row
}

const counted = rowOf({ word: text(), n: integer() })

function countsOf(database: Database, sequence: SequenceRow) {
  const { id } = sequence
  const ended = database.all(
    counted,
    `SELECT reason AS word, count(*) AS n FROM sequence_people WHERE sequence_id = ? AND reason IS NOT NULL GROUP BY reason`,
    [id],
  )
  const underWay = database.count(
    `SELECT count(*) AS n FROM sequence_people WHERE sequence_id = ? AND state <> 'ended'`,
    [id],
  )
  const broken = brokenParts(database, sequence)
  return {
    underWay,
    // Only these words are ever written.
    ended: Object.fromEntries(ended.map(({ word, n }) => [word as SequenceEnd, n])),
    ...(broken.length === 0 ? {} : { broken }),
  }
}

function toSummary(database: Database, row: SequenceRow): SequenceSummary {
  const { id, name, isOn, isHeld, start, topic, steps, createdAt, updatedAt } = row
  return {
    ...{ id, name, isOn, isHeld, start, topic, steps },
    ...countsOf(database, row),
    ...{ createdAt: toTimestamp(createdAt), updatedAt: toTimestamp(updatedAt) },
  }
}

/** @throws 404 */
export function getSequence(database: Database, id: number): Sequence {
  const row = requireSequence(database, id)
  const at = database.all(
    counted,
    `SELECT coalesce(step_key, '') AS word, count(*) AS n FROM sequence_people WHERE sequence_id = ? AND state <> 'ended' GROUP BY step_key`,
    [id],
  )
  return {
    ...toSummary(database, row),
    exits: row.exits,
    emails: emailsOf(database, id),
    at: Object.fromEntries(at.map(({ word, n }) => [word, n])),
  }
}

type ListInput = Paging & { search?: string | undefined; isOn?: boolean | undefined }

/** Last changed first. */
export function listSequences(database: Database, input: ListInput) {
  const conditions = [isThereSql]
  const parameters: SqlValue[] = []
  if (input.isOn !== undefined) {
    conditions.push('is_on = ?')
    parameters.push(Number(input.isOn))
  }
  if (input.search) {
    conditions.push(`folded(name) LIKE ? ESCAPE '\\'`)
    parameters.push(foldedPattern(input.search))
  }
  const total = database.count(
    `SELECT count(*) AS n FROM sequences WHERE ${conditions.join(' AND ')}`,
    parameters,
  )
  const after = decodeCursor(input.cursor)
  if (after !== null) {
    conditions.push('(updated_at, id) < (?, ?)')
    parameters.push(after.key, after.id)
  }
  const rows = database.all(
    sequencesTable,
    `SELECT ${sequencesTable.list()} FROM sequences WHERE ${conditions.join(' AND ')} ORDER BY updated_at DESC, id DESC LIMIT ?`,
    [...parameters, input.limit + 1],
  )
  return pageFrom(
    rows,
    input.limit,
    total,
    (row) => ({ key: row.updatedAt, id: row.id }),
    (row) => toSummary(database, row),
  )
}
