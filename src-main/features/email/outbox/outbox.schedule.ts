// Starts scheduled campaigns when their moment comes, by the wall clock and the database; timers
// only say when to look.
import { prepareRead, threadReads, type SqliteConnection } from '#main/database/sqliteConnection.ts'
import { accountsTable, type AccountRow } from '../accounts/accounts.table.ts'
import { selectAccountSql } from '../accounts/accounts.repository.ts'
import { audienceSql } from '../campaigns/audience.ts'
import {
  businessSettings,
  contentOf,
  placesOf,
  selectSettingsSql,
} from '../campaigns/campaignMessage.ts'
import { insertVersionSql, startCampaignSql } from '../campaigns/campaignStart.ts'
import {
  selectCampaignSql,
  shownCampaign,
  type ShownCampaignRow,
} from '../campaigns/campaigns.repository.ts'
import { selectVariantSql, startVariantSql } from '../variants/variantRows.ts'
import { customKeysOf } from '../campaigns/customMerge.ts'
import type { MessageContent } from '#main/mail/messageContent.ts'
import {
  insertSignedSql,
  selectFurtherSql,
  signedContents,
  type Signing,
} from '../spread/signedVersions.ts'
import { freezeFilesSql } from '../files/messageFiles.repository.ts'

export type Schedule = {
  /**
   * Starts what is due, inside the caller's transaction. What is later than the grace is paused,
   * for a person to decide, and so is what was
   * planned with a place left to fill in before that was refused.
   */
  startDue(now: number): void
  isDue(now: number): boolean
}

export function createSchedule(connection: SqliteConnection, grace: number): Schedule {
  const due = connection.prepare<[number], { id: number; scheduled_at: number }>(
    `SELECT id, scheduled_at FROM campaigns WHERE status = 'scheduled' AND scheduled_at <= ? AND deleted_at IS NULL ORDER BY scheduled_at`,
  )
  const pause = connection.prepare(
    `UPDATE campaigns SET status = 'paused', pause_reason = ?, updated_at = ? WHERE id = ?`,
  )
  const campaignOf = prepareRead(connection, shownCampaign, selectCampaignSql)
  const accountOf = connection.prepare<[number], AccountRow>(selectAccountSql)
  const start = connection.prepare(startCampaignSql)

  const variantOf = prepareRead(connection, shownCampaign, selectVariantSql)
  const startB = connection.prepare(startVariantSql)

  const fix = createFixing(connection)
  return {
    isDue: (now) => due.get(now) !== undefined,
    startDue(now) {
      for (const { id, scheduled_at: moment } of due.all(now)) {
        const campaign = campaignOf.first(id)
        if (campaign === null) continue
        const variant = variantOf.first(id)
        const reason =
          now - moment > grace
            ? 'missed_schedule'
            : [campaign, ...(variant === null ? [] : [variant])].some((one) =>
                  hasPlaces(connection, one),
                )
              ? 'places_left'
              : null
        if (reason !== null) {
          pause.run(reason, now, id)
          continue
        }
        const own = campaign.accountId === null ? null : (accountOf.get(campaign.accountId) ?? null)
        const versionId = fix({ campaignId: id, written: campaign, own }, now)
        start.run(versionId, plannedRecipients(connection, campaign, now), now, now, id)
        if (variant === null) continue
        startB.run(fix({ campaignId: id, written: variant, own }, now), now, id)
      }
    },
  }
}

/**
 * Fixes what a campaign says, with its files, as each of its accounts signs it; answers the version's
 * number.
 */
function createFixing(connection: SqliteConnection) {
  const settings = connection.prepare<[], { name: string; value: string }>(selectSettingsSql)
  const insertVersion = connection.prepare<[number, string, number], { id: number }>(
    insertVersionSql,
  )
  const freezeFiles = connection.prepare<[number, number]>(freezeFilesSql)
  const furtherOf = prepareRead(connection, accountsTable, selectFurtherSql)
  const insertSigned = connection.prepare<[number, number, number]>(insertSignedSql)

  function insertContent(campaignId: number, content: MessageContent, now: number): number {
    const version = insertVersion.get(campaignId, JSON.stringify(content), now)
    if (version === undefined) throw new Error('No version of the message was inserted.')
    freezeFiles.run(version.id, campaignId)
    return version.id
  }

  return function fix(
    { campaignId, written, own }: Omit<Signing, 'settings'>,
    now: number,
  ): number {
    const signing = { campaignId, written, own, settings: businessSettings(settings.all()) }
    const content = contentOf(written, own, signing.settings)
    const id = insertContent(written.id, content, now)
    for (const signed of signedContents(signing, furtherOf.all(campaignId), content))
      insertSigned.run(id, signed.accountId, insertContent(written.id, signed.content, now))
    return id
  }
}

function plannedRecipients(
  connection: SqliteConnection,
  campaign: ShownCampaignRow,
  now: number,
): number {
  const place = { database: threadReads(connection), now }
  const { sql, parameters } = audienceSql(campaign.recipients, campaign.topic, place)
  type Counts = { matching: number; withoutEmail: number; suppressed: number; leftTopic: number }
  const counts = connection
    .prepare<unknown[], Counts>(sql)
    .get(0, Number.MAX_SAFE_INTEGER, ...parameters)
  if (counts === undefined) return 0
  return counts.matching - counts.withoutEmail - counts.suppressed - counts.leftTopic
}

const hasPlaces = (connection: SqliteConnection, written: ShownCampaignRow) =>
  placesOf(written, customKeysOf(threadReads(connection))).left.length > 0
