// All SQL that reads the e-mails of funnels, with what became of them counted from rows.
import type { FunnelEmail } from '#shared/contract/funnelEmails.ts'
import { flag, integer, text } from '#main/database/columnKinds.ts'
import type { Database, Transaction } from '#main/database/database.ts'
import type { RowOfTable } from '#main/database/defineTable.ts'
import { rowOf } from '#main/database/rowReader.ts'
import {
  campaignsTable,
  customKeysOf,
  isSentSql,
  isUnfinishedSql,
  missingField,
  placesOf,
} from '#main/features/email/email.feature.ts'
import { unknownId } from '#main/platform/apiError.ts'
import { funnelEmailsTable, type FunnelEmailRow } from './funnelEmails.table.ts'

const count = (condition: string) =>
  `(SELECT coalesce(sum(count), 0) FROM outbox_totals WHERE outbox_totals.campaign_id = campaigns.id AND ${condition})`
const ofEmail = funnelEmailsTable.select('id', 'funnelId', 'pageId', 'campaignId', 'delayMinutes')
const ofCampaign = campaignsTable.select(
  'automaticOn',
  'isHeld',
  'status',
  'accountId',
  'name',
  'subject',
  'preheader',
  'html',
  'text',
  'blocks',
)
const shown = rowOf({
  ...ofEmail.columns,
  ...ofCampaign.columns,
  sent: integer(),
  waiting: integer(),
})
type Shown = RowOfTable<typeof shown>
const shownSql = `SELECT ${ofEmail.list('emails')}, ${ofCampaign.list('campaigns')},
    ${count(isSentSql)} AS sent, ${count(isUnfinishedSql())} AS waiting
  FROM funnel_emails AS emails JOIN campaigns ON campaigns.id = emails.campaign_id`

/** With the account it leaves through; null is the sandbox. */
export type FunnelEmailFacts = FunnelEmail & { accountId: number | null }

function toFacts(
  { automaticOn, status, preheader, html, text, blocks, ...email }: Shown,
  customKeys: ReadonlySet<string>,
): FunnelEmailFacts {
  const written = { subject: email.subject, preheader, html, text, blocks }
  const places = [...new Set(placesOf(written, customKeys).left.map(({ name }) => name))]
  return {
    ...email,
    isOn: automaticOn === true,
    isPaused: status === 'paused',
    isComplete: places.length === 0 && missingField(written) === null,
    places,
  }
}

/** In the order in which they are due. */
export function emailsOf(database: Database, funnelId: number): FunnelEmailFacts[] {
  const customKeys = customKeysOf(database)
  return database
    .all(shown, `${shownSql} WHERE emails.funnel_id = ? ORDER BY emails.delay_minutes, emails.id`, [
      funnelId,
    ])
    .map((email) => toFacts(email, customKeys))
}

/** @throws 404 */
export function readEmail(database: Database, id: number): FunnelEmail {
  const email = database.first(shown, `${shownSql} WHERE emails.id = ?`, [id])
  if (email === null) throw unknownId('e-mail of a funnel', id)
  return toFunnelEmail(toFacts(email, customKeysOf(database)))
}

export const toFunnelEmail = ({ accountId: _account, ...email }: FunnelEmailFacts): FunnelEmail =>
  email

const funnelOfEmail = rowOf({ id: integer(), funnelName: text(), isActive: flag() })

/** Null for a campaign that no funnel uses. */
export function emailOfCampaign(
  database: Database,
  campaignId: number,
): (FunnelEmail & { funnelName: string; isActive: boolean }) | null {
  const found = database.first(
    funnelOfEmail,
    'SELECT emails.id, funnels.name AS funnelName, funnels.is_active = 1 AND funnels.is_archived = 0 AS isActive FROM funnel_emails AS emails JOIN funnels ON funnels.id = funnel_id WHERE campaign_id = ?',
    [campaignId],
  )
  return found === null
    ? null
    : {
        ...readEmail(database, found.id),
        funnelName: found.funnelName,
        isActive: found.isActive,
      }
}

/** @throws 404 */
export async function getEmailForUpdate(
  transaction: Transaction,
  id: number,
): Promise<FunnelEmailRow> {
  const row = await funnelEmailsTable.findForUpdate(transaction, { id })
  if (row === null) throw unknownId('e-mail of a funnel', id)
  return row
}

export async function getEmailsForUpdate(
  transaction: Transaction,
  funnelId: number,
): Promise<FunnelEmailRow[]> {
  return transaction.all(
    funnelEmailsTable,
    `SELECT ${funnelEmailsTable.list()} FROM funnel_emails WHERE funnel_id = ? ORDER BY id`,
    [funnelId],
  )
}
