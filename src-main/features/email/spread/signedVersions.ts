// What a campaign says as each of its accounts signs it, fixed as it starts: the same whether a person
// asks or the clock does.
import { isDeepStrictEqual } from 'node:util'
import type { Transaction } from '#main/database/database.ts'
import type { MessageContent } from '#main/mail/messageContent.ts'
import { accountsTable, type AccountRow } from '../accounts/accounts.table.ts'
import { contentOf, type BusinessSettings } from '../campaigns/campaignMessage.ts'
import { insertVersion } from '../campaigns/campaignStart.ts'
import type { ShownCampaignRow } from '../campaigns/campaigns.repository.ts'

/** Parameter: campaign. Its further accounts, read by `accountsTable`. */
export const selectFurtherSql = `SELECT ${accountsTable.list('email_accounts')} FROM campaign_accounts
  JOIN email_accounts ON email_accounts.id = campaign_accounts.account_id WHERE campaign_id = ? ORDER BY campaign_accounts.id`
/** Parameters: version of the message, account, the version it signs. */
export const insertSignedSql =
  'INSERT INTO signed_versions (version_id, account_id, signed_version_id) VALUES (?, ?, ?)'

/**
 * What a message says through another account. The address of the campaign's own account is not written
 * from another server, which may not write for it: there the account's own stands.
 */
export function contentVia(
  written: ShownCampaignRow,
  own: Pick<AccountRow, 'fromEmail'>,
  account: AccountRow,
  settings: BusinessSettings,
): MessageContent {
  const isOwn = written.fromEmail?.toLowerCase() === own.fromEmail.toLowerCase()
  return contentOf(isOwn ? { ...written, fromEmail: null } : written, account, settings)
}

export type Signing = {
  /** The campaign that is started: version B of a test leaves through its accounts, too. */
  campaignId: number
  written: ShownCampaignRow
  own: AccountRow | null
  settings: BusinessSettings
}

/** What other accounts say where that differs from what the campaign's own says. */
export const signedContents = (
  { written, own, settings }: Signing,
  further: readonly AccountRow[],
  said: MessageContent,
): { accountId: number; content: MessageContent }[] =>
  own === null
    ? []
    : further.flatMap((account) => {
        const content = contentVia(written, own, account, settings)
        return isDeepStrictEqual(content, said) ? [] : [{ accountId: account.id, content }]
      })

/** Inside the write that starts a campaign. @param version as it is fixed, and its number */
export async function insertSignedVersions(
  transaction: Transaction,
  signing: Signing,
  version: { id: number; content: MessageContent },
  now: number,
): Promise<void> {
  const further = await transaction.all(accountsTable, selectFurtherSql, [signing.campaignId])
  for (const { accountId, content } of signedContents(signing, further, version.content)) {
    const signed = await insertVersion(transaction, signing.written.id, content, now)
    await transaction.sql(insertSignedSql, [version.id, accountId, signed])
  }
}
