// By what a person is found in every table: the lead and the entries that became it, all addresses on
// record that are nobody else's by now, and what texts tell it by.
import { text, integer } from '#main/database/columnKinds.ts'
import type { Transaction } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { foldText } from '#shared/rules/foldText.ts'
import { toLeadFields } from '../leads/leadRecord.ts'
import { addressesBeside } from '../contactPoints/addressesBeside.ts'
import { addressesOfKeptSql, keptAddressSql } from '../contactPoints/contactPoints.repository.ts'
import { addressesOf, phonesOf, readContactPoints } from '../contactPoints/contactPoints.ts'
import type { LeadRow } from '../leads/leads.table.ts'

export type Person = {
  leadId: number
  /** The lead's number, and those of entries that became it. */
  leads: number[]
  /** Where it came from; empty if that is not known. */
  source: string
  /** Keys, as they stand in the tables. */
  addresses: string[]
  /** Folded: addresses, the phone number and the name; by one of them a text tells of the person. */
  needles: string[]
}

type Reading = Pick<Transaction, 'all'>
const emailOnly = rowOf({ email: text() })
const leadOnly = rowOf({ id: integer() })

/** Entries that became the lead, and those that had become one of them. */
const mergedSql = `WITH RECURSIVE own (id) AS (
    SELECT ?
    UNION SELECT entries.lead_id FROM own
      CROSS JOIN lead_changes ON lead_changes.kind = 'merge'
      JOIN lead_change_rows AS mine ON mine.change_id = lead_changes.id AND mine.lead_id = own.id
      JOIN lead_change_rows AS entries ON entries.change_id = lead_changes.id
  ) SELECT id FROM own`

const own = 'IN (SELECT value FROM json_each(?))'
const recordedSql = `SELECT email FROM consent_events WHERE lead_id ${own} AND email IS NOT NULL
  UNION SELECT email FROM outbox WHERE lead_id ${own} AND email <> ''
  UNION SELECT ${keptAddressSql} FROM lead_changes JOIN lead_change_rows ON change_id = lead_changes.id
      CROSS JOIN ${addressesOfKeptSql('before')}
    WHERE kind = 'merge' AND lead_id ${own} AND ${keptAddressSql} IS NOT NULL
  UNION SELECT via_address FROM suppressions WHERE kind = 'address' AND value = ? AND via_address IS NOT NULL`

export async function personOf(reading: Reading, lead: LeadRow): Promise<Person> {
  const merged = await reading.all(leadOnly, mergedSql, [lead.id])
  const leads = merged.map(({ id }) => id)
  const list = JSON.stringify(leads)
  const recorded = await reading.all(emailOnly, recordedSql, [list, list, list, lead.email])
  const contactPoints = readContactPoints(lead.contactPoints)
  const { email, phone } = lead
  const known = [
    ...addressesOf({ email, contactPoints }),
    ...recorded.map((one) => one.email),
    ...addressesBeside(toLeadFields(lead).otherData),
  ]
  const addresses = await ownAddresses(reading, lead, new Set(known))
  // A first name alone, or a part of a number, stands in texts about anybody.
  const name = lead.firstName && lead.lastName ? `${lead.firstName} ${lead.lastName}` : ''
  const needles = [...addresses, ...phonesOf({ phone, contactPoints }), name]
    .map(foldText)
    .filter((needle) => needle.length >= 6)
  const source = lead.source ?? ''
  return { leadId: lead.id, leads, source, addresses, needles: [...new Set(needles)] }
}

/** What belongs to another lead by now, with what that one agreed to and refused, is not theirs. */
async function ownAddresses(
  reading: Reading,
  { id, email }: LeadRow,
  known: ReadonlySet<string>,
): Promise<string[]> {
  const others = await reading.all(
    emailOnly,
    `SELECT email FROM leads WHERE id <> ? AND email IN (SELECT value FROM json_each(?))
     UNION SELECT address FROM lead_addresses WHERE lead_id <> ? AND address IN (SELECT value FROM json_each(?))`,
    [id, JSON.stringify([...known]), id, JSON.stringify([...known])],
  )
  const taken = new Set(others.map((other) => other.email))
  const free = [...known].filter((address) => !taken.has(address))
  return [...new Set([...(email === null ? [] : [email]), ...free])]
}
