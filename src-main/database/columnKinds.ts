// The kinds of columns tables and checked rows are made of: how SQLite keeps a value, what the code
// sees of it.
import type { z } from 'zod'
import type { SqlValue } from './sqliteConnection.ts'

/** What SQLite is told of the column, and what the driver answers for it. */
type Storage = {
  type: 'integer' | 'bigint' | 'float' | 'varchar' | 'text' | 'blob'
  stored: 'number' | 'string' | 'object'
}

/** A column whose value in the code is a `T`. */
export type Column<T> = Storage & {
  isOptional: boolean
  isPrimary?: boolean
  isGenerated?: boolean
  default?: SqlValue
  /** From what is stored to what the code sees; left out where both are the same. */
  read?(stored: unknown): T
  /** The way back; left out where both are the same. */
  write?(value: T): SqlValue
}

/** Marks a column that an insert may leave out although it is never null. */
export type LeftToDatabase = { isLeftToDatabase: true }

export type Columns = Record<string, Column<unknown>>
type ValueOf<C> = C extends Column<infer T> ? T : never
/** The row that a set of columns describes. */
export type RowOf<C extends Columns> = { [K in keyof C]: ValueOf<C[K]> }

const plain = <T>(type: Storage['type'], stored: Storage['stored']): Column<T> => ({
  type,
  stored,
  isOptional: false,
})

/** The row's own number, given by SQLite and never reused. */
export const id = (): Column<number> & LeftToDatabase => ({
  ...plain<number>('integer', 'number'),
  isPrimary: true,
  isGenerated: true,
  isLeftToDatabase: true,
})

/** A line of text. `text<Status>()` where only some words are ever written. */
export const text = <T extends string = string>(): Column<T> => plain('varchar', 'string')

/** A text of any length. */
export const longText = (): Column<string> => plain('text', 'string')

/** A text by which rows are told apart, in a table without numbers. */
export const textKey = (): Column<string> => ({ ...plain('varchar', 'string'), isPrimary: true })

/** A whole number, or the id of another row. */
export const integer = (): Column<number> => plain('integer', 'number')

/** A whole number that may be large: counts and millionths. */
export const bigInteger = (): Column<number> => plain('bigint', 'number')

/** A number with a fraction. */
export const real = (): Column<number> => plain('float', 'number')

/** A moment, in milliseconds since 1970. */
export const moment = (): Column<number> => plain('bigint', 'number')

/** An amount of money in whole cents. */
export const cents = (): Column<number> => plain('bigint', 'number')

/** Bytes. */
export const blob = (): Column<Uint8Array> => plain('blob', 'object')

/** True or false, stored as 1 and 0. */
export const flag = (): Column<boolean> => ({
  ...plain<boolean>('integer', 'number'),
  read: (stored) => stored === 1,
  write: Number,
})

/** A value of a schema, stored as JSON; what is stored is checked when it is read. */
export const json = <T>(schema: z.ZodType<T>): Column<T> => ({
  ...plain<T>('text', 'string'),
  read: (stored) => schema.parse(JSON.parse(String(stored))),
  write: (value) => JSON.stringify(value),
})

/** The same column where it may hold nothing. */
export function optional<T>({ read, write, ...column }: Column<T>): Column<T | null> {
  return {
    ...column,
    isOptional: true,
    ...(read === undefined ? {} : { read: (stored) => (stored === null ? null : read(stored)) }),
    ...(write === undefined ? {} : { write: (value) => (value === null ? null : write(value)) }),
  }
}

/** The same column with what SQLite puts there when an insert says nothing. */
export function withDefault<T>(column: Column<T>, value: T): Column<T> & LeftToDatabase {
  return { ...column, default: storedValue(column, value), isLeftToDatabase: true }
}

/** A value as SQLite keeps it. @throws TypeError if it is nothing SQLite can keep */
export function storedValue<T>(column: Column<T>, value: T): SqlValue {
  const stored: unknown = column.write === undefined ? value : column.write(value)
  if (stored === null || typeof stored === 'string' || typeof stored === 'number') return stored
  if (stored instanceof Uint8Array) return stored
  throw new TypeError(`A ${column.type} column cannot keep ${typeof stored}.`)
}
