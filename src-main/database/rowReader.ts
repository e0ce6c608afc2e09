// Rows as the code sees them, checked: what a statement answers is compared with the columns that
// were promised.
import type { Columns, RowOf } from './columnKinds.ts'

/** What a driver answers for a row, before anything is known of it. */
export type RawRow = Record<string, unknown>

export type RowReader<Row> = {
  /** Names of the columns a statement has to answer, no more and no fewer. */
  readonly names: readonly string[]
  /**
   * Checks and converts one row, in place: the driver made it for this reading alone.
   * @throws StoredValueError if a value is not of the kind that was promised
   */
  read(raw: RawRow): Row
}

/** What is stored, or what a statement computes, is not what the code was promised. */
export class StoredValueError extends Error {
  override name = 'StoredValueError'
}

/**
 * The row of a statement that no table describes: counts, sums, joins.
 * `rowOf({ status: text<LeadStatus>(), count: integer() })`
 */
export function rowOf<C extends Columns>(columns: C): RowReader<RowOf<C>> {
  const names = Object.keys(columns)
  const steps = Object.entries(columns).map(([name, column]) => ({ name, ...column }))
  return {
    names,
    read(raw) {
      for (const { name, stored, isOptional, read } of steps) {
        const value = raw[name]
        if (value === null ? !isOptional : typeof value !== stored) throw mismatch(name, value)
        if (read !== undefined) raw[name] = readValue(name, value, read)
      }
      // Every value has just been checked against its column.
      return raw as RowOf<C>
    },
  }
}

/**
 * Compares what a statement answers with what the reader reads.
 * @throws StoredValueError naming the columns that only one of them has
 */
export function checkNames(reader: RowReader<unknown>, answered: readonly string[]): void {
  const missing = reader.names.filter((name) => !answered.includes(name))
  const unread = answered.filter((name) => !reader.names.includes(name))
  if (missing.length === 0 && unread.length === 0) return
  throw new StoredValueError(
    `The statement lacks columns [${missing.join(', ')}] and answers unread ones [${unread.join(', ')}].`,
  )
}

function readValue(name: string, value: unknown, read: (stored: unknown) => unknown): unknown {
  try {
    return read(value)
  } catch (cause) {
    throw new StoredValueError(`Column ${name} holds what its schema does not allow.`, { cause })
  }
}

const mismatch = (name: string, value: unknown): StoredValueError =>
  new StoredValueError(
    `Column ${name} holds ${value === null ? 'null' : typeof value}, which its kind does not allow.`,
  )
