// Databases with pages that are really damaged.
import { readFileSync, writeFileSync } from 'node:fs'
import { sqliteDriver } from '#main/database/sqliteConnection.ts'

const page = 4_096

function pages(path: string, sql: string, name: string): number[] {
  const file = new sqliteDriver(path, { readonly: true })
  try {
    return file.prepare<[string], number>(sql).pluck().all(name)
  } finally {
    file.close()
  }
}

/** Pages of a table or an index that hold rows, in their order. */
export const leavesOf = (path: string, name: string): number[] =>
  pages(path, `SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY path`, name)

/** Of the indexes of a table: their first pages. */
export const pagesOfIndexes = (path: string, table: string): number[] =>
  pages(
    path,
    `SELECT rootpage FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND rootpage > 0`,
    table,
  )

/** @param path of a file that nobody has open */
export function spoil(path: string, numbers: readonly number[]): void {
  const bytes = readFileSync(path)
  for (const number of numbers) bytes.fill(0xa5, (number - 1) * page, number * page)
  writeFileSync(path, bytes)
}
