// What a list says of a lead besides the lead.
import { z } from 'zod'
import { Id, Timestamp } from '../common.ts'
import { taskKinds } from './tasks.ts'

export const listedShape = {
  /** The most pressing open task: the day or the moment it is due, null without one. */
  nextAction: z
    .object({
      id: Id,
      /** Empty of a planned interaction without a subject: its kind says what it is. */
      title: z.string(),
      kind: z.enum(taskKinds),
      dueAt: z.string().nullable(),
    })
    .nullable(),
  /** When the lead came into its stage: that it arrived, where no move is on record. */
  stageSince: Timestamp,
  /** The last message of ours that a server took, a mailing or a letter. */
  lastMessageAt: Timestamp.nullable(),
}
