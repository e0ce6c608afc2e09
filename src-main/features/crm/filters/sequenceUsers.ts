// Names of the sequences that ask for a field or a segment: it stays while they do.
import { text } from '#main/database/columnKinds.ts'
import type { Transaction } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'

const named = rowOf({ name: text() })
const namesOf = (rows: { name: string }[]): string[] => rows.map(({ name }) => name)

/** In a start, an exit or a branch. @param field as filters name it */
export async function sequencesAskingFor(
  transaction: Transaction,
  field: string,
): Promise<string[]> {
  const asks = (column: string) =>
    `EXISTS (SELECT 1 FROM json_tree(sequences.${column}) AS node WHERE node.key = 'field' AND node.atom = ?)`
  return namesOf(
    await transaction.all(
      named,
      `SELECT name FROM sequences WHERE deleted_at IS NULL AND (${asks('start')} OR ${asks('exits')} OR ${asks('steps')}) ORDER BY id`,
      [field, field, field],
    ),
  )
}

export const sequencesOfSegment = async (
  transaction: Transaction,
  segmentId: number,
): Promise<string[]> =>
  namesOf(
    await transaction.all(
      named,
      `SELECT name FROM sequences WHERE deleted_at IS NULL AND json_extract(start, '$.segmentId') = ? ORDER BY id`,
      [segmentId],
    ),
  )
