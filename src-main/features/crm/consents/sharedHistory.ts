// Whether two databases are states of one history: numbers mean the same people in both only then.
// Another installation's backup has people of its own under the same numbers.
import { integer, moment } from '#main/database/columnKinds.ts'
import { rowOf, type RowReader } from '#main/database/rowReader.ts'

/** The part of a database's or a connection's reads that is asked. */
type Reads = { all<Row>(reader: RowReader<Row>, statement: string): Row[] }

const made = rowOf({ id: integer(), at: moment() })

/** The oldest of each: a later state has them as well, where nobody took them away. */
const samples = [
  'SELECT id, created_at AS at FROM leads ORDER BY id LIMIT 1000',
  'SELECT id, created_at AS at FROM interactions ORDER BY id LIMIT 1000',
  'SELECT id, created_at AS at FROM tasks ORDER BY id LIMIT 1000',
  'SELECT id, erased_at AS at FROM erasures ORDER BY id LIMIT 1000',
]

/**
 * Things that have one number in both were made at one moment in a shared history; a merge may have
 * moved some. Where nothing has the same number, nothing speaks against it.
 */
export function haveSharedHistory(one: Reads, other: Reads): boolean {
  let same = 0
  let different = 0
  for (const sample of samples) {
    const moments = new Map(one.all(made, sample).map(({ id, at }) => [id, at]))
    for (const { id, at } of other.all(made, sample))
      if (moments.get(id) === at) same += 1
      else if (moments.has(id)) different += 1
  }
  return same >= different
}
