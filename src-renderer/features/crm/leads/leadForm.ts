// A lead as a form holds it, and the way there and back.
import type { Lead, LeadDraft } from '#shared/contract/crm.contract.ts'
import { isEmailAddress } from '#shared/rules/emailAddress.ts'
import type { LeadStatus } from '#shared/rules/leadStatus.ts'

export type LeadForm = {
  firstName: string
  lastName: string
  email: string
  phone: string
  company: string
  jobTitle: string
  status: LeadStatus
  source: string
  estimatedValue: number
  /** As typed: parted by commas. */
  tags: string
  notes: string
}

export const emptyLeadForm = (): LeadForm => ({
  firstName: '',
  lastName: '',
  email: '',
  phone: '',
  company: '',
  jobTitle: '',
  status: 'new',
  source: '',
  estimatedValue: 0,
  tags: '',
  notes: '',
})

export const leadToForm = (lead: Lead): LeadForm => ({
  firstName: lead.firstName ?? '',
  lastName: lead.lastName ?? '',
  email: lead.email ?? '',
  phone: lead.phone ?? '',
  company: lead.company ?? '',
  jobTitle: lead.jobTitle ?? '',
  status: lead.status,
  source: lead.source ?? '',
  estimatedValue: lead.estimatedValue,
  tags: lead.tags.join(', '),
  notes: lead.notes ?? '',
})

/** Only the fields given; the contract turns empty texts into null. */
export function formToDraft({ tags, ...fields }: Partial<LeadForm>): LeadDraft {
  return tags === undefined ? fields : { ...fields, tags: readTags(tags) }
}

export function readTags(typed: string): string[] {
  return [
    ...new Set(
      typed
        .split(',')
        .map((tag) => tag.trim().slice(0, 60))
        .filter((tag) => tag !== ''),
    ),
  ].slice(0, 50)
}

export const isEmailFine = (typed: string) => typed.trim() === '' || isEmailAddress(typed)

/** The application needs something to call a person by. */
export const hasIdentity = (form: LeadForm) =>
  [form.firstName, form.lastName, form.email, form.phone].some((value) => value.trim() !== '')
