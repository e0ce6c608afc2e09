// What stops a campaign before it harms its sender: dead addresses, refusals for policy, an address
// that may not be sent from.
import type { SqliteConnection } from '#main/database/sqliteConnection.ts'
import * as states from '../outbox.states.ts'
import type { PauseReason } from '#shared/contract/campaigns.ts'
import { isShownCampaignSql } from '../../campaigns/campaignKinds.ts'

/**
 * Shares of dead addresses among the people a campaign has reached that stop it, once it has reached
 * so many. Providers take one in twenty for a bought list.
 */
const deadAddressBrakes = [
  { among: 20, share: 0.1 },
  { among: 100, share: 0.03 },
]
/** Whoever let it go on has seen the share: it stops again at twice as much. */
const onceSeen = 2
/** Refusals for policy among the last messages of a campaign that stop it. */
export const policyLimit = { refusals: 5, among: 20 }

type Reached = { reached: number; dead: number; seen: number }

const statements = (database: SqliteConnection) => ({
  refusedLately: database.prepare<[number, number], { n: number }>(
    `SELECT count(*) AS n FROM (SELECT send_attempts.outcome FROM send_attempts CROSS JOIN outbox ON outbox.id = outbox_id
       WHERE campaign_id = ? ORDER BY send_attempts.id DESC LIMIT ?) WHERE outcome IN ('refused_policy', 'refused_sender', 'refused_content', 'unauthenticated')`,
  ),
  unauthenticated: database.prepare<[number, number], { n: number }>(
    `SELECT count(*) AS n FROM (SELECT 1 FROM outbox CROSS JOIN send_attempts ON send_attempts.outbox_id = outbox.id
       WHERE campaign_id = ? AND send_attempts.account_id = ? AND send_attempts.outcome = 'unauthenticated' LIMIT 2)`,
  ),
  isPausedFor: database.prepare<[number, PauseReason]>(
    `SELECT 1 FROM campaigns WHERE id = ? AND status = 'paused' AND pause_reason = ?`,
  ),
  pause: database.prepare(
    `UPDATE campaigns SET status = 'paused', pause_reason = ?, updated_at = ?
     WHERE id = ? AND status IN ('sending', 'automatic') AND ${isShownCampaignSql}`,
  ),
  reached: database.prepare<[number, number], Reached>(
    `SELECT (SELECT count(*) FROM outbox WHERE campaign_id = campaigns.id AND ${states.isReachedSql}) AS reached,
       (SELECT count(*) FROM outbox WHERE campaign_id = ? AND ${states.isDeadAddressSql}) AS dead,
       coalesce(1.0 * brake_dead / nullif(brake_reached, 0), 0) AS seen
     FROM campaigns WHERE id = ?`,
  ),
  noteBrake: database.prepare(
    'UPDATE campaigns SET brake_reached = ?, brake_dead = ? WHERE id = ?',
  ),
})

/** Everything here runs inside the caller's transaction, after the outcome was written down. */
export class CampaignBrakes {
  readonly #sql: ReturnType<typeof statements>
  /** By campaign, counted from its rows once; forgotten when it stops. */
  readonly #reached = new Map<number, Reached>()

  constructor(database: SqliteConnection) {
    this.#sql = statements(database)
  }

  countReached(campaignId: number, isDead: boolean, now: number): void {
    const counted = this.#counted(campaignId, isDead)
    if (!isOverBrake(counted)) return
    this.#reached.delete(campaignId)
    this.#sql.noteBrake.run(counted.reached, counted.dead, campaignId)
    this.pause('dead_addresses', campaignId, now)
  }

  countRefused(campaignId: number, now: number): void {
    const refused = this.#sql.refusedLately.get(campaignId, policyLimit.among)?.n ?? 0
    if (refused >= policyLimit.refusals) this.pause('refused_by_servers', campaignId, now)
  }

  /**
   * A server says that the sender is not authenticated. Whoever lets the campaign go on has been told of
   * that account: then it counts as every other refusal.
   * @returns true if the campaign stands still for it
   */
  pauseUnauthenticated(campaignId: number, accountId: number, now: number): boolean {
    const isFirst = (this.#sql.unauthenticated.get(campaignId, accountId)?.n ?? 0) <= 1
    if (isFirst && this.pause('unauthenticated', campaignId, now)) return true
    // Others were under way when it stopped.
    return this.#sql.isPausedFor.get(campaignId, 'unauthenticated') !== undefined
  }

  /** @returns false if it cannot be paused: it carries confirmations or letters */
  pause(reason: PauseReason, campaignId: number, now: number): boolean {
    return this.#sql.pause.run(reason, now, campaignId).changes > 0
  }

  #counted(campaignId: number, isDead: boolean): Reached {
    const known = this.#reached.get(campaignId)
    if (known !== undefined) {
      known.reached += 1
      known.dead += isDead ? 1 : 0
      return known
    }
    const none: Reached = { reached: 0, dead: 0, seen: 0 }
    const counted = this.#sql.reached.get(campaignId, campaignId) ?? none
    this.#reached.set(campaignId, counted)
    return counted
  }
}

/** True once the share of dead addresses stops a campaign. `seen` is the share somebody let it go on at. */
export const isOverBrake = ({ reached, dead, seen }: Reached): boolean =>
  deadAddressBrakes.some(
    ({ among, share }) => reached >= among && dead / reached > Math.max(share, seen * onceSeen),
  )
