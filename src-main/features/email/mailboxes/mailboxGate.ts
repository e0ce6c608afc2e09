// Nothing leaves before the mailbox of its account was read: who asked there to hear no more must not be
// written to again. The sending thread asks it at each claim.
import type { Campaign } from '#shared/contract/campaigns.ts'
import { toOptionalTimestamp } from '#main/database/columns.ts'
import { integer, moment, optional, text } from '#main/database/columnKinds.ts'
import { rowOf } from '#main/database/rowReader.ts'
import type { Services } from '#main/core/services.ts'
import { accountsOfCampaignSql } from '../spread/accountsOfCampaign.ts'
import { mayLeaveSql } from '../campaigns/mayLeave.ts'
import { isShownCampaignSql } from '../campaigns/campaignKinds.ts'

/** How long a reading counts, in milliseconds. */
export const freshFor = 15 * 60_000

/** How far a reading may lie ahead: clocks are put right by seconds. More was written by one that was wrong. */
const aheadBy = 60_000

/** SQL for a mailbox of one of a campaign's accounts that was not read lately. Parameter: now less `freshFor`. */
const isUnreadSql = `mailboxes.account_id IN ${accountsOfCampaignSql}
  AND coalesce(mailboxes.last_read_at, 0) - ? NOT BETWEEN 0 AND ${freshFor + aheadBy}
  AND coalesce(campaigns.unread_allowed_at, -1) < coalesce(mailboxes.last_read_at, 0)`

/**
 * SQL that is true while no mailbox keeps a campaign from leaving. What somebody asked for himself, and a
 * letter, wait for none. Parameter: as `isUnreadSql`.
 */
export const mailboxWasReadSql = `(NOT ${isShownCampaignSql}
  OR NOT EXISTS (SELECT 1 FROM mailboxes WHERE ${isUnreadSql}))`

const waitedFor = rowOf({ id: integer(), name: text(), lastReadAt: optional(moment()) })

/** The mailbox a campaign that could leave waits for; null for none. */
export function waitingMailbox(
  { database, host }: Pick<Services, 'database' | 'host'>,
  { id, shownStatus }: { id: number; shownStatus: Campaign['status'] },
): Campaign['waitsForMailbox'] {
  if (shownStatus !== 'sending' && shownStatus !== 'automatic') return null
  const row = database.first(
    waitedFor,
    `SELECT mailboxes.id, mailboxes.name, mailboxes.last_read_at AS lastReadAt FROM campaigns JOIN mailboxes ON ${isUnreadSql}
     WHERE campaigns.id = ? AND ${mayLeaveSql} LIMIT 1`,
    [host.clock.now() - freshFor, id],
  )
  return row === null ? null : { ...row, lastReadAt: toOptionalTimestamp(row.lastReadAt) }
}
