// Leaving a topic, and coming back to it by the user's hand. A no always counts, however late it comes:
// no agreement and no file ends it.
import { integer, moment, optional, text } from '#main/database/columnKinds.ts'
import type { Database, Transaction } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'
import type { LeadTopic } from '#shared/contract/crm/topics.ts'
import { toOptionalTimestamp } from '#main/database/columns.ts'
import { addressesOfLead } from '../contactPoints/contactPoints.repository.ts'
import { recordConsent, type ConsentEntry } from '../consents/consents.repository.ts'

/** Who leaves: `email` is null for a lead without an address, `leadId` where nobody is known by it. */
type Leaving = Pick<ConsentEntry, 'eventId' | 'leadId' | 'email' | 'at'> & {
  method: 'unsubscribe' | 'manual'
  /** Keys of the topics. */
  topics: readonly string[]
}

/**
 * Of no effect where it is there. Parameters: topic, lead, address, moment; topic, lead, address.
 */
export const insertTopicRefusalSql = `INSERT INTO topic_refusals (topic, lead_id, address, refused_at) SELECT ?, ?, ?, ?
  WHERE NOT EXISTS (SELECT 1 FROM topic_refusals WHERE topic = ? AND lead_id IS ? AND address IS ?)`

export const addTopicRefusal = (
  transaction: Transaction,
  row: { topic: string; leadId: number | null; address: string | null; at: number },
): Promise<unknown> => {
  const { topic, leadId, address, at } = row
  return transaction.sql(insertTopicRefusalSql, [
    ...[topic, leadId, address, at],
    ...[topic, leadId, address],
  ])
}

/**
 * The person wants no more messages about some topics: it holds for all their addresses, and is on record,
 * a line each. Told again, it is recorded again and changes nothing.
 */
export async function leaveTopics(
  transaction: Transaction,
  { eventId, leadId, email, at, method, topics }: Leaving,
  now: number,
): Promise<void> {
  const known = leadId === null ? [] : await addressesOfLead(transaction, leadId)
  const addresses = new Set([...known, ...(email === null ? [] : [email])])
  for (const [index, topic] of topics.entries()) {
    for (const address of addresses.size === 0 ? [null] : addresses)
      await addTopicRefusal(transaction, { topic, leadId, address, at })
    await recordConsent(
      transaction,
      {
        // The first one's is the event's own: by it an event is known as applied.
        eventId: index === 0 ? eventId : `${eventId}:${topic}`,
        ...{ leadId, email, at, topic, method },
        ...{ purpose: 'topic', action: 'withdrawn' },
        ...{ wordingHash: null, funnelId: null, pageId: null },
      },
      now,
    )
  }
}

/** By the user's hand alone. @returns false where the person had not left it */
export async function returnToTopic(
  transaction: Transaction,
  { eventId, leadId, topic }: { eventId: string; leadId: number; topic: string },
  now: number,
): Promise<boolean> {
  const addresses = await addressesOfLead(transaction, leadId)
  const gone = await transaction.all(
    rowOf({ id: integer() }),
    `DELETE FROM topic_refusals WHERE topic = ? AND (lead_id = ? OR address IN (SELECT value FROM json_each(?))) RETURNING id`,
    [topic, leadId, JSON.stringify(addresses)],
  )
  if (gone.length === 0) return false
  await recordConsent(
    transaction,
    {
      ...{ eventId, leadId, email: addresses[0] ?? null, at: now, topic },
      ...{ purpose: 'topic', action: 'granted', method: 'manual' },
      ...{ wordingHash: null, funnelId: null, pageId: null },
    },
    now,
  )
  return true
}

const ofLead = rowOf({
  topic: text(),
  name: text(),
  leftAt: optional(moment()),
  isDeleted: integer(),
})

/** Every topic there is, and those deleted since that the person had left. */
export function topicsOfLead(database: Database, leadId: number): LeadTopic[] {
  const refused = `SELECT min(refused_at) FROM topic_refusals WHERE topic_refusals.topic = mail_topics.key AND (lead_id = ?
    OR address IN (SELECT email FROM leads WHERE id = ? UNION ALL SELECT address FROM lead_addresses WHERE lead_id = ?))`
  return database
    .all(
      ofLead,
      `SELECT topic, name, leftAt, isDeleted FROM (SELECT key AS topic, name, (${refused}) AS leftAt, deleted_at IS NOT NULL AS isDeleted FROM mail_topics)
       WHERE isDeleted = 0 OR leftAt IS NOT NULL ORDER BY isDeleted, folded(name), topic`,
      [leadId, leadId, leadId],
    )
    .map(({ leftAt, isDeleted, ...row }) => ({
      ...row,
      leftAt: toOptionalTimestamp(leftAt),
      isDeleted: isDeleted === 1,
    }))
}

const keyOnly = rowOf({ key: text() })

/**
 * Those of some topics that are known here, deleted ones too: what is about one goes on leaving out
 * whoever left it.
 */
export async function knownTopics(
  transaction: Pick<Transaction, 'all'>,
  keys: readonly string[],
): Promise<string[]> {
  const rows = await transaction.all(
    keyOnly,
    'SELECT key FROM mail_topics WHERE key IN (SELECT value FROM json_each(?)) ORDER BY id',
    [JSON.stringify(keys)],
  )
  return rows.map(({ key }) => key)
}
