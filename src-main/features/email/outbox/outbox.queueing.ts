// Turns a started campaign into rows, in slices: who is written to is decided here, once; who must
// not be is written down too.
import { domainOf } from '#shared/rules/emailAddress.ts'
import { threadReads, type SqliteConnection } from '#main/database/sqliteConnection.ts'
import type { LeadFilter } from '#shared/contract/crm.contract.ts'
import { campaignKey, messageIdentity } from '#main/mail/messageIdentity.ts'
import { testedVariant } from '#shared/rules/sending/testSplit.ts'
import { releasableSql, type Releasable } from '../variants/testAnswers.ts'
import { saidFields } from '../campaigns/customMerge.ts'
import * as states from './outbox.states.ts'
import type { Versions } from './outbox.versions.ts'
import {
  leftTopicOfSql,
  mergeColumnsSql,
  mergeValuesOf,
  reachableAddressSql,
  recipientFilterSql,
  type FilterPlace,
  type MergeColumns,
} from '../campaigns/recipients.ts'
import { shownSql, shownValues, type RowValues, type ShownSql } from '../campaigns/shownBlocks.ts'

type Started = {
  id: number
  recipients: string
  topic: string | null
  created_at: number
  account_id: number | null
  message_version_id: number
  queue_cursor: number
  last_lead_id: number
}
/** The test of such a campaign: how many try it, and version B's fixed message. */
type Tested = { share: number; versionId: number }
/** `reached`: the first address that can receive; null where none can, or the topic was left. */
type Recipient = MergeColumns & {
  id: number
  email: string
  reached: string | null
  by_address: number
  /** The blocks this person is shown of the first version, and of the second. */
  shown: string
  shown_b: string
  left_topic: number
}

const slice = 500

export type Queueing = {
  /**
   * Does one slice of work inside the caller's transaction.
   * @returns false if there is nothing left to do
   */
  slice(now: number): boolean
  /** True if a slice would do something. */
  isNeeded(): boolean
}

export function createQueueing(
  database: SqliteConnection,
  installKey: string,
  versions: Versions,
): Queueing {
  const sql = queueStatements(database)

  function queueSlice(campaign: Started, now: number): void {
    const { content } = versions.get(campaign.message_version_id)
    const test = sql.testOf.get(campaign.id)
    const fromDomain = domainOf(content.fromEmail)
    const key = campaignKey(campaign.id, campaign.created_at)
    const place = { database: threadReads(database), now }
    const { shown, valuesOf } = askedOf(versions, place, campaign, test)
    const recipients = recipientsOf(database, campaign, place, shown)
    for (const recipient of recipients) {
      const { reached } = recipient
      const person = { ...recipient, email: reached ?? recipient.email }
      const origin = { campaign: key, leadId: person.id, resendNumber: 0, email: person.email }
      const { idemKey, messageId, reference } = messageIdentity(installKey, origin, fromDomain)
      const variant = test === undefined ? null : testedVariant(key, person.id, test.share)
      const versionId =
        test !== undefined && variant === 'B' ? test.versionId : campaign.message_version_id
      const row = [
        ...([campaign.id, person.id, 0, idemKey, messageId, reference] as const),
        ...([campaign.account_id ?? 0, versionId, person.email] as const),
        ...([domainOf(person.email), JSON.stringify(valuesOf(person))] as const),
      ] as const
      if (reached !== null && variant !== null) sql.queueTested.run(...row, variant, now)
      else if (reached !== null && test !== undefined) sql.holdRecipient.run(...row, now)
      else if (reached !== null) sql.queueRecipient.run(...row, now)
      else sql.suppressRecipient.run(...row, notWritten(person), now)
    }
    sql.advance.run(
      recipients.length < slice ? campaign.last_lead_id : (recipients.at(-1) as Recipient).id,
      campaign.id,
    )
  }

  return {
    isNeeded: () =>
      sql.next.get() !== undefined ||
      sql.cancelled.get() !== undefined ||
      sql.releasable.get() !== undefined,
    slice(now) {
      const toCancel = sql.cancelled.get()
      if (toCancel !== undefined) {
        sql.cancel.run(toCancel.id)
        return true
      }
      // A winner is known: who waits for it gets it. A slice that a crash took back is found again.
      const decided = sql.releasable.get()
      if (decided !== undefined) {
        sql.release.run(decided.winner, decided.versionId, decided.campaignId)
        return true
      }
      const campaign = sql.next.get()
      if (campaign === undefined) return false
      queueSlice(campaign, now)
      return true
    },
  }
}

/**
 * What is asked of the people of a campaign, and what their rows keep of it. Who waits may get either
 * version, and brings along what each of them asks for.
 */
function askedOf(
  versions: Versions,
  place: FilterPlace,
  { message_version_id: versionId }: Started,
  test: Tested | undefined,
) {
  const { content, customKeys } = versions.get(versionId)
  const versionB = test === undefined ? null : versions.get(test.versionId)
  const asked = new Set([...customKeys, ...(versionB?.customKeys ?? [])])
  const said = saidFields(place.database, content.identity.language, asked)
  const shown = [
    shownSql(content.conditions, place),
    shownSql(versionB?.content.conditions, place),
  ] as const
  const valuesOf = (person: Recipient): RowValues => ({
    ...mergeValuesOf(person, said),
    ...shownValues([
      ['A', person.shown],
      ...(test === undefined ? [] : [['B', person.shown_b] as const]),
    ]),
  })
  return { shown, valuesOf }
}

/** That everything is refused says more than one topic. */
const notWritten = (person: Pick<Recipient, 'left_topic' | 'by_address'>): string =>
  person.left_topic ? 'topic' : person.by_address ? 'address' : 'domain'

const queueStatements = (database: SqliteConnection) => ({
  next: database.prepare<[], Started>(
    `SELECT id, recipients, topic, created_at, account_id, message_version_id, queue_cursor, last_lead_id
     FROM campaigns WHERE status = 'sending' AND queue_cursor < last_lead_id AND deleted_at IS NULL ORDER BY started_at LIMIT 1`,
  ),
  cancelled: database.prepare<[], { id: number }>(
    `SELECT campaigns.id FROM campaigns JOIN outbox_totals ON campaign_id = campaigns.id
     WHERE campaigns.status = 'cancelled' AND ${states.isToComeSql('outbox_totals.state')} AND outbox_totals.count > 0 LIMIT 1`,
  ),
  releasable: database.prepare<[], Releasable>(`${releasableSql} LIMIT 1`),
  testOf: database.prepare<[number], Tested>(
    `SELECT share, variants.message_version_id AS versionId FROM campaign_tests JOIN campaigns AS variants ON variants.id = variant_id
     WHERE campaign_id = ? AND removed_at IS NULL`,
  ),
  queueRecipient: states.prepareTransition(database, states.queueRecipient),
  queueTested: states.prepareTransition(database, states.queueTested),
  holdRecipient: states.prepareTransition(database, states.holdRecipient),
  release: states.prepareTransition(database, states.releaseSlice),
  suppressRecipient: states.prepareTransition(database, states.suppressRecipient),
  advance: database.prepare('UPDATE campaigns SET queue_cursor = ? WHERE id = ?'),
  cancel: states.prepareTransition(database, states.cancelSlice),
})

/** The next people of a campaign, those who must not be written to among them. */
function recipientsOf(
  database: SqliteConnection,
  campaign: Started,
  place: FilterPlace,
  [shown, shownB]: readonly [ShownSql, ShownSql],
): Recipient[] {
  const filter = JSON.parse(campaign.recipients) as LeadFilter
  const { where, parameters } = recipientFilterSql(filter, place)
  const left = leftTopicOfSql(campaign.topic)
  return database
    .prepare<unknown[], Recipient>(
      `SELECT leads.id, ${mergeColumnsSql}, iif(${left}, NULL, ${reachableAddressSql}) AS reached,
         EXISTS (SELECT 1 FROM suppressions WHERE kind = 'address' AND value = leads.email) AS by_address,
         ${left} AND (${reachableAddressSql}) IS NOT NULL AS left_topic,
         ${shown.words} AS shown, ${shownB.words} AS shown_b
       FROM leads WHERE leads.id > ? AND leads.id <= ? AND leads.email IS NOT NULL AND ${where} ORDER BY leads.id LIMIT ?`,
    )
    .all(
      ...[...shown.parameters, ...shownB.parameters],
      ...[campaign.queue_cursor, campaign.last_lead_id, ...parameters, slice],
    )
}
