// What leads have in a field by now, to choose from.
import { z } from 'zod'
import { contract } from '../common.ts'

export const usedValueFields = ['owner', 'lostReason', 'source'] as const
export type UsedValueField = (typeof usedValueFields)[number]

/** The most used first, two hundred at most. */
export const usedValues = contract
  .route({ method: 'GET', path: '/marketing/leads/values/{field}' })
  .input(z.strictObject({ field: z.enum(usedValueFields) }))
  .output(z.object({ items: z.array(z.object({ value: z.string(), count: z.int() })) }))
