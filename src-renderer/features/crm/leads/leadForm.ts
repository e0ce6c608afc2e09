// A lead as a form holds it, and the way there and back.
import type { Lead, LeadDraft } from '#shared/contract/crm.contract.ts'
import {
  leadFields,
  mapLeadFields,
  type LeadFieldName,
  type TextFieldName,
} from '#shared/leadFields/leadFields.ts'
import { isEmailAddress } from '#shared/rules/emailAddress.ts'
import { readPhone } from '#shared/rules/phoneNumber.ts'
import { distinctTags } from '#shared/rules/tags.ts'
import type { LeadStatus } from '#shared/leadFields/leadStatus.ts'

type ValueOfKind = {
  line: string
  phone: string
  email: string
  text: string
  stage: LeadStatus
  money: number
  /** As typed: parted by commas. */
  tags: string
}
export type LeadForm = {
  [Name in LeadFieldName]: ValueOfKind[(typeof leadFields)[Name]['kind']]
}

const empty = () => ''
export const emptyLeadForm = (): LeadForm =>
  mapLeadFields<ValueOfKind>({
    line: empty,
    phone: empty,
    email: empty,
    text: empty,
    stage: () => 'new',
    money: () => 0,
    tags: empty,
  })

export function leadToForm(lead: Lead): LeadForm {
  const text = ({ name }: { name: TextFieldName }) => lead[name] ?? ''
  return mapLeadFields<ValueOfKind>({
    line: text,
    phone: text,
    email: text,
    text,
    stage: ({ name }) => lead[name],
    money: ({ name }) => lead[name],
    tags: ({ name }) => lead[name].join(', '),
  })
}

/** Only the fields given; the contract turns empty texts into null. */
export function formToDraft({ tags, ...fields }: Partial<LeadForm>): LeadDraft {
  return tags === undefined ? fields : { ...fields, tags: readTags(tags) }
}

export const readTags = (typed: string): string[] =>
  distinctTags(
    typed.split(',').map((tag) => tag.trim().slice(0, leadFields.tags.maxTagLength)),
  ).slice(0, leadFields.tags.max)

export const isEmailFine = (typed: string) => typed.trim() === '' || isEmailAddress(typed)

/** False for a number that a spreadsheet has rounded: its digits are lost. */
export const isPhoneFine = (typed: string) => {
  const read = readPhone(typed)
  return read.ok || read.problem === 'empty'
}

/** The application needs something to call a person by. */
export const hasIdentity = (form: LeadForm) =>
  [form.firstName, form.lastName, form.email, form.phone].some((value) => value.trim() !== '')
