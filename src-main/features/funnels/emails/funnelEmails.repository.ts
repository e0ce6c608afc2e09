// The e-mails of funnels as their pages and other programs see them: steps of sequences.
import type { FunnelEmail } from '#shared/contract/funnelEmails.ts'
import { flag, integer, text } from '#main/database/columnKinds.ts'
import type { Database } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'
import {
  funnelEmailsOf,
  requireFunnelEmail,
  type FunnelEmailFacts,
} from '#main/features/sequences/sequences.feature.ts'
import { unknownId } from '#main/platform/apiError.ts'

/** @throws 404 */
export function readEmail(database: Database, id: number): FunnelEmail {
  const { start } = requireFunnelEmail(database, id).sequence
  const email =
    start.kind === 'form'
      ? funnelEmailsOf(database, start.funnelId).find((one) => one.id === id)
      : undefined
  if (email === undefined) throw unknownId('e-mail of a funnel', id)
  return toFunnelEmail(email)
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
    `SELECT emails.id AS id, funnels.name AS funnelName, funnels.is_active = 1 AND funnels.is_archived = 0 AS isActive
     FROM sequence_emails AS emails JOIN sequences ON sequences.id = sequence_id AND sequences.deleted_at IS NULL
     JOIN funnels ON json_extract(sequences.start, '$.kind') = 'form' AND funnels.id = json_extract(sequences.start, '$.funnelId')
     WHERE campaign_id = ? AND state = 'used'`,
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
