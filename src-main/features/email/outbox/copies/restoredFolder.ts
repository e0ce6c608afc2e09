// A database that takes the place of the present one is no state this folder was ever left in: said so
// in it, the next start holds everything unsent, and the ledger of now decides the rest.
import { randomUUID } from 'node:crypto'
import type { Transaction } from '#main/database/database.ts'

/** Further behind than any crash could leave a database behind its ledger. */
const longAgo = -1_000

export async function markAsRestored(transaction: Transaction): Promise<void> {
  const known = await transaction.count('SELECT count(*) AS n FROM data_folder')
  if (known > 0) await transaction.sql('UPDATE data_folder SET starts = ?', [longAgo])
  else
    await transaction.sql('INSERT INTO data_folder (id, starts) VALUES (?, ?)', [
      randomUUID(),
      longAgo,
    ])
}
