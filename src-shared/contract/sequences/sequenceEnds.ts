// Why somebody is no longer in a sequence.
import { z } from 'zod'

/** `finished`: every step was done; `stopped`: by a step. */
export const sequenceEnds = [
  'finished',
  'stopped',
  'replied',
  'bounced',
  'refused',
  'no_address',
  'not_sent',
  'won',
  'left_filter',
  'removed',
  'deleted',
  'already_there',
] as const
export const SequenceEnd = z.enum(sequenceEnds)
export type SequenceEnd = z.infer<typeof SequenceEnd>
