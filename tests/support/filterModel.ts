// What a filter means, said the naive way: one lead at a time, with the calendar's own days. The SQL
// of the application is held against it.
import type { ListedLead } from '#shared/contract/crm.contract.ts'
import type { CustomField } from '#shared/contract/crm/customFields.ts'
import { foldText } from '#shared/rules/foldText.ts'
import type { FilterCondition, FilterNode } from '#shared/rules/leadFilter/filterTree.ts'

export type FilterWorld = {
  now: number
  timeZone: string
  fields: CustomField[]
  /** Addresses that are not written to, with the reason. */
  suppressed: ReadonlyMap<string, string>
  /** What the ledger says of whom, by number; of others nothing is noted. */
  bases: ReadonlyMap<number, string>
  /** Topics that a lead left, by its number. */
  topics: ReadonlyMap<number, readonly string[]>
}

const dateIn = (at: number, timeZone: string): string =>
  new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(at)
const shift = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

export function means(node: FilterNode, lead: ListedLead, world: FilterWorld): boolean {
  if ('all' in node) return node.all.every((inside) => means(inside, lead, world))
  if ('any' in node) return node.any.some((inside) => means(inside, lead, world))
  if ('none' in node) return !node.none.some((inside) => means(inside, lead, world))
  return holds(node, lead, world)
}

type Known = string | number | boolean | string[] | null

function valueOf(lead: ListedLead, field: string): Known {
  if (field.startsWith('custom.')) return lead.custom[field.slice('custom.'.length)] ?? null
  if (field === 'estimatedValue') return lead.estimatedValue === 0 ? null : lead.estimatedValue
  if (field === 'nextActionAt') return lead.nextAction?.dueAt ?? null
  const value: unknown = lead[field as keyof ListedLead]
  return typeof value === 'string' || typeof value === 'number' || Array.isArray(value)
    ? (value as Known)
    : null
}

const moments = new Set([
  'createdAt',
  'updatedAt',
  'lastContactAt',
  'lastMessageAt',
  'nextActionAt',
])

function holds(condition: FilterCondition, lead: ListedLead, world: FilterWorld): boolean {
  const { field, op } = condition
  if (op === 'isNot') return !holds({ ...condition, op: 'is' }, lead, world)
  if (op === 'notWithinDays') return !holds({ ...condition, op: 'withinDays' }, lead, world)
  if (op === 'isEmpty') return !holds({ ...condition, op: 'isFilled' }, lead, world)
  const asked = condition.value === undefined ? [] : [condition.value].flat()
  if (field === 'reachable') return asked.some((answer) => reach(answer, lead, world))
  if (field === 'legalBasis') return asked.includes(world.bases.get(lead.id) ?? 'none')
  if (field === 'topicsLeft') {
    const left = world.topics.get(lead.id) ?? []
    return op === 'isFilled' ? left.length > 0 : left.some((topic) => asked.includes(topic))
  }
  const value = valueOf(lead, field)
  if (op === 'isFilled') return Array.isArray(value) ? value.length > 0 : value !== null
  if (field === 'tags') {
    const tags = lead.tags.map((tag) => tag.toLowerCase())
    return asked.some((tag) => tags.includes(String(tag).toLowerCase()))
  }
  // No amount is an amount of nothing.
  const known = field === 'estimatedValue' ? lead.estimatedValue : value
  if (known === null) return false
  if (moments.has(field)) return day(dayOf(String(known), world.timeZone), condition, world)
  const custom = world.fields.find(({ key }) => `custom.${key}` === field)
  if (custom?.kind === 'date') return day(String(known), condition, world)
  if (typeof known === 'number') return number(known, condition)
  if (typeof known === 'boolean') return asked.includes(known)
  const texts = [known].flat().map(foldText)
  const wanted = asked.map((one) => foldText(String(one)))
  if (op === 'contains') return texts.some((text) => text.includes(wanted[0] ?? ''))
  if (op === 'startsWith') return texts.some((text) => text.startsWith(wanted[0] ?? ''))
  return texts.some((text) => wanted.includes(text))
}

/** A whole day is the same day in every zone. */
const dayOf = (known: string, timeZone: string): string =>
  known.length === 10 ? known : dateIn(Date.parse(known), timeZone)

function number(known: number, { op, value }: FilterCondition): boolean {
  const [first = 0, second = 0] = [value ?? []].flat().map(Number)
  if (op === 'above') return known > first
  if (op === 'below') return known < first
  if (op === 'between') return known >= first && known <= second
  return [value ?? []].flat().map(Number).includes(known)
}

/** Days only: moments as values are tested apart. */
function day(known: string, { op, value }: FilterCondition, world: FilterWorld): boolean {
  const today = dateIn(world.now, world.timeZone)
  const [first, second] = [value ?? []].flat()
  const count = Number(first)
  if (op === 'withinDays')
    return count >= 0
      ? known >= shift(today, -count) && known <= today
      : known >= today && known <= shift(today, -count)
  if (op === 'olderThanDays')
    return count >= 0 ? known < shift(today, -count) : known > shift(today, -count)
  if (op === 'thisMonth') return known.slice(0, 7) === today.slice(0, 7)
  if (op === 'before') return known < String(first)
  if (op === 'after') return known > String(first)
  if (op === 'between') return known >= String(first) && known <= String(second)
  return [value ?? []].flat().map(String).includes(known)
}

function reach(answer: unknown, lead: ListedLead, { suppressed }: FilterWorld): boolean {
  const { email } = lead
  const all = email === null ? [] : [email, ...lead.emails.map(({ value }) => value)]
  const isFine = all.some((address) => !suppressed.has(address))
  if (answer === true || answer === 'yes') return isFine
  if (answer === false) return !isFine
  if (answer === 'no_address') return email === null
  if (isFine || email === null) return false
  return answer === 'suppressed' || suppressed.get(email) === answer
}
