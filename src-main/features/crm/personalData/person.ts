// By what a person is found in every table: the lead, all addresses on record, and what texts tell
// it by.
import { text } from '#main/database/columnKinds.ts'
import type { Transaction } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { foldText } from '#shared/rules/foldText.ts'
import type { LeadRow } from '../leads/leads.table.ts'

export type Person = {
  leadId: number
  /** Where it came from; empty if that is not known. */
  source: string
  /** Keys, as they stand in the tables. */
  addresses: string[]
  /** Folded: addresses, the phone number and the name; by one of them a text tells of the person. */
  needles: string[]
}

const emailOnly = rowOf({ email: text() })

export async function personOf(
  transaction: Pick<Transaction, 'all'>,
  lead: LeadRow,
): Promise<Person> {
  const known = await transaction.all(
    emailOnly,
    `SELECT email FROM consent_events WHERE lead_id = ? AND email IS NOT NULL
     UNION SELECT email FROM outbox WHERE lead_id = ? AND email <> ''
     UNION SELECT via_address FROM suppressions WHERE kind = 'address' AND value = ? AND via_address IS NOT NULL`,
    [lead.id, lead.id, lead.email],
  )
  const addresses = [
    ...new Set([...(lead.email === null ? [] : [lead.email]), ...known.map(({ email }) => email)]),
  ]
  // A first name alone, or a part of a number, stands in texts about anybody.
  const name = lead.firstName && lead.lastName ? `${lead.firstName} ${lead.lastName}` : ''
  const needles = [...addresses, lead.phone ?? '', name]
    .map(foldText)
    .filter((needle) => needle.length >= 6)
  return { leadId: lead.id, source: lead.source ?? '', addresses, needles: [...new Set(needles)] }
}
