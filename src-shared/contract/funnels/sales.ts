// Sales and refunds of a funnel, one by one.
import { z } from 'zod'
import { PaidAmount } from '../../rules/valueSchemas.ts'
import { ById, contract, GivenTimestamp, Id, pageOf, Paging, Timestamp } from '../common.ts'

export const saleKinds = ['sale', 'refund'] as const

export const Sale = z.object({
  id: Id,
  kind: z.enum(saleKinds),
  pageId: Id,
  /** Null for a page that was deleted. */
  pageName: z.string().nullable(),
  /** Always positive: a refund takes it away. */
  amount: z.number(),
  currency: z.string(),
  soldAt: Timestamp,
  leadId: Id.nullable(),
  leadName: z.string().nullable(),
  /** Entered here, or told by a provider. */
  origin: z.enum(['manual', 'provider']),
  externalId: z.string().nullable(),
})
export type Sale = z.infer<typeof Sale>

const fields = {
  pageId: Id,
  amount: PaidAmount,
  leadId: Id.nullable(),
  soldAt: GivenTimestamp,
}

export const recordSale = contract
  .input(
    z.strictObject({
      ...{ id: Id, pageId: fields.pageId, amount: fields.amount },
      leadId: fields.leadId.default(null),
      soldAt: fields.soldAt.optional(),
      kind: z.enum(saleKinds).default('sale'),
    }),
  )
  /** In the currency of the page's offer, else of the settings. */
  .output(z.object({ currency: z.string() }))

export const sales = {
  /** Newest first. */
  list: contract.input(z.strictObject({ id: Id, ...Paging })).output(pageOf(Sale)),
  /** Fields left out keep their value; the currency stays. */
  update: contract
    .input(z.strictObject({ id: Id, ...z.strictObject(fields).partial().shape }))
    .output(Sale),
  /** Out of every figure, and told again by its provider it stays out. */
  delete: contract.input(ById).output(z.void()),
  restore: contract.input(ById).output(z.void()),
}
