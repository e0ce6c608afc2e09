// The one judge of e-mail addresses: import, edit, REST and the sending engine all ask here.
import { trimmedOf } from './trimmed.ts'

/** Why an address was refused. */
export type AddressProblem =
  'empty' | 'too_long' | 'forbidden_character' | 'not_one_at_sign' | 'bad_local_part' | 'bad_domain'

export type AddressResult =
  { ok: true; address: string; domain: string } | { ok: false; problem: AddressProblem }

/** In characters. */
export const maxAddressLength = 254
const maxLocalPartLength = 64

// Anything a mail library could read as a second address, a display name or a header ends here.
const forbidden =
  // eslint-disable-next-line no-control-regex
  /[\s<>()[\]\\,;:"\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]/

const localPart = /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u
const domainLabel = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/

/**
 * Reads one bare address (`local@domain`). Surrounding white space and invisible signs are
 * dropped; letters are composed (NFC), the domain is turned to punycode, everything to lower case; anything but exactly one plain address is refused.
 * @returns the address to write to and compare with, and its domain; or the problem.
 */
export function readEmailAddress(input: string): AddressResult {
  const trimmed = trimmedOf(input.normalize('NFC'), /[\s\p{Cf}]/u)
  if (trimmed === '') return { ok: false, problem: 'empty' }
  if (trimmed.length > maxAddressLength) return { ok: false, problem: 'too_long' }
  if (forbidden.test(trimmed)) return { ok: false, problem: 'forbidden_character' }
  const parts = trimmed.split('@')
  if (parts.length !== 2) return { ok: false, problem: 'not_one_at_sign' }
  const [local, rawDomain] = parts as [string, string]
  if (local.length === 0 || local.length > maxLocalPartLength || !localPart.test(local))
    return { ok: false, problem: 'bad_local_part' }
  const domain = asciiDomain(rawDomain)
  if (domain === null) return { ok: false, problem: 'bad_domain' }
  // Local parts that differ only in case reach the same person everywhere; one spelling keeps
  // people from being written to twice.
  const address = `${local.toLowerCase().normalize('NFC')}@${domain}`
  return { ok: true, address, domain }
}

/** True if `readEmailAddress` accepts the value. */
export function isEmailAddress(input: string): boolean {
  return readEmailAddress(input).ok
}

/** What stands behind the last `@`. */
export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1)

/**
 * A domain name in lower-case ASCII (punycode), or null if it is none. At least two labels; no
 * address literals.
 */
export function asciiDomain(input: string): string | null {
  const ascii = /^[\u0021-\u007e]+$/.test(input) ? input.toLowerCase() : punycode(input)
  if (ascii === null || ascii.length > 253) return null
  const labels = ascii.split('.')
  if (labels.length < 2 || !labels.every((label) => domainLabel.test(label))) return null
  const last = labels[labels.length - 1] as string
  return /^[0-9]+$/.test(last) ? null : ascii
}

function punycode(input: string): string | null {
  // Both runtimes have the WHATWG URL parser, which applies IDNA; its type is asked for by shape
  // because this root has no DOM.
  const { URL } = globalThis as unknown as {
    URL: { canParse(url: string): boolean; new (url: string): { hostname: string } }
  }
  if (/[/?#@:\\%]/.test(input)) return null
  const url = `http://${input}/`
  return URL.canParse(url) ? new URL(url).hostname : null
}
