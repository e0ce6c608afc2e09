// What the desktop application offers on this computer; a page in a browser has none of it.
import { z } from 'zod'
import { contract } from '../common.ts'

export const DesktopState = z.object({
  /** Null where it cannot: it is not installed by a package. */
  startsWithComputer: z.boolean().nullable(),
  /** By the dictionaries of the system. */
  checksSpelling: z.boolean(),
})
export type DesktopState = z.infer<typeof DesktopState>

export const desktop = {
  /** Null in a browser. */
  state: contract.output(DesktopState.nullable()),
  startWithComputer: contract
    .input(z.strictObject({ isOn: z.boolean() }))
    .output(DesktopState.nullable()),
}
