// The tables of a new database that are to take the rows of a damaged one: first what rows are held
// against, and once they are there the rest.
import type { SqliteConnection } from '../sqliteConnection.ts'
import { quoted, type ReadableTable } from './readableRows.ts'

export type SchemaPart = { type: string; name: string; table: string; sql: string }

/** As the database itself says it; without what SQLite makes by itself. */
export const schemaOf = (source: SqliteConnection): SchemaPart[] =>
  source
    .prepare<[], SchemaPart>(
      `SELECT type, name, tbl_name AS "table", sql FROM sqlite_schema
       WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`,
    )
    .all()

const isVirtual = ({ sql }: SchemaPart): boolean => /^CREATE VIRTUAL TABLE/i.test(sql)
const isUnique = ({ sql }: SchemaPart): boolean => /^CREATE UNIQUE INDEX/i.test(sql)

/**
 * @param when `before` the rows: tables, and indexes that allow no two; `after` them: what would have
 * been changed by them
 */
export function copySchema(
  target: SqliteConnection,
  schema: readonly SchemaPart[],
  when: 'before' | 'after',
): void {
  const virtual = schema.filter(isVirtual).map(({ name }) => `${name}_`)
  const isShadow = ({ name }: SchemaPart) => virtual.some((start) => name.startsWith(start))
  const isBefore = (part: SchemaPart) =>
    part.type === 'table' ? !isVirtual(part) : part.type === 'index' && isUnique(part)
  const order = ['table', 'index', 'view', 'trigger']
  const parts = schema
    .filter((part) => !isShadow(part) && isBefore(part) === (when === 'before'))
    .toSorted((one, other) => order.indexOf(one.type) - order.indexOf(other.type))
  for (const { sql } of parts) target.exec(sql)
}

type Column = { name: string; pk: number; hidden: number }

/** Those with rows of their own, as the new database has them. */
export function readableTables(target: SqliteConnection): ReadableTable[] {
  return schemaOf(target)
    .filter((part) => part.type === 'table' && !isVirtual(part))
    .map(({ name, sql }) => {
      const columns = target.prepare<[], Column>(`PRAGMA table_xinfo(${quoted(name)})`).all()
      return {
        name,
        // What is worked out from others is not written.
        columns: columns.filter(({ hidden }) => hidden === 0).map((column) => column.name),
        key: columns
          .filter(({ pk }) => pk > 0)
          .toSorted((one, other) => one.pk - other.pk)
          .map((column) => column.name),
        hasNumbers: !/WITHOUT\s+ROWID\s*(?:,\s*STRICT\s*)?$/i.test(sql.trim()),
      }
    })
}
