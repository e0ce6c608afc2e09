// Addresses that refused and whose person was erased: only a keyed hash of each is kept. Where one
// of them comes into the CRM again, its refusal is put back into the list that everybody asks.
import { moment, text } from '#main/database/columnKinds.ts'
import { integer, optional } from '#main/database/columnKinds.ts'
import type { Services } from '#main/core/services.ts'
import type { Database, Transaction } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { recipientHash } from '#main/mail/messageIdentity.ts'
import type { SuppressionReason } from '#shared/contract/suppressions.ts'
import { insertSuppressionSql, refuseForPerson } from '../consents/suppressions.repository.ts'

const kept = rowOf({ hash: text(), reason: text<SuppressionReason>(), refusedAt: moment() })
const hashOnly = rowOf({ hash: text() })
const keptSql = 'SELECT hash FROM erased_refusals UNION SELECT hash FROM erased_topic_refusals'
const refusal = rowOf({ value: text(), reason: text<SuppressionReason>(), createdAt: moment() })
const addressOf = rowOf({ id: integer(), email: optional(text()) })

/** Leads looked at at a time. */
const leadsAtOnce = 2_000

/** @returns how many of the addresses had refused */
export async function keepErasedRefusals(
  transaction: Transaction,
  addresses: readonly string[],
  installKey: string,
): Promise<number> {
  const refused = await transaction.all(
    refusal,
    `SELECT value, reason, created_at AS createdAt FROM suppressions WHERE kind = 'address' AND value IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(addresses)],
  )
  for (const { value, reason, createdAt } of refused)
    await transaction.sql(
      `INSERT INTO erased_refusals (hash, reason, refused_at) VALUES (?, ?, ?) ON CONFLICT (hash) DO NOTHING`,
      [recipientHash(installKey, value), reason, createdAt],
    )
  return refused.length
}

const leftTopic = rowOf({ topic: text(), refusedAt: moment() })

/** Topics that the person left, for each of their addresses. */
export async function keepErasedTopics(
  transaction: Transaction,
  { leads, addresses }: { leads: readonly number[]; addresses: readonly string[] },
  installKey: string,
): Promise<void> {
  const left = await transaction.all(
    leftTopic,
    `SELECT topic, min(refused_at) AS refusedAt FROM topic_refusals
     WHERE lead_id IN (SELECT value FROM json_each(?)) OR address IN (SELECT value FROM json_each(?)) GROUP BY topic`,
    [JSON.stringify(leads), JSON.stringify(addresses)],
  )
  for (const { topic, refusedAt } of left)
    for (const address of addresses)
      await transaction.sql(
        'INSERT INTO erased_topic_refusals (hash, topic, refused_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
        [recipientHash(installKey, address), topic, refusedAt],
      )
}

/** The key that `recallRefusal` needs; null where nobody who refused was erased. */
export const recallKey = async (services: Services): Promise<string | null> =>
  hasErased(services.database) ? services.installKey() : null

/**
 * Part of a transaction that gave a lead this address. The refusal is in the list again, where it can
 * be lifted as any other, and kept nowhere else; it holds for all addresses of the lead.
 * @param installKey null: nobody who refused was erased
 */
export async function recallRefusal(
  transaction: Transaction,
  email: string | null,
  installKey: string | null,
): Promise<void> {
  if (email === null || installKey === null) return
  const found = await transaction.first(
    kept,
    'DELETE FROM erased_refusals WHERE hash = ? RETURNING hash, reason, refused_at AS refusedAt',
    [recipientHash(installKey, email)],
  )
  await recallTopics(transaction, email, recipientHash(installKey, email))
  if (found === null) return
  const refused = ['address', email, found.reason, null, found.refusedAt]
  await transaction.sql(insertSuppressionSql, refused)
  await refuseForPerson(transaction, email)
}

/** The same for topics: each is left again by whoever has the address, and kept nowhere else. */
async function recallTopics(
  transaction: Transaction,
  address: string,
  hash: string,
): Promise<void> {
  const left = await transaction.all(
    leftTopic,
    'DELETE FROM erased_topic_refusals WHERE hash = ? RETURNING topic, refused_at AS refusedAt',
    [hash],
  )
  for (const { topic, refusedAt } of left)
    await transaction.sql(
      'INSERT INTO topic_refusals (topic, lead_id, address, refused_at) VALUES (?, NULL, ?, ?)',
      [topic, address, refusedAt],
    )
}

const hasErased = (database: Database): boolean =>
  database.count(
    'SELECT EXISTS (SELECT 1 FROM erased_refusals) OR EXISTS (SELECT 1 FROM erased_topic_refusals) AS n',
  ) === 1

/**
 * Looks through all leads for addresses that refused before their person was erased: files and
 * forms may have brought them back. The sending thread asks by itself as well.
 */
export async function recallRefusals(services: Services): Promise<void> {
  const { database } = services
  if (!hasErased(database)) return
  const installKey = await services.installKey()
  const refused = new Set(database.all(hashOnly, keptSql).map(({ hash }) => hash))
  for (let after = 0; ;) {
    const leads = database.all(
      addressOf,
      'SELECT id, email FROM leads WHERE id > ? ORDER BY id LIMIT ?',
      [after, leadsAtOnce],
    )
    if (leads.length === 0) return
    const last = leads.at(-1)?.id ?? after
    const further = database.all(
      addressOf,
      'SELECT lead_id AS id, address AS email FROM lead_addresses WHERE lead_id > ? AND lead_id <= ?',
      [after, last],
    )
    after = last
    const back = [...leads, ...further].flatMap(({ email }) =>
      email !== null && refused.has(recipientHash(installKey, email)) ? [email] : [],
    )
    if (back.length > 0)
      await database.write(['crm', 'email'], async (transaction) => {
        for (const email of back) await recallRefusal(transaction, email, installKey)
      })
    await new Promise((resolve) => setImmediate(resolve))
  }
}
