// All SQL about letters but that of their states: whom one can go to, what one says, which account
// writes them.
import type { ContactLabel } from '#shared/contract/crm/contactPoints.ts'
import type { LetterSheet } from '#shared/contract/email/letters.ts'
import type { SuppressionReason } from '#shared/contract/suppressions.ts'
import { toTimestamp } from '#main/database/columns.ts'
import { integer, moment, optional, text } from '#main/database/columnKinds.ts'
import type { Database, Transaction } from '#main/database/database.ts'
import type { RowOfTable } from '#main/database/defineTable.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { domainOfSql } from '#main/features/crm/crm.feature.ts'
import { unknownId } from '#main/platform/apiError.ts'
import { mergeColumns, mergeColumnsSql, type MergeColumns } from '../campaigns/recipients.ts'
import { deliveryColumns, deliveryList } from '../deliveries/deliveries.repository.ts'

type Reading = Pick<Transaction, 'all'>

/** Reads inside a call, as a transaction reads inside a write. */
export const readingOf = (database: Database): Reading => ({
  all: (reader, sql, parameters) => Promise.resolve(database.all(reader, sql, parameters)),
})

/** What messages can say of a person. @throws 404 */
export async function readPerson(reading: Reading, leadId: number): Promise<MergeColumns> {
  const [person] = await reading.all(
    mergeColumns,
    `SELECT ${mergeColumnsSql} FROM leads WHERE id = ?`,
    [leadId],
  )
  if (person === undefined) throw unknownId('lead', leadId)
  return person
}

type LetterAddress = LetterSheet['addresses'][number]
const addressRow = rowOf({
  address: text(),
  label: optional(text<ContactLabel>()),
  kind: optional(text<'address' | 'domain'>()),
  reason: optional(text<SuppressionReason>()),
  note: optional(text()),
  since: optional(moment()),
})

/** Addresses of a person, the first one first, each with what stands against it. */
export async function readAddresses(reading: Reading, leadId: number): Promise<LetterAddress[]> {
  const rows = await reading.all(
    addressRow,
    `SELECT own.address, own.label, refusals.kind, refusals.reason, refusals.note, refusals.created_at AS since
     FROM (SELECT email AS address, contact_points ->> '$.emailLabel' AS label, -1 AS place FROM leads WHERE id = ? AND email IS NOT NULL
       UNION ALL SELECT each.value ->> '$.value', each.value ->> '$.label', each.key
         FROM leads JOIN json_each(leads.contact_points, '$.emails') AS each WHERE leads.id = ?) AS own
     LEFT JOIN suppressions AS refusals ON refusals.id = coalesce(
       (SELECT id FROM suppressions WHERE kind = 'address' AND value = own.address),
       (SELECT id FROM suppressions WHERE kind = 'domain' AND value = ${domainOfSql('own.address')}))
     ORDER BY own.place`,
    [leadId, leadId],
  )
  return rows.map(({ address, label, kind, reason, note, since }) => ({
    ...{ address, label },
    refusal:
      kind === null || reason === null || since === null
        ? null
        : { reason, scope: kind, note, since: toTimestamp(since) },
  }))
}

const letterRow = rowOf({
  ...deliveryColumns,
  campaign_id: integer(),
  account_id: integer(),
  subject: optional(text()),
  text: optional(text()),
})
export type LetterRow = RowOfTable<typeof letterRow>

const selectLetterSql = `SELECT ${deliveryList}, outbox.campaign_id, outbox.account_id,
    versions.content ->> '$.subject' AS subject, versions.content ->> '$.text' AS text
  FROM outbox LEFT JOIN message_versions AS versions ON versions.id = outbox.message_version_id
  WHERE outbox.is_letter = 1 AND`

/** @throws 404 if no letter has this number */
export async function readLetter(reading: Reading, id: number): Promise<LetterRow> {
  const [row] = await reading.all(letterRow, `${selectLetterSql} outbox.id = ?`, [id])
  if (row === undefined) throw unknownId('message', id)
  return row
}

/** The letter that left, or waits, under a name; null if there is none. */
export async function letterOfKey(reading: Reading, idemKey: string): Promise<LetterRow | null> {
  const [row] = await reading.all(letterRow, `${selectLetterSql} outbox.idem_key = ?`, [idemKey])
  return row ?? null
}

/** The number of the next letter of a carrier to an address. */
export const nextResendNumber = (
  transaction: Transaction,
  campaignId: number,
  email: string,
): Promise<number> =>
  transaction.count(
    'SELECT coalesce(max(resend_number) + 1, 0) AS n FROM outbox WHERE campaign_id = ? AND email = ?',
    [campaignId, email],
  )

const carrier = rowOf({ id: integer() })

/** The campaign that carries the letters of an account; null before its first. */
export const findCarrier = (
  transaction: Transaction,
  accountId: number,
): Promise<{ id: number } | null> =>
  transaction.first(carrier, 'SELECT id FROM campaigns WHERE letters_account_id = ?', [accountId])

/** Accounts that wrote letters, the last one first. */
export const accountsByUse = (database: Database): number[] =>
  database
    .all(
      carrier,
      `SELECT letters_account_id AS id FROM campaigns WHERE letters_account_id IS NOT NULL ORDER BY updated_at DESC, campaigns.id DESC`,
    )
    .map(({ id }) => id)
