// Views: columns, order, filter and look of the leads under a name.
import { z } from 'zod'
import { leadFieldNames, type LeadFieldName } from '../../leadFields/leadFields.ts'
import { customKeyOf } from '../../rules/leadFilter/filterFields.ts'
import { line } from '../../rules/valueSchemas.ts'
import { ById, contract, DeletedItem, Id, Timestamp } from '../common.ts'
import { LeadFilter } from './leadFilter.ts'
import { LeadSort } from './leadSort.ts'

const derivedColumns = [
  'name',
  'score',
  'nextAction',
  'lastContactAt',
  'lastMessageAt',
  'createdAt',
  'updatedAt',
] as const
export type ViewColumnName =
  (typeof derivedColumns)[number] | Exclude<LeadFieldName, 'firstName' | 'lastName'>
/** Columns that every business has: both names stand in one. */
export const viewColumnNames: readonly ViewColumnName[] = [
  ...derivedColumns,
  ...leadFieldNames.filter((name) => name !== 'firstName' && name !== 'lastName'),
]
export const isViewColumn = (key: string): key is ViewColumnName =>
  viewColumnNames.some((name) => name === key)

/** Widths in CSS pixels. */
export const narrowestColumn = 48
export const widestColumn = 900

export const ViewColumn = z.strictObject({
  /** One of the above, or `custom.` and the key of a custom field; one that is gone is not shown. */
  key: line(120).refine(
    (key) => isViewColumn(key) || (customKeyOf(key) ?? '') !== '',
    `write one of ${viewColumnNames.join(', ')}, or custom. and the key of a custom field`,
  ),
  /** Left out: as wide as the list gives it. */
  width: z.int().min(narrowestColumn).max(widestColumn).optional(),
})
export type ViewColumn = z.infer<typeof ViewColumn>

export const ViewContent = z.strictObject({
  look: z.enum(['list', 'board']).default('list'),
  /** In the order in which they stand; empty: those the list begins with. */
  columns: z
    .array(ViewColumn)
    .max(60)
    .refine(
      (columns) => new Set(columns.map(({ key }) => key)).size === columns.length,
      'each column stands once',
    )
    .default([]),
  sort: LeadSort.default('-createdAt'),
  filter: LeadFilter.default({}),
})
export type ViewContent = z.infer<typeof ViewContent>

export const View = z.object({
  id: Id,
  name: z.string(),
  content: ViewContent,
  createdAt: Timestamp,
  updatedAt: Timestamp,
})
export type View = z.infer<typeof View>

export const ViewDraft = z.strictObject({
  name: line(80).refine((name) => name !== '', 'a view has a name'),
  content: ViewContent,
})
/** What is left out stays. */
export const ViewChange = z.strictObject({ id: Id, ...ViewDraft.partial().shape })

export const views = {
  /** By name. */
  list: contract
    .route({ method: 'GET', path: '/marketing/views' })
    .output(z.object({ items: z.array(View) })),
  create: contract
    .route({ method: 'POST', path: '/marketing/views', successStatus: 201 })
    .input(ViewDraft)
    .output(View),
  update: contract
    .route({ method: 'PUT', path: '/marketing/views/{id}' })
    .input(ViewChange)
    .output(View),
  delete: contract
    .route({ method: 'DELETE', path: '/marketing/views/{id}', successStatus: 204 })
    .input(ById)
    .output(z.void()),
  restore: contract.input(ById).output(View),
  deleted: contract.output(z.array(DeletedItem)),
}
