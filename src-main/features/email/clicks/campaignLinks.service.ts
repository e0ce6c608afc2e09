// The links of a campaign with who opened them.
import type { CampaignLinks } from '#shared/contract/email/clicks.ts'
import type { Services } from '#main/core/services.ts'
import { integer, text } from '#main/database/columnKinds.ts'
import type { Database } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { linksOfMessage } from '#main/mail/messageContent.ts'
import { requireCampaign } from '../campaigns/campaigns.service.ts'
import { isMeasuredSql } from '../outbox/outbox.states.ts'
import { linkedContent } from './clicks.repository.ts'

/** Most links that are listed. */
const listed = 100
/** An automatic campaign has a message for each change of its words: the last ones are looked at. */
const maxVersions = 10

const opened = rowOf({ link: text(), people: integer(), messages: integer() })

/** @throws 404 */
export function campaignLinks({ database }: Pick<Services, 'database'>, id: number): CampaignLinks {
  requireCampaign(database, id)
  const rows = database.all(
    opened,
    `SELECT link, count(DISTINCT iif(automatic IS NULL, outbox_id, NULL)) AS people, count(DISTINCT outbox_id) AS messages
     FROM clicks JOIN outbox ON outbox.id = clicks.outbox_id WHERE clicks.campaign_id = ? AND ${isMeasuredSql} GROUP BY link ORDER BY people DESC, messages DESC, link`,
    [id],
  )
  const known = new Set(rows.map(({ link }) => link))
  const items = [
    ...rows.map(({ link, people, messages }) => ({ link, people, programs: messages - people })),
    ...writtenLinks(database, id)
      .filter((link) => !known.has(link))
      .map((link) => ({ link, people: 0, programs: 0 })),
  ]
  return { items: items.slice(0, listed), others: Math.max(0, items.length - listed) }
}

/** Of both versions of a test, too: they are messages of the campaign. */
const writtenLinks = (database: Database, id: number): string[] => [
  ...new Set(
    database
      .all(
        linkedContent,
        `SELECT content FROM message_versions WHERE campaign_id = ? ORDER BY id DESC LIMIT ${maxVersions}`,
        [id],
      )
      .flatMap(({ content }) => linksOfMessage(content)),
  ),
]
