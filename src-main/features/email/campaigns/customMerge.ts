// What messages say of the custom fields of leads. The CRM's own files are named here, not its door,
// as in recipients.ts.
import { z } from 'zod'
import { text } from '#main/database/columnKinds.ts'
import type { Transaction } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'
import {
  listFields,
  listFieldsForUpdate,
} from '#main/features/crm/customFields/customFields.repository.ts'
import type { FilterReading } from '#main/features/crm/filters/filterMeaning.ts'
import { CustomValues, type CustomField } from '#shared/contract/crm/customFields.ts'
import type { Language } from '#shared/contract/settings.contract.ts'
import { customValueText, type SaidIn } from '#shared/rules/customValueText.ts'
import { customFieldName, type MergeValues } from '#shared/rules/mergeFields/mergeFieldNames.ts'

export type SaidFields = SaidIn & { fields: readonly CustomField[] }

const storedSetting = rowOf({ value: text() })
const currencySql = `SELECT value FROM settings WHERE name = 'currency'`
const Currency = z.string().regex(/^[A-Z]{3}$/)
function currencyOf(rows: readonly { value: string }[]): string {
  const [row] = rows
  const read = Currency.safeParse(row === undefined ? null : JSON.parse(row.value))
  return read.success ? read.data : 'EUR'
}

/** Keys of the custom fields there are: a message that asks for another is held. */
export const customKeysOf = (database: FilterReading): ReadonlySet<string> =>
  new Set(listFields(database).map(({ key }) => key))

/**
 * The fields a message speaks of, with how their values are written.
 * @param keys of those it speaks of
 */
export function saidFields(
  database: FilterReading,
  language: Language,
  keys: ReadonlySet<string>,
): SaidFields {
  const fields = keys.size === 0 ? [] : listFields(database).filter(({ key }) => keys.has(key))
  const currency =
    fields.length === 0 ? 'EUR' : currencyOf(database.all(storedSetting, currencySql))
  return { fields, language, currency }
}

/** All fields, inside a write: what a message of an automatic campaign speaks of is not looked at. */
export async function saidFieldsForUpdate(
  transaction: Pick<Transaction, 'all'>,
  language: Language,
): Promise<SaidFields> {
  const fields = await listFieldsForUpdate(transaction)
  const currency =
    fields.length === 0 ? 'EUR' : currencyOf(await transaction.all(storedSetting, currencySql))
  return { fields, language, currency }
}

/** @param stored the column `custom` of a lead */
export function customMergeValues(stored: string, { fields, ...saidIn }: SaidFields): MergeValues {
  if (fields.length === 0 || stored === '{}') return {}
  const custom = CustomValues.parse(JSON.parse(stored))
  const values: MergeValues = {}
  for (const { key, kind } of fields) {
    const value = Object.hasOwn(custom, key) ? custom[key] : undefined
    if (value !== undefined) values[customFieldName(key)] = customValueText(value, kind, saidIn)
  }
  return values
}
