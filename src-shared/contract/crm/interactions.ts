// What happened between the business and a lead: mails, calls, meetings, notes.
import { z } from 'zod'
import { GivenTimestamp, Id, Timestamp } from '../common.ts'
import { optionalLine } from '../leadFieldSchemas.ts'
import { text } from '../../rules/valueSchemas.ts'

export const interactionTypes = ['email', 'call', 'meeting', 'note'] as const
export const InteractionType = z.enum(interactionTypes)
export const Interaction = z.object({
  id: Id,
  leadId: Id,
  type: InteractionType,
  subject: z.string().nullable(),
  content: z.string().nullable(),
  occurredAt: Timestamp,
  createdAt: Timestamp,
  /**
   * Written down by the application itself, of a form that was sent or a sale: a fact, which is
   * neither changed nor deleted by hand.
   */
  isMeasured: z.boolean(),
})
export type Interaction = z.infer<typeof Interaction>

/** Longest text of one, in characters. */
export const maxInteractionContent = 20_000

export const InteractionDraft = z.strictObject({
  type: InteractionType,
  subject: optionalLine(200).optional(),
  content: text(maxInteractionContent).nullable().optional(),
  occurredAt: GivenTimestamp.optional(),
})
/** Fields left out keep their value. */
export const InteractionChange = z.strictObject({ id: Id, ...InteractionDraft.partial().shape })
