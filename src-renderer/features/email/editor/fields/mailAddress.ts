// Addresses as people type them into a message: without a scheme, or a bare e-mail address.
import { MailLink, PictureAddress } from '#shared/blocks/mail/mailFields.ts'
import { isEmailAddress } from '#shared/rules/emailAddress.ts'

const withScheme = (typed: string) =>
  /^[\p{L}\d-]+(\.[\p{L}\d-]+)+(\/|$)/u.test(typed) ? `https://${typed}` : typed

/** Returns null if a click may not lead there. */
export function readMailLink(typed: string): string | null {
  const trimmed = typed.trim()
  const address = isEmailAddress(trimmed) ? `mailto:${trimmed}` : withScheme(trimmed)
  return MailLink.safeParse(address).success ? address : null
}
/** Returns null if no picture may come from there. */
export function readPictureAddress(typed: string): string | null {
  const address = withScheme(typed.trim())
  return PictureAddress.safeParse(address).success ? address : null
}
