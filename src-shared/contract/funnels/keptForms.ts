// Forms that visitors sent and that could not become a lead: kept whole until somebody looks.
import { z } from 'zod'
import { ById, contract, Id, Timestamp } from '../common.ts'

/**
 * `no_identity`: nothing says who it was. `address`: an e-mail address that cannot be written to.
 * `sealed`: it does not open, because it was sealed for other keys or changed on its way.
 */
export const keptFormProblems = ['no_identity', 'address', 'sealed'] as const

export const KeptForm = z.object({
  /** Null for one that does not open: nothing can be done with it here. */
  id: Id.nullable(),
  at: Timestamp,
  funnelId: Id.nullable(),
  funnelName: z.string().nullable(),
  pageName: z.string().nullable(),
  problem: z.enum(keptFormProblems),
  /** As it was typed, by the name of the input. */
  fields: z.array(z.object({ name: z.string(), label: z.string(), value: z.string() })),
  consent: z.boolean(),
})
export type KeptForm = z.infer<typeof KeptForm>

export const keptForms = {
  /** The oldest first, at most 200. */
  list: contract.output(z.object({ items: z.array(KeptForm) })),
  /** Makes it a lead, with these answers in the place of those that could not be used. */
  resolve: contract
    .input(z.strictObject({ id: Id, fields: z.record(z.string().max(40), z.string().max(2_000)) }))
    .output(z.object({ leadId: Id })),
  /** Takes it off the list. */
  delete: contract.input(ById).output(z.void()),
  restore: contract.input(ById).output(z.void()),
}
