// What one lead says that was two: what only the other knew fills what is blank, and what it said
// otherwise is kept beside. What finds no room is handed back, so that nothing is lost.
import type { CustomField } from '#shared/contract/crm/customFields.ts'
import { maxOtherData, maxOtherTitle, maxOtherValues } from '#shared/contract/leadFieldSchemas.ts'
import { leadFieldNames, leadFields, isOfKind } from '#shared/leadFields/leadFields.ts'
import { leadFieldWords } from '#shared/leadFields/leadFieldWords.ts'
import { customValueText, type SaidIn } from '#shared/rules/customValueText.ts'
import type { StageNames } from '#shared/rules/leads/stages.ts'
import { distinctTags } from '#shared/rules/tags.ts'
import { joinedPoints } from '../contactPoints/contactPoints.ts'
import type { LeadFields } from '../leads/leadRecord.ts'

export type MergedFields = {
  fields: LeadFields
  /** What found no room in the fields, a line or a text each: `Société (2) : Fleurs & Co`. */
  beyond: string[]
}

type Words = SaidIn & { customFields: readonly CustomField[]; stages: StageNames }

/** @param customFields the fields there are, by whose names values are kept beside */
export function mergedFields(one: LeadFields, other: LeadFields, words: Words): MergedFields {
  const beyond: string[] = []
  const told = (title: string, value: string) =>
    `${title}${words.language === 'fr' ? '\u00a0: ' : ': '}${value}`
  const otherData = new Map(Object.entries(one.otherData))
  /** Beside the first of its title; what is there already says it. */
  function keepBeside(title: string, value: string): void {
    if (valuesUnder(title, otherData).includes(value)) return
    const free = freeTitle(title, otherData)
    const isFull = otherData.size >= maxOtherValues
    if (isFull || value.length > maxOtherData) beyond.push(told(free, value))
    else otherData.set(free, value)
  }
  const taken = takenFields(one, other, words, keepBeside)
  const custom = { ...other.custom, ...one.custom }
  for (const [key, value] of Object.entries(other.custom)) {
    const gone = { name: key, kind: 'text' } as const
    const { name, kind } = words.customFields.find((field) => field.key === key) ?? gone
    if (JSON.stringify(custom[key]) !== JSON.stringify(value))
      keepBeside(second(name), customValueText(value, kind, words))
  }
  for (const [title, value] of Object.entries(other.otherData)) keepBeside(title, value)
  const tags = distinctTags([...one.tags, ...other.tags])
  const reached = joinedPoints(one, other)
  const { names } = leadFieldWords[words.language]
  for (const [name, over] of [
    [names.tags, tags.slice(leadFields.tags.max)],
    [names.email, reached.over.emails],
    [names.phone, reached.over.phones],
  ] as const)
    if (over.length > 0) beyond.push(told(name, over.join('; ')))
  const notes = one.notes === other.notes ? one.notes : joinedNotes(one.notes, other.notes, beyond)
  const fields = {
    ...taken,
    ...{ email: reached.email, phone: reached.phone, contactPoints: reached.contactPoints },
    ...{ notes, custom, otherData: Object.fromEntries(otherData) },
    tags: tags.slice(0, leadFields.tags.max),
    createdAt: Math.min(one.createdAt, other.createdAt),
    lastContactAt: Math.max(one.lastContactAt ?? 0, other.lastContactAt ?? 0) || null,
  }
  return { fields, beyond }
}

/** Fields of one line, the stage and the amount. */
function takenFields(
  one: LeadFields,
  other: LeadFields,
  words: Words,
  keepBeside: (title: string, value: string) => void,
): LeadFields {
  const { names } = leadFieldWords[words.language]
  const taken = { ...one }
  for (const name of leadFieldNames) {
    if (name === 'notes' || isOfKind(name, 'stage', 'tags', 'money', 'email', 'phone')) continue
    const [kept, given] = [one[name], other[name]]
    if (given === null || given === kept) continue
    // A reason for losing is one of a lead that is lost.
    const isRoom = kept === null && (name !== 'lostReason' || one.status === 'lost')
    if (isRoom) taken[name] = given
    else keepBeside(second(names[name]), given)
  }
  const [kept, given] = [one.estimatedValueCents, other.estimatedValueCents]
  if (kept === 0) taken.estimatedValueCents = given
  else if (given !== 0 && given !== kept)
    keepBeside(second(names.estimatedValue), customValueText(given / 100, 'money', words))
  // Where a lead stands is only said of one that was somewhere.
  if (other.status !== one.status && other.status !== 'new')
    keepBeside(second(names.status), words.stages[other.status])
  return taken
}

/** As many lines as there is room for. */
function joinedNotes(one: string | null, other: string | null, beyond: string[]): string | null {
  const both = [one, other].filter(Boolean).join('\n')
  if (both.length <= leadFields.notes.max) return both || null
  beyond.push(other ?? '')
  return one
}

/** The first of a title is the lead's own field. */
const second = (name: string): string => numbered(name, 2)
const numbered = (title: string, number: number): string => {
  const ending = ` (${number})`
  return `${title.slice(0, maxOtherTitle - ending.length)}${ending}`
}
const withoutNumber = (title: string): string => title.replace(/ \(\d+\)$/, '')

/** What was kept under a title and its numbers: `E-mail`, `E-mail (2)`, … */
const valuesUnder = (title: string, taken: ReadonlyMap<string, string>): string[] =>
  [...taken]
    .filter(([each]) => withoutNumber(each) === withoutNumber(title))
    .map(([, value]) => value)

/** The title, or with the next number that is free: `E-mail (2)`. */
function freeTitle(title: string, taken: ReadonlyMap<string, string>): string {
  if (!taken.has(title)) return title
  for (let number = 2; ; number += 1) {
    const next = numbered(withoutNumber(title), number)
    if (!taken.has(next)) return next
  }
}
