// What stops a campaign by what came back of it: dead addresses at the same share as while it is being
// sent; refusals of the sender in the same number, among the last reports instead of the last messages; that
// the sender is not authenticated, and complaints.
import { integer } from '#main/database/columnKinds.ts'
import type { Transaction } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'
import type { PauseReason } from '#shared/contract/campaigns.ts'
import type { BounceClass } from '#shared/contract/deliveries.ts'
import { isFailedSql, isSentSql } from '../../outbox/outbox.states.ts'
import { isOverBrake, policyLimit } from '../../outbox/outcomes/campaignBrakes.ts'
import { statusSql } from '../../campaigns/campaignStatus.ts'
import { isShownCampaignSql } from '../../campaigns/campaignKinds.ts'

const counted = rowOf({ refused: integer() })
const reachedBy = rowOf({ reached: integer(), dead: integer(), seenPerMillion: integer() })
const million = 1_000_000

/** `unauthenticated` is told for the first time only: later it counts as every other refusal. */
type Blame = BounceClass | 'unauthenticated' | 'complaint'
/** How often what was reported of campaigns, by their numbers. */
export type Blamed = Map<number, Map<Blame, number>>

export function blame(blamed: Blamed, campaignId: number, what: Blame): void {
  const counts = blamed.get(campaignId) ?? new Map<Blame, number>()
  blamed.set(campaignId, counts.set(what, (counts.get(what) ?? 0) + 1))
}

/**
 * Complaints a thousand people reached that stop a campaign, once it has reached so many: providers take
 * a sender with more for a nuisance.
 */
const complaintBrake = { among: 100, perThousand: 1 }

/**
 * Inside the write that noted the reports. Who let a campaign go on after refusals has seen them: only
 * another one has them counted again.
 */
export async function brakeCampaigns(
  transaction: Transaction,
  blamed: Blamed,
  now: number,
): Promise<void> {
  for (const [id, counts] of blamed) {
    if (counts.has('unauthenticated')) await pause(transaction, id, 'unauthenticated', now)
    if (counts.has('sender') && (await refusedLately(transaction, id)) >= policyLimit.refusals)
      await pause(transaction, id, 'refused_by_servers', now)
    const [reached] = await transaction.all(
      reachedBy,
      // By the kept totals and the indexes of what is rare: a campaign may have a million rows.
      `SELECT coalesce((SELECT sum(count) FROM outbox_totals WHERE campaign_id = campaigns.id AND ${isSentSql}), 0) + refusedDead AS reached,
         refusedDead + (SELECT count(*) FROM outbox WHERE campaign_id = campaigns.id AND bounced_at IS NOT NULL AND bounce_class = 'hard') AS dead,
         CAST(coalesce(1000000.0 * brake_dead / nullif(brake_reached, 0), 0) AS integer) AS seenPerMillion
       FROM campaigns, (SELECT count(*) AS refusedDead FROM outbox WHERE campaign_id = ? AND ${isFailedSql} AND reason = 'refused_recipient')
       WHERE id = ? AND status IN ('sending', 'automatic')`,
      [id, id],
    )
    if (reached === undefined) continue
    if (counts.has('complaint') && (await isOverComplaints(transaction, id, reached.reached)))
      await pause(transaction, id, 'complaints', now)
    const { dead, seenPerMillion } = reached
    if (!isOverBrake({ reached: reached.reached, dead, seen: seenPerMillion / million })) continue
    await transaction.sql('UPDATE campaigns SET brake_reached = ?, brake_dead = ? WHERE id = ?', [
      reached.reached,
      dead,
      id,
    ])
    await pause(transaction, id, 'dead_addresses', now)
  }
}

/** Only another complaint has them counted again: who let a campaign go on has seen the others. */
async function isOverComplaints(
  transaction: Transaction,
  id: number,
  reached: number,
): Promise<boolean> {
  const complaints = await transaction.count(
    // From the few complaints, by their index: a campaign may have a million rows.
    `SELECT count(DISTINCT outbox_id) AS n FROM received_messages CROSS JOIN outbox ON outbox.id = outbox_id
     WHERE received_messages.kind = 'complaint' AND campaign_id = ?`,
    [id],
  )
  const { among, perThousand } = complaintBrake
  return reached >= among && 1_000 * complaints >= perThousand * reached
}

/** Among the reports on the last messages of a campaign that came back. */
async function refusedLately(transaction: Transaction, id: number): Promise<number> {
  const [last] = await transaction.all(
    counted,
    `SELECT count(*) AS refused FROM (SELECT bounce_class FROM outbox WHERE campaign_id = ? AND bounced_at IS NOT NULL ORDER BY id DESC LIMIT ?)
     WHERE bounce_class = 'sender'`,
    [id, policyLimit.among],
  )
  return last?.refused ?? 0
}

/** Of no effect once everything has left. */
const pause = (transaction: Transaction, id: number, reason: PauseReason, now: number) =>
  transaction.sql(
    `UPDATE campaigns SET status = 'paused', pause_reason = ?, updated_at = ?
     WHERE id = ? AND ${statusSql} IN ('sending', 'automatic') AND ${isShownCampaignSql}`,
    [reason, now, id],
  )
