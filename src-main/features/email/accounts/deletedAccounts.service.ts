// Deleted accounts: kept for a month with their password still sealed, so that they can be brought
// back; then both are gone.
import { z } from 'zod'
import type { DeletedItem } from '#shared/contract/common.ts'
import type { EmailAccount } from '#shared/contract/emailAccounts.ts'
import {
  expiredDeleted,
  forgetDeleted,
  listDeleted,
  takeDeleted,
  type KeptRows,
} from '#main/core/deletedItems.ts'
import type { Services } from '#main/core/services.ts'
import { warmUpChangesTable } from '../warmUp/warmUps.table.ts'
import { accountsTable } from './accounts.table.ts'
import { forgetPassword } from './accountCredentials.ts'
import { getAccount } from './accounts.service.ts'

export const listDeletedAccounts = ({ database, host }: Services): DeletedItem[] =>
  listDeleted(database, 'account', host.clock.now())

/** Columns that accounts which an earlier version deleted do not have yet. */
const addedSince = {
  ...{ trustedCertificate: null, maxPerHour: null, maxPerDay: null, signInId: null },
  ...{ warmUpStage: null, warmUpSince: null },
}

const Numbered = z.object({ id: z.int() })
const Placed = z.object({ host: z.string() })

/**
 * Under its old number, with its password, and for the drafts that had it and have none since.
 * @throws 404 if nothing was deleted under this number, or too long ago
 */
export async function restoreAccount(services: Services, id: number): Promise<EmailAccount> {
  const { database, host } = services
  await database.write(['email', 'dashboard'], async (transaction) => {
    const rows = await takeDeleted(transaction, 'account', id, host.clock.now())
    for (const row of rows['accounts'] ?? [])
      await accountsTable.insert(transaction, accountsTable.read({ ...addedSince, ...row }))
    for (const campaign of z.array(Numbered).parse(rows['campaigns'] ?? []))
      await transaction.sql(
        `UPDATE campaigns SET account_id = ? WHERE id = ? AND account_id IS NULL AND status IN ('draft', 'automatic')`,
        [id, campaign.id],
      )
    for (const campaign of z.array(Numbered).parse(rows['furtherOf'] ?? []))
      await transaction.sql(
        `INSERT OR IGNORE INTO campaign_accounts (campaign_id, account_id)
         SELECT id, ? FROM campaigns WHERE id = ? AND status = 'draft' AND account_id IS NOT NULL AND account_id <> ?`,
        [id, campaign.id, id],
      )
  })
  services.outbox.accountChanged(id)
  return getAccount(services, id)
}

/** What can no longer be brought back is gone: first the password, then the account. */
export async function purgeDeletedAccounts({ database, host }: Services): Promise<void> {
  for (const { id, rows } of expiredDeleted(database, 'account', host.clock.now())) {
    for (const place of placesOf(rows)) await forgetPassword(host.secrets, { id, host: place })
    await database.write([], async (transaction) => {
      await warmUpChangesTable.delete(transaction, { accountId: id })
      await forgetDeleted(transaction, 'account', id)
    })
  }
}

const placesOf = (rows: KeptRows): string[] =>
  z
    .array(Placed)
    .parse(rows['accounts'] ?? [])
    .map((account) => account.host)
