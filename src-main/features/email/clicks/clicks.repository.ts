// Clicks as they come from the relay: kept for who agrees, judged by what is known of the message, and shown.
import type { AutomaticClick } from '#shared/contract/email/clicks.ts'
import { z } from 'zod'
import { integer, json, optional } from '#main/database/columnKinds.ts'
import type { Transaction } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { linksOfMessage } from '#main/mail/messageContent.ts'

/** A measured link was opened. `at`: to the second. `place`: which of its message's links it is. */
export type OpenedLink = {
  eventId: string
  at: number
  reference: string
  versionId: number
  place: number
  looks: Exclude<AutomaticClick, 'burst'> | null
}

/** Within this time, in milliseconds, several links of one message are opened by no person. */
const burst = 1_000
/** The same link again within this time, in milliseconds, is a double click. */
const doubleClick = 10_000
/**
 * Of a message with more than these, the same link is kept once an hour: a program that opens one over
 * and over fills nothing, and no figure asks how often. A link nobody opened before is kept whatever came.
 */
const manyOfMessage = 200
const again = 3_600_000

const message = rowOf({ id: integer(), campaignId: integer(), leadId: optional(integer()) })
/** What of a fixed message says which links it has. */
export const linkedContent = rowOf({
  content: json(
    z.object({
      html: z.string(),
      text: z.string().nullable(),
      conditions: z.array(z.unknown()).optional(),
    }),
  ),
})

/**
 * Of no effect for a message nobody here knows, for somebody who does not agree now or did not then, and
 * for a double click.
 */
export async function keepClick(transaction: Transaction, opened: OpenedLink): Promise<void> {
  const { eventId, at, reference, looks } = opened
  const found = await transaction.first(
    message,
    `SELECT id, campaign_id AS campaignId, lead_id AS leadId FROM outbox WHERE reference = ?
       AND EXISTS (SELECT 1 FROM measured_people WHERE measured_people.lead_id = outbox.lead_id AND agreed_at <= ?)
       AND EXISTS (SELECT 1 FROM leads WHERE leads.id = outbox.lead_id) LIMIT 1`,
    [reference, at],
  )
  if (found === null || found.leadId === null) return
  const link = await linkOf(transaction, opened)
  if (link === null || !(await isNew(transaction, found.id, { link, at, looks }))) return
  const automatic = looks ?? ((await judgeBurst(transaction, found.id, link, at)) ? 'burst' : null)
  await transaction.sql(
    `INSERT INTO clicks (event_id, outbox_id, campaign_id, lead_id, link, at, automatic) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (event_id) DO NOTHING`,
    [eventId, found.id, found.campaignId, found.leadId, link, at, automatic],
  )
}

/** As it is written in the message; null where that is not here any more. */
async function linkOf(
  transaction: Transaction,
  { versionId, place }: OpenedLink,
): Promise<string | null> {
  const row = await transaction.first(
    linkedContent,
    'SELECT content FROM message_versions WHERE id = ?',
    [versionId],
  )
  if (row === null) return null
  return linksOfMessage(row.content)[place] ?? null
}

async function isNew(
  transaction: Transaction,
  outboxId: number,
  { link, at, looks }: Pick<OpenedLink, 'at' | 'looks'> & { link: string },
): Promise<boolean> {
  const kept = await transaction.count('SELECT count(*) AS n FROM clicks WHERE outbox_id = ?', [
    outboxId,
  ])
  const apart = kept < manyOfMessage ? doubleClick : again
  // What a program did before hides no person.
  const known = await transaction.count(
    `SELECT EXISTS (SELECT 1 FROM clicks WHERE outbox_id = ? AND link = ? AND at BETWEEN ? AND ?
       AND (automatic IS NULL OR ? IS NOT NULL)) AS n`,
    [outboxId, link, at - apart, at + apart, looks],
  )
  return known === 0
}

/**
 * True where another link of the message was opened within a second: then that one is none of a person
 * either, whatever came first.
 */
async function judgeBurst(
  transaction: Transaction,
  outboxId: number,
  link: string,
  at: number,
): Promise<boolean> {
  const within = 'outbox_id = ? AND link <> ? AND at BETWEEN ? AND ?'
  const [from, until] = [at - burst, at + burst]
  const parameters = [outboxId, link, from, until]
  await transaction.sql(
    `UPDATE clicks SET automatic = 'burst' WHERE automatic IS NULL AND ${within}`,
    parameters,
  )
  // Who asks whether a page is there and then fetches it, at once, is the same program.
  const others = `SELECT count(*) AS n FROM clicks WHERE (${within})
    OR (outbox_id = ? AND automatic IS NOT NULL AND at BETWEEN ? AND ?)`
  return (await transaction.count(others, [...parameters, outboxId, from, until])) > 0
}
