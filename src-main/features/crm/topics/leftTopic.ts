// Who left a topic, as SQL: counting, queueing, claiming, handing over and filters ask the same
// question. The sending thread reads this file without the door of the CRM.
import { isTopicKey } from '#shared/rules/topics/topicKeys.ts'

/** A key as it stands in SQL. @throws for what is none */
export function topicSql(key: string): string {
  if (!isTopicKey(key)) throw new Error('This is no key of a topic.')
  return `'${key}'`
}

/**
 * True where the person of a lead left a topic: as that lead, or at one of the addresses it has. Takes SQL
 * expressions; false where the topic is null.
 */
export function leftTopicSql(topic: string, lead: string, address: string): string {
  return leftSql(`topic_refusals.topic = ${topic}`, lead, address)
}

/** The same for whichever topics a condition on `topic_refusals.topic` means. */
export const leftSql = (isMeant: string, lead: string, address: string): string =>
  `(EXISTS (SELECT 1 FROM topic_refusals WHERE lead_id = ${lead} AND ${isMeant})
    OR EXISTS (SELECT 1 FROM topic_refusals WHERE address = ${address} AND ${isMeant})
    OR EXISTS (SELECT 1 FROM lead_addresses JOIN topic_refusals ON topic_refusals.address = lead_addresses.address
      WHERE lead_addresses.lead_id = ${lead} AND ${isMeant}))`
