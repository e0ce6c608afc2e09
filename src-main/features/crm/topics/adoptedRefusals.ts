// What was refused at an address goes with the lead that has it, so that a change of its address loses
// nothing.
import type { Transaction } from '#main/database/database.ts'

/** Part of a transaction that gives a lead other addresses: topics left at one of them are left by it. */
export async function adoptTopicRefusals(
  transaction: Transaction,
  leadId: number,
  addresses: readonly string[],
): Promise<void> {
  await transaction.sql(
    `INSERT INTO topic_refusals (topic, lead_id, address, refused_at)
     SELECT topic, ?, address, min(refused_at) FROM topic_refusals AS known
     WHERE address IN (SELECT value FROM json_each(?))
       AND NOT EXISTS (SELECT 1 FROM topic_refusals AS own WHERE own.topic = known.topic AND own.lead_id = ? AND own.address = known.address)
     GROUP BY topic, address`,
    [leadId, JSON.stringify(addresses), leadId],
  )
}
