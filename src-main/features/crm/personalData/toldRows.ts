// Rows whose texts tell of a person, looked for in slices, so that nobody waits for the whole.
import { integer } from '#main/database/columnKinds.ts'
import type { Database, Transaction } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { personalTables } from './personalTables.ts'

const slice = 200
/** Milliseconds of looking, after which others have their turn. */
const longest = 8

const looked = rowOf({ id: integer(), told: integer() })
const lookSql = (table: string, column: string): string =>
  `SELECT id, tells_of(${column}, ?) AS told FROM ${table} WHERE id > ? AND ${column} IS NOT NULL ORDER BY id LIMIT ${slice}`

/** By table: numbers of rows that tell of the person, and how far they were looked at. */
export type ToldRows = ReadonlyMap<string, { ids: number[]; last: number }>

const tablesWithTexts = personalTables.flatMap(({ table, text }) =>
  text === undefined ? [] : [{ table, text }],
)

/**
 * As of now; rows that come meanwhile may be missing.
 * @param tables those to look at; all of them where none are named
 */
export async function findToldRows(
  database: Database,
  needles: readonly string[],
  tables?: readonly string[],
): Promise<ToldRows> {
  const found = new Map<string, { ids: number[]; last: number }>()
  const bound = JSON.stringify(needles)
  let began = Date.now()
  for (const { table, text } of tablesWithTexts) {
    if (tables?.includes(table) === false) continue
    const told = { ids: [] as number[], last: 0 }
    for (let isMore = needles.length > 0; isMore;) {
      isMore = addTold(told, database.all(looked, lookSql(table, text), [bound, told.last]))
      if (Date.now() - began < longest) continue
      await new Promise((resolve) => setImmediate(resolve))
      began = Date.now()
    }
    found.set(table, told)
  }
  return found
}

/** The same with what came since, for the transaction that needs them all. */
export async function withNewRows(
  transaction: Pick<Transaction, 'all'>,
  found: ToldRows,
  needles: readonly string[],
): Promise<ToldRows> {
  const all = new Map(found)
  const bound = JSON.stringify(needles)
  for (const { table, text } of tablesWithTexts) {
    const before = found.get(table) ?? { ids: [], last: 0 }
    const told = { ids: [...before.ids], last: before.last }
    for (let isMore = needles.length > 0; isMore;) {
      const rows = await transaction.all(looked, lookSql(table, text), [bound, told.last])
      isMore = addTold(told, rows)
    }
    all.set(table, told)
  }
  return all
}

/** @returns whether there may be more rows */
function addTold(
  told: { ids: number[]; last: number },
  rows: { id: number; told: number }[],
): boolean {
  told.ids.push(...rows.filter((row) => row.told === 1).map(({ id }) => id))
  told.last = rows.at(-1)?.id ?? told.last
  return rows.length === slice
}
