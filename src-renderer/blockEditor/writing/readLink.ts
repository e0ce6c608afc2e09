// An address as somebody types it, as the address of a link.
import { isEmailAddress } from '#shared/rules/emailAddress.ts'
import { isSafeLink } from '#shared/rules/pages/pageText.ts'

/** Null if it cannot be one: https and mail addresses only. */
export function readLink(typed: string): string | null {
  const address = typed.trim()
  if (isSafeLink(address)) return address
  if (isEmailAddress(address)) return `mailto:${address}`
  const whole = `https://${address.replace(/^http:\/\//i, '')}`
  return /^[^\s:/]+\.[^\s:/]+/.test(address.replace(/^http:\/\//i, '')) && isSafeLink(whole)
    ? whole
    : null
}
