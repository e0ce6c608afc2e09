// The accounts of a campaign: its own, which signs where nothing else is said, and further ones that take
// messages of it as their limits let them.
import { integer } from '#main/database/columnKinds.ts'
import type { Database, Transaction } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { apiError, unknownId } from '#main/platform/apiError.ts'
import type { AccountRow } from '../accounts/accounts.table.ts'
import { findAccount } from '../accounts/accounts.repository.ts'
import type { ShownCampaignRow } from '../campaigns/campaigns.repository.ts'

const numbered = rowOf({ accountId: integer() })
const furtherSql =
  'SELECT account_id AS accountId FROM campaign_accounts WHERE campaign_id = ? ORDER BY id'

/** The accounts beside a campaign's own, in the order they were chosen; none in the sandbox. */
export const furtherAccountIds = (
  database: Pick<Database, 'all'>,
  { id, accountId }: { id: number; accountId: number | null },
): number[] =>
  accountId === null ? [] : database.all(numbered, furtherSql, [id]).map((row) => row.accountId)

/** All accounts of a campaign that are there, its own first. */
export const accountsOf = (
  database: Database,
  campaign: { id: number; accountId: number | null },
): AccountRow[] =>
  [...(campaign.accountId === null ? [] : [campaign.accountId])]
    .concat(furtherAccountIds(database, campaign))
    .flatMap((id) => findAccount(database, id) ?? [])

/**
 * Inside the write that changes a campaign: keeps its further accounts, and leaves out its own, which may
 * have been changed by now.
 * @param given left out where they stay
 * @throws 404 for one that does not exist; 422 for a campaign that goes to the sandbox, 409 for an
 * automatic one
 */
export async function keepFurtherAccounts(
  transaction: Transaction,
  { id, accountId, automaticOn }: Pick<ShownCampaignRow, 'id' | 'accountId' | 'automaticOn'>,
  given: readonly number[] | undefined,
): Promise<void> {
  if (given === undefined) {
    if (accountId === null)
      await transaction.sql('DELETE FROM campaign_accounts WHERE campaign_id = ?', [id])
    else
      await transaction.sql(
        'DELETE FROM campaign_accounts WHERE campaign_id = ? AND account_id = ?',
        [id, accountId],
      )
    return
  }
  if (given.length > 0 && automaticOn !== null) throw hasSeveralAccounts()
  if (given.length > 0 && accountId === null)
    throw apiError(
      'UNPROCESSABLE',
      'further_accounts_sandbox',
      'A campaign to the sandbox has no further accounts.',
      { field: 'furtherAccountIds' },
    )
  await transaction.sql('DELETE FROM campaign_accounts WHERE campaign_id = ?', [id])
  for (const one of new Set(given)) {
    if (one === accountId) continue
    const known = await transaction.count('SELECT count(*) AS n FROM email_accounts WHERE id = ?', [
      one,
    ])
    if (known === 0) throw unknownId('e-mail account', one)
    await transaction.sql('INSERT INTO campaign_accounts (campaign_id, account_id) VALUES (?, ?)', [
      id,
      one,
    ])
  }
}

/** A copy of a campaign has the accounts of the original. Inside the write that makes it. */
export const copyFurtherAccounts = (
  transaction: Transaction,
  from: number,
  to: number,
): Promise<unknown> =>
  transaction.sql(
    `INSERT INTO campaign_accounts (campaign_id, account_id)
     SELECT campaigns.id, further.account_id FROM campaigns JOIN campaign_accounts AS further ON further.campaign_id = ?
     JOIN email_accounts ON email_accounts.id = further.account_id
     WHERE campaigns.id = ? AND campaigns.account_id IS NOT NULL AND further.account_id <> campaigns.account_id ORDER BY further.id`,
    [from, to],
  )

/** @throws 409 for a campaign with several accounts: an automatic one has one only */
export async function refuseSpread(
  transaction: Pick<Transaction, 'count'>,
  { id }: Pick<ShownCampaignRow, 'id'>,
): Promise<void> {
  const further = await transaction.count(
    'SELECT count(*) AS n FROM campaign_accounts WHERE campaign_id = ?',
    [id],
  )
  if (further > 0) throw hasSeveralAccounts()
}

const hasSeveralAccounts = () =>
  apiError(
    'CONFLICT',
    'campaign_several_accounts',
    'What goes out by itself leaves through one account only.',
    { field: 'furtherAccountIds' },
  )
