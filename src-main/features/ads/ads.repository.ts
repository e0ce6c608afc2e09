// All SQL that reads ad campaigns, and what they look like to the interface.
import { foldedPattern } from '#main/database/sqliteConnection.ts'
import type { Ad, AdStatus } from '#shared/contract/ads.contract.ts'
import { adFigures } from '#shared/rules/adFigures.ts'
import { toTimestamp } from '#main/database/columns.ts'
import type { Database, SqlValue, Transaction } from '#main/database/database.ts'
import { decodeCursor, pageFrom, type Paging } from '#main/database/keyset.ts'
import { unknownId } from '#main/platform/apiError.ts'
import { adsTable, type AdRow } from './ads.table.ts'

/** @throws 404 */
export function readAd(database: Database, id: number): AdRow {
  const row = adsTable.find(database, { id })
  if (row === null) throw unknownId('ad campaign', id)
  return row
}

/** The same inside a write. @throws 404 */
export async function getAdForUpdate(transaction: Transaction, id: number): Promise<AdRow> {
  const row = await adsTable.findForUpdate(transaction, { id })
  if (row === null) throw unknownId('ad campaign', id)
  return row
}

type ListInput = Paging & { search?: string; status?: AdStatus }

/** Last changed first. */
export function listAds({ database }: { database: Database }, input: ListInput) {
  const conditions = ['1']
  const parameters: SqlValue[] = []
  if (input.status !== undefined) {
    conditions.push('status = ?')
    parameters.push(input.status)
  }
  if (input.search) {
    conditions.push(`(folded(name) LIKE ? ESCAPE '\\' OR folded(platform) LIKE ? ESCAPE '\\')`)
    const pattern = foldedPattern(input.search)
    parameters.push(pattern, pattern)
  }
  const where = conditions.join(' AND ')
  const total = database.count(`SELECT count(*) AS n FROM ads WHERE ${where}`, parameters)
  const after = decodeCursor(input.cursor)
  const from = after === null ? '' : 'AND (updated_at, id) < (?, ?)'
  const rows = database.all(
    adsTable,
    `SELECT ${adsTable.list()} FROM ads WHERE ${where} ${from} ORDER BY updated_at DESC, id DESC LIMIT ?`,
    [...parameters, ...(after === null ? [] : [after.key, after.id]), input.limit + 1],
  )
  return pageFrom(rows, input.limit, total, (row) => ({ key: row.updatedAt, id: row.id }), toAd)
}

const inUnits = (cents: number | null): number | null => (cents === null ? null : cents / 100)

export function toAd({
  dailyBudgetCents,
  totalBudgetCents,
  spentCents,
  createdAt,
  updatedAt,
  ...row
}: AdRow): Ad {
  const results = {
    impressions: row.impressions,
    clicks: row.clicks,
    conversions: row.conversions,
    spent: inUnits(spentCents),
  }
  return {
    ...row,
    ...results,
    ...adFigures(results),
    dailyBudget: inUnits(dailyBudgetCents),
    totalBudget: inUnits(totalBudgetCents),
    createdAt: toTimestamp(createdAt),
    updatedAt: toTimestamp(updatedAt),
  }
}
