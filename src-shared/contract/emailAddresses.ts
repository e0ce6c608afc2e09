// E-mail addresses as the contract takes them: one bare address each.
import { z } from 'zod'
import { isEmailAddress, readEmailAddress } from '../rules/emailAddress.ts'

/** One bare address, needed. */
export const Address = z
  .string()
  .max(320)
  .refine(isEmailAddress, 'not a plain e-mail address')
  .transform((value) => {
    const read = readEmailAddress(value)
    return read.ok ? read.address : value
  })

/** One bare address, or nothing yet: a draft may be incomplete. */
export const AddressOrNull = z.union([Address, z.literal('').transform(() => null), z.null()])
