// The orders of leads.
import { z } from 'zod'
import { leadFieldNames, type LeadFieldName } from '../../leadFields/leadFields.ts'

/** Orders that an index has: each page costs the same, however many leads there are. */
const indexedNames = ['createdAt', 'name', 'score', 'estimatedValue'] as const
const derivedNames = [
  ...indexedNames,
  'nextAction',
  'lastContactAt',
  'lastMessageAt',
  'updatedAt',
] as const
/** What leads are put in order by, besides custom fields: every column that a list can have. */
export type SortName =
  (typeof derivedNames)[number] | Exclude<LeadFieldName, 'firstName' | 'lastName'>
export const sortNames = [
  ...derivedNames,
  ...leadFieldNames.filter(
    (name) => name !== 'firstName' && name !== 'lastName' && name !== 'estimatedValue',
  ),
] as SortName[]

const CustomSortName = z.templateLiteral(['custom.', z.string().regex(/^[a-z][a-z0-9_-]{0,39}$/)])
type CustomSortName = z.infer<typeof CustomSortName>

/**
 * A leading minus reverses; who has nothing there comes last, both ways. `custom.` and the key of a
 * custom field: one that is gone leaves leads as they arrived.
 */
const leadSorts = sortNames.flatMap((name) => [name, `-${name}` as const])
export const LeadSort = z.union([
  z.enum(leadSorts),
  CustomSortName,
  z.templateLiteral(['-', CustomSortName]),
])
export type LeadSort = SortName | `-${SortName}` | CustomSortName | `-${CustomSortName}`

export const sortName = (sort: LeadSort): SortName | CustomSortName =>
  // What stands behind the minus is a name again, which the type of a slice does not say.
  (sort.startsWith('-') ? sort.slice(1) : sort) as SortName | CustomSortName

export const isIndexedSort = (name: string): name is (typeof indexedNames)[number] =>
  indexedNames.some((one) => one === name)
