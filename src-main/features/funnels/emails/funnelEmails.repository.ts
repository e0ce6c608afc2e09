// All SQL that reads the e-mails of funnels, with what became of them counted from rows.
import type { FunnelEmail } from '#shared/contract/funnels.contract.ts'
import type { Database, Transaction } from '#main/database/database.ts'
import {
  isSentSql,
  isUnfinishedSql,
  missingField,
  placesOf,
} from '#main/features/email/email.feature.ts'
import { unknownId } from '#main/platform/refusal.ts'
import type { FunnelEmailRow } from './funnelEmails.table.ts'

const columns =
  'id, funnel_id AS funnelId, page_id AS pageId, campaign_id AS campaignId, delay_minutes AS delayMinutes, is_own AS isOwn, created_at AS createdAt'
const count = (condition: string) =>
  `(SELECT coalesce(sum(count), 0) FROM outbox_totals WHERE outbox_totals.campaign_id = campaigns.id AND ${condition})`
const shownSql = `SELECT emails.id, emails.funnel_id AS funnelId, emails.page_id AS pageId, emails.campaign_id AS campaignId,
    emails.delay_minutes AS delayMinutes, campaigns.automatic_on AS automaticOn, campaigns.is_held AS held, campaigns.status, campaigns.account_id AS accountId,
    campaigns.name, campaigns.subject, campaigns.preheader, campaigns.html, campaigns.text, campaigns.blocks, ${count(isSentSql)} AS sent, ${count(isUnfinishedSql())} AS waiting
  FROM funnel_emails AS emails JOIN campaigns ON campaigns.id = emails.campaign_id`

type Shown = Omit<FunnelEmail, 'isOn' | 'isHeld' | 'isPaused' | 'isComplete' | 'places'> & {
  automaticOn: number | null
  held: number
  status: string
  accountId: number | null
  preheader: string
  html: string
  text: string | null
  blocks: string | null
}
/** With the account it leaves through; null is the sandbox. */
export type FunnelEmailFacts = FunnelEmail & { accountId: number | null }

function toFacts({
  automaticOn,
  held,
  status,
  preheader,
  html,
  text,
  blocks,
  ...email
}: Shown): FunnelEmailFacts {
  const written = { subject: email.subject, preheader, html, text, blocks }
  const places = [...new Set(placesOf(written).left.map(({ name }) => name))]
  return {
    ...email,
    isOn: automaticOn === 1,
    isHeld: held === 1,
    isPaused: status === 'paused',
    isComplete: places.length === 0 && missingField(written) === null,
    places,
  }
}

/** In the order in which they are due. */
export function emailsOf(database: Database, funnelId: number): FunnelEmailFacts[] {
  return database
    .query<Shown>(
      `${shownSql} WHERE emails.funnel_id = ? ORDER BY emails.delay_minutes, emails.id`,
      [funnelId],
    )
    .map(toFacts)
}

/** @throws 404 */
export function readEmail(database: Database, id: number): FunnelEmail {
  const [email] = database.query<Shown>(`${shownSql} WHERE emails.id = ?`, [id])
  if (email === undefined) throw unknownId('e-mail of a funnel', id)
  return toFunnelEmail(toFacts(email))
}

export const toFunnelEmail = ({ accountId: _account, ...email }: FunnelEmailFacts): FunnelEmail =>
  email

/** Null for a campaign that no funnel uses. */
export function emailOfCampaign(
  database: Database,
  campaignId: number,
): (FunnelEmail & { funnelName: string; isActive: boolean }) | null {
  const [found] = database.query<{ id: number; funnelName: string; isActive: number }>(
    'SELECT emails.id, funnels.name AS funnelName, funnels.is_active = 1 AND funnels.is_archived = 0 AS isActive FROM funnel_emails AS emails JOIN funnels ON funnels.id = funnel_id WHERE campaign_id = ?',
    [campaignId],
  )
  return found === undefined
    ? null
    : {
        ...readEmail(database, found.id),
        funnelName: found.funnelName,
        isActive: found.isActive === 1,
      }
}

/** @throws 404 */
export async function lockEmail(transaction: Transaction, id: number): Promise<FunnelEmailRow> {
  const [row] = await transaction.sql<FunnelEmailRow>(
    `SELECT ${columns} FROM funnel_emails WHERE id = ?`,
    [id],
  )
  if (row === undefined) throw unknownId('e-mail of a funnel', id)
  return row
}

export async function lockEmailsOf(
  transaction: Transaction,
  funnelId: number,
): Promise<FunnelEmailRow[]> {
  return transaction.sql<FunnelEmailRow>(
    `SELECT ${columns} FROM funnel_emails WHERE funnel_id = ? ORDER BY id`,
    [funnelId],
  )
}
