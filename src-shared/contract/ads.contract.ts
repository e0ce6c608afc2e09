// What can be asked about ad campaigns: a register kept by hand. No network is asked; every result
// was typed in or imported.
import { z } from 'zod'
import { ById, contract, Id, pageOf, Paging, Timestamp } from './common.ts'
import { Amount, line, text } from '../rules/valueSchemas.ts'

export const adStatuses = ['draft', 'active', 'paused', 'completed', 'archived'] as const
export const AdStatus = z.enum(adStatuses)
export type AdStatus = z.infer<typeof AdStatus>

/**
 * Where results come from: typed in here, or brought from another application. Neither was measured
 * by this one.
 */
export const resultOrigins = ['entered', 'imported'] as const

const named = (max: number) => line(max).refine((value) => value !== '', 'must not be empty')
/** A web address, or nothing. */
const Address = z.union([
  z.url({ protocol: /^https?$/ }).max(2_000),
  z.literal('').transform(() => null),
  z.null(),
])
const Count = z.int().min(0).max(1e12).nullable()

const adFields = {
  name: named(255),
  /** Freely named: Facebook, Google, a newspaper. */
  platform: named(100),
  status: AdStatus,
  description: text(5_000),
  headline: line(500),
  adCopy: text(10_000),
  imageUrl: Address,
  videoUrl: Address,
  audience: text(5_000),
  dailyBudget: Amount.nullable(),
  totalBudget: Amount.nullable(),
  startsOn: z.iso.date().nullable(),
  endsOn: z.iso.date().nullable(),
  impressions: Count,
  clicks: Count,
  conversions: Count,
  spent: Amount.nullable(),
}

/** Fields left out are empty, or keep their value on a change. */
export const AdDraft = z.strictObject({
  ...z.strictObject(adFields).partial().shape,
  name: adFields.name,
  platform: adFields.platform,
})
export type AdDraft = z.infer<typeof AdDraft>
export const AdChange = z.strictObject({ id: Id, ...z.strictObject(adFields).partial().shape })

export const Ad = z.object({
  id: Id,
  name: z.string(),
  platform: z.string(),
  status: AdStatus,
  description: z.string(),
  headline: z.string(),
  adCopy: z.string(),
  imageUrl: z.string().nullable(),
  videoUrl: z.string().nullable(),
  audience: z.string(),
  dailyBudget: z.number().nullable(),
  totalBudget: z.number().nullable(),
  startsOn: z.string().nullable(),
  endsOn: z.string().nullable(),
  /** Results; null is "not known". */
  impressions: z.int().nullable(),
  clicks: z.int().nullable(),
  conversions: z.int().nullable(),
  spent: z.number().nullable(),
  resultsOrigin: z.enum(resultOrigins),
  /**
   * Clicks in percent of impressions; null if a part is not known or the divisor is 0. So are
   * the two costs.
   */
  ctr: z.number().nullable(),
  cpc: z.number().nullable(),
  cpa: z.number().nullable(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
})
export type Ad = z.infer<typeof Ad>

export const ads = {
  /** Last changed first. */
  list: contract
    .route({ method: 'GET', path: '/marketing/ads' })
    .input(z.strictObject({ ...Paging, search: line(200).optional(), status: AdStatus.optional() }))
    .output(pageOf(Ad)),
  create: contract
    .route({ method: 'POST', path: '/marketing/ads', successStatus: 201 })
    .input(AdDraft)
    .output(Ad),
  get: contract.route({ method: 'GET', path: '/marketing/ads/{id}' }).input(ById).output(Ad),
  update: contract.route({ method: 'PUT', path: '/marketing/ads/{id}' }).input(AdChange).output(Ad),
  delete: contract
    .route({ method: 'DELETE', path: '/marketing/ads/{id}', successStatus: 204 })
    .input(ById)
    .output(z.void()),
  /** Takes the deletion back, within ten minutes of it and while the application runs. */
  restore: contract.input(ById).output(Ad),
}
