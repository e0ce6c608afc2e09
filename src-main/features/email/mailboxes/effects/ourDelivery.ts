// Which message of ours is meant. A report, an answer or a wish is believed only of a message that was
// handed over from here, named by what only its recipient's mail knows: its Message-ID or its token. Of
// somebody who was erased nothing is known any more, and nothing is kept again.
import { integer, optional, text } from '#main/database/columnKinds.ts'
import type { Transaction } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'
import type { RowOfTable } from '#main/database/defineTable.ts'
import type { FoundMessage } from '../reading/readingMessages.ts'
import { leftSql } from '../../outbox/outbox.states.ts'

const delivery = rowOf({
  id: integer(),
  email: text(),
  leadId: optional(integer()),
  campaignId: integer(),
  messageId: text(),
  reference: text(),
})
export type OurDelivery = RowOfTable<typeof delivery>

/** True for a delivery whose person is still known. */
const isBelievableSql = `${leftSql()} AND email <> ''`
const selectSql = `SELECT id, email, lead_id AS leadId, campaign_id AS campaignId, message_id AS messageId, reference FROM outbox`

/** In the order in which the message names them: what it answers comes first. */
export async function namedDeliveries(
  transaction: Transaction,
  { about, references }: Pick<FoundMessage, 'about' | 'references'>,
): Promise<OurDelivery[]> {
  const rows = await transaction.all(
    delivery,
    `${selectSql} WHERE message_id IN (SELECT value FROM json_each(?)) AND ${isBelievableSql}
     UNION ${selectSql} WHERE reference IN (SELECT value FROM json_each(?)) AND ${isBelievableSql}`,
    [JSON.stringify(about), JSON.stringify(references)],
  )
  const place = ({ messageId, reference }: OurDelivery) => {
    const id = about.indexOf(messageId)
    return id >= 0 ? id : about.length + references.indexOf(reference)
  }
  return rows.sort((a, b) => place(a) - place(b))
}

/** Whose unsubscribe address was written to. */
export const deliveryOfToken = (
  transaction: Transaction,
  reference: string,
): Promise<OurDelivery | null> =>
  transaction.first(delivery, `${selectSql} WHERE reference = ? AND ${isBelievableSql} LIMIT 1`, [
    reference,
  ])

/** The last message to a person; null if none was ever handed over. */
export const lastDeliveryTo = (
  transaction: Transaction,
  leadId: number,
): Promise<OurDelivery | null> =>
  transaction.first(
    delivery,
    `${selectSql} WHERE lead_id = ? AND ${isBelievableSql} ORDER BY handed_at DESC, id DESC LIMIT 1`,
    [leadId],
  )

/** True for an address the business itself writes from, or reads. */
export const isOwnAddress = async (transaction: Transaction, address: string): Promise<boolean> =>
  (await transaction.count(
    `SELECT EXISTS (SELECT 1 FROM email_accounts WHERE lower(from_email) = ?)
       OR EXISTS (SELECT 1 FROM mailboxes WHERE lower(user) = ?) AS n`,
    [address, address],
  )) === 1
