// A value as it may stand where its field stood.
import type { FieldPlace } from './fieldPlaces.ts'

/** For text bodies: the value as it is. */
export function plain(value: string): string {
  return value
}

/** For HTML bodies: nothing in a contact's field can become markup. */
export function escapeHtml(value: string): string {
  return value.replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`)
}

/** For subjects and other header values: one line, no control characters. */
export function headerValue(value: string): string {
  // eslint-disable-next-line no-control-regex
  return value.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim()
}

/** For a part of an address: nobody's field can become a scheme, another part, or leave it. */
export function escapeInAddress(value: string): string {
  // A lone surrogate would make encodeURIComponent throw; it is no character anyway.
  return encodeURIComponent(value.replace(/\p{Surrogate}/gu, '\ufffd')).replace(
    /['!*()]/g,
    (character) => `%${character.charCodeAt(0).toString(16)}`,
  )
}

/** A value without quotes around it has no space and no sign that ends it, and is never nothing. */
const bare = (value: string): string =>
  value === ''
    ? '&#32;'
    : value.replace(/[\s"'<>=`&]/g, (character) => `&#${character.charCodeAt(0)};`)

/** References that were typed stay what they are. */
const escapeTyped = (text: string): string =>
  escapeHtml(text).replace(/&#38;(?=[A-Za-z][A-Za-z0-9]{1,30};)/g, '&')

/**
 * @param value of a contact, or what is said where there is none
 * @param isTyped by whoever writes the message
 */
export function valueAt(place: FieldPlace, value: string, isTyped: boolean): string {
  if (place.kind === 'tag' || place.kind === 'style') return ''
  if (place.kind === 'address') return inHtml(place, addressPart(place, value))
  if (place.medium === 'text') return value
  if (place.isBare) return bare(value)
  return isTyped ? escapeTyped(value) : escapeHtml(value)
}

/** An address of ours as a whole. */
export const addressAt = (place: FieldPlace, address: string): string =>
  place.medium === 'text' ? address : inHtml(place, escapeHtml(address))

const inHtml = (place: FieldPlace, address: string) =>
  place.medium === 'html' && place.isBare && address === '' ? '&#32;' : address

const lines = /^(?:mailto|tel|sms|smsto|callto|facetime|whatsapp)$/

/** Mailboxes and numbers keep the signs they are made of. */
function addressPart({ scheme, isQuery }: FieldPlace, value: string): string {
  if (!lines.test(scheme) || isQuery) return escapeInAddress(value)
  if (scheme === 'mailto') return escapeInAddress(value).replace(/%40(?=[^%]*$)/, '@')
  return escapeInAddress(value.replace(/[\s.()/-]+/g, '')).replace(/^%2B/, '+')
}
