// Which custom fields there are. A few rows, read whole.
import type { CustomField } from '#shared/contract/crm/customFields.ts'
import type { Database, Transaction } from '#main/database/database.ts'
import { text } from '#main/database/columnKinds.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { customFieldsTable } from './customFields.table.ts'

const shown = customFieldsTable.without('createdAt')
const allFieldsSql = `SELECT ${shown.list()} FROM custom_fields ORDER BY id`

/** In the order in which they were added. */
export const listFields = (database: Pick<Database, 'all'>): CustomField[] =>
  database.all(shown, allFieldsSql)

/** The same inside a write. */
export const listFieldsForUpdate = (
  transaction: Pick<Transaction, 'all'>,
): Promise<CustomField[]> => transaction.all(shown, allFieldsSql)

const keyOnly = rowOf({ key: text() })
const deletedKeysSql = `SELECT json_extract(snapshot, '$.fields[0].key') AS key FROM deleted_items WHERE kind = 'custom_field'`

/** Keys of deleted fields that can be brought back: their values are still there. */
export const listDeletedKeys = (database: Pick<Database, 'all'>): string[] =>
  database.all(keyOnly, deletedKeysSql).map(({ key }) => key)

/** The same inside a write. */
export const listDeletedKeysForUpdate = async (
  transaction: Pick<Transaction, 'all'>,
): Promise<string[]> => (await transaction.all(keyOnly, deletedKeysSql)).map(({ key }) => key)
