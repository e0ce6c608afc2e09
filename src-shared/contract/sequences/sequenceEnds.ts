// Why somebody is no longer in a sequence.
import { z } from 'zod'

/**
 * `finished`: every step was done; `stopped`: by a step; `left_topic`: the person left what it is about;
 * `call_failed`: a program that a step calls did not answer, and the step ends it then.
 */
export const sequenceEnds = [
  'finished',
  'stopped',
  'replied',
  'bounced',
  'refused',
  'left_topic',
  'no_address',
  'not_sent',
  'call_failed',
  'won',
  'left_filter',
  'removed',
  'deleted',
  'already_there',
] as const
export const SequenceEnd = z.enum(sequenceEnds)
export type SequenceEnd = z.infer<typeof SequenceEnd>
