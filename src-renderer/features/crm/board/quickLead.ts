// A lead from one line: an address, or first and last name.
import type { LeadDraft } from '#shared/contract/crm.contract.ts'
import { leadFields } from '#shared/leadFields/leadFields.ts'
import { isEmailAddress } from '#shared/rules/emailAddress.ts'

/** Null where nothing was typed yet. */
export function quickLead(typed: string): LeadDraft | null {
  const words = typed.trim().split(/\s+/).filter(Boolean)
  const email = words.find(isEmailAddress)
  const [first, ...rest] = words.filter((word) => word !== email)
  if (first === undefined) return email === undefined ? null : { email }
  return {
    ...(email === undefined ? {} : { email }),
    firstName: first.slice(0, leadFields.firstName.max),
    ...(rest.length === 0 ? {} : { lastName: rest.join(' ').slice(0, leadFields.lastName.max) }),
  }
}
