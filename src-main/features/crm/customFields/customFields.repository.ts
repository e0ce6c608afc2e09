// Which custom fields there are. A few rows, read whole.
import type { CustomField } from '#shared/contract/crm/customFields.ts'
import type { Database, Transaction } from '#main/database/database.ts'
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
