// A lead from what a person wrote into a form: created, or completed. The person is not signed in,
// so nothing known is overwritten.
import { maxInteractionContent } from '#shared/contract/crm/interactions.ts'
import { formFieldNames, leadFields, type FormFieldName } from '#shared/leadFields/leadFields.ts'
import { readEmailAddress } from '#shared/rules/emailAddress.ts'
import { withoutOrderSigns } from '#shared/rules/valueSchemas.ts'
import { readPhone } from '#shared/rules/phoneNumber.ts'
import type { Transaction } from '#main/database/database.ts'
import { listFieldsForUpdate } from '../customFields/customFields.repository.ts'
import { leadOfAddress } from '../contactPoints/contactPoints.repository.ts'
import {
  emptyLeadFields,
  hasIdentity,
  toLeadFields,
  toLeadRow,
  type LeadFields,
} from './leadRecord.ts'
import type { LeadRow } from './leads.table.ts'
import { typedCustomValues } from './typedCustomValues.ts'

const { max: maxTags, maxTagLength } = leadFields.tags

export type FormAnswer = {
  /** As typed, by the input's name; what is no field of a lead is only kept in the interaction. */
  fields: Readonly<Record<string, string>>
  /**
   * What the history calls an input, in the form's language; a name that is not here is told as it
   * is.
   */
  labels: Readonly<Record<string, string>>
  /** Of the page, by which its numbers are read. */
  language: 'fr' | 'en'
  /** Between a label and what was typed, as the form's language writes it. */
  colon: string
  /** Where a new lead comes from. */
  source: string
  /** Empty adds none. */
  tag: string
  /** The interaction it leaves in the lead's history. */
  subject: string
  at: number
}

export type TakenIn = { leadId: number; email: string | null; isNew: boolean }

/** @returns null if nothing typed identifies a person */
export async function takeInLead(
  transaction: Transaction,
  answer: FormAnswer,
  now: number,
): Promise<TakenIn | null> {
  const typed = {
    ...typedFields(answer.fields),
    custom: typedCustomValues(answer.fields, await listFieldsForUpdate(transaction), {
      language: answer.language,
      now,
    }),
  }
  const known = typed.email === null ? null : await leadWithAddress(transaction, typed.email)
  const moment = Math.min(answer.at, now)
  const before =
    known === null
      ? {
          ...emptyLeadFields(moment),
          ...typed,
          source: answer.source.slice(0, leadFields.source.max) || null,
        }
      : withBlanksFilled(toLeadFields(known), typed)
  if (!hasIdentity(before)) return null
  const fields = {
    ...before,
    tags:
      answer.tag.trim() === ''
        ? before.tags
        : [...before.tags, answer.tag.trim().slice(0, maxTagLength)].slice(0, maxTags),
    lastContactAt: Math.max(before.lastContactAt ?? 0, moment),
    updatedAt: now,
  }
  const interactions =
    known === null ? 0 : await transaction.countBy('interactions', { leadId: known.id })
  const row = toLeadRow(fields, interactions + 1, now)
  let leadId = known?.id ?? 0
  if (known === null)
    leadId = Number((await transaction.insert('leads', row)).identifiers[0]?.['id'])
  else await transaction.update('leads', { id: leadId }, row)
  await addNote(
    transaction,
    leadId,
    { subject: answer.subject, content: typedText(answer), at: moment },
    now,
  )
  // Who agrees or refuses does it by the address that was typed.
  return { leadId, email: typed.email ?? row.email, isNew: known === null }
}

async function leadWithAddress(transaction: Transaction, email: string): Promise<LeadRow | null> {
  const id = await leadOfAddress(transaction, email)
  return id === null ? null : ((await transaction.findOneBy('leads', { id })) as LeadRow | null)
}

/**
 * A line in a lead's history that a program writes; does not date the last contact.
 * @returns its number
 */
export async function addNote(
  transaction: Transaction,
  leadId: number,
  note: { subject: string; content: string; at: number },
  now: number,
): Promise<number> {
  const { identifiers } = await transaction.insert('interactions', {
    leadId,
    type: 'note',
    subject: oneLine(note.subject, 200),
    content: note.content === '' ? null : note.content.slice(0, maxInteractionContent),
    occurredAt: note.at,
    createdAt: now,
  })
  return Number(identifiers[0]?.['id'])
}

/** Takes out a line that a program wrote and that no longer holds; of no effect where it is gone. */
export async function removeNote(transaction: Transaction, id: number): Promise<void> {
  await transaction.sql(`DELETE FROM interactions WHERE id = ? AND type = 'note'`, [id])
}

type Typed = Record<FormFieldName, string | null>
type TypedLead = Typed & Pick<LeadFields, 'custom'>

function typedFields(fields: Readonly<Record<string, string>>): Typed {
  const typed = formFieldNames.map((name) => {
    const { kind, max, form } = leadFields[name]
    const value = fields[form.input] ?? ''
    if (kind === 'email') return [name, typedEmail(value)]
    return [name, oneLine(kind === 'phone' ? typedPhone(value) : value, max)]
  })
  // Object.fromEntries forgets that every field a form can ask for is there.
  return Object.fromEntries(typed) as Typed
}

function typedEmail(value: string): string | null {
  const read = readEmailAddress(value)
  return read.ok ? read.address : null
}

/** Without a spreadsheet's or a link's wrapping; what cannot be read is kept as it was typed. */
function typedPhone(value: string): string {
  const read = readPhone(value)
  return read.ok ? read.phone : value
}

/**
 * Whoever knows an address can type it: what the business already knows of its owner stays. What
 * differs is read in the interaction.
 */
function withBlanksFilled(known: LeadFields, typed: TypedLead): LeadFields {
  const filled = { ...known, custom: { ...typed.custom, ...known.custom } }
  for (const name of formFieldNames) filled[name] ??= typed[name]
  return filled
}

function typedText({
  fields,
  labels,
  colon,
}: Pick<FormAnswer, 'fields' | 'labels' | 'colon'>): string {
  return (
    Object.entries(fields)
      .map(([name, value]) => [
        Object.hasOwn(labels, name) ? labels[name] : oneLine(name, 40),
        oneLine(value, 2_000),
      ])
      .filter(([, value]) => value !== null)
      // A question needs no colon after its mark.
      .map(([name, value]) => `${name}${name?.endsWith('?') === true ? ' ' : colon}${value}`)
      .join('\n')
  )
}

/** Typed text without control characters, as one line; null if nothing is left. */
function oneLine(text: string, max: number): string | null {
  const line = withoutOrderSigns(text)
    // eslint-disable-next-line no-control-regex
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
    .trim()
    .slice(0, max)
  return line === '' ? null : line
}
