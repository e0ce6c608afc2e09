// The zone of the business inside a write that is not the sequences' own.
import type { Transaction } from '#main/database/database.ts'
import { settingsTable } from '#main/features/settings/settings.feature.ts'
import { chosenZone } from '#shared/rules/zonedMoment.ts'

/** As `businessZone`. */
export async function readZone(transaction: Pick<Transaction, 'first'>): Promise<string> {
  const row = await settingsTable.findForUpdate(transaction, { name: 'timeZone' })
  const value: unknown = row === null ? null : JSON.parse(row.value)
  return chosenZone(value)
}
