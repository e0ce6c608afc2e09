// What the application knows of newer versions of itself.
import { z } from 'zod'
import { Timestamp } from '../common.ts'

/**
 * Why none is looked for: not a package with an updater (run from its sources, or installed by npm,
 * which brings it up to date), no address in the package, no key to believe a list by.
 */
export const UpdatesLeft = z.enum(['not_packaged', 'no_address', 'no_key'])
export type UpdatesLeft = z.infer<typeof UpdatesLeft>

/**
 * Why the last look came to nothing. `not_signed`: the list has no signature of ours;
 * `not_acceptable`: what it offers breaks a rule; `damaged`: the file is not what the list says.
 */
export const UpdateProblem = z.enum([
  'unreachable',
  'not_signed',
  'not_acceptable',
  'damaged',
  'disk_full',
  'failed',
])
export type UpdateProblem = z.infer<typeof UpdateProblem>

/**
 * `told`: to be installed by the user, since the system's packages are the system's. `waiting`:
 * until no message is being sent. `fetched`: installed when the application is quit.
 */
export const UpdateStage = z.enum(['told', 'waiting', 'fetching', 'fetched'])

export const UpdateState = z.object({
  left: UpdatesLeft.nullable(),
  checkedAt: Timestamp.nullable(),
  isChecking: z.boolean(),
  problem: UpdateProblem.nullable(),
  /** `notes`: what is new, as the release says it, in Markdown; empty where it says nothing. */
  offered: z
    .object({
      version: z.string(),
      notes: z.object({ fr: z.string(), en: z.string() }),
      stage: UpdateStage,
    })
    .nullable(),
})
export type UpdateState = z.infer<typeof UpdateState>
