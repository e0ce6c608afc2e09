// Why an attribute of a message's HTML cannot stay.
import type { RemovedMarkup } from '#shared/contract/campaigns.ts'
import {
  beginsWithField,
  holdsField,
  isSafeAddress,
  isSafePictureList,
  isSafeStyle,
  withoutControls,
  withoutEntities,
} from '../htmlAddress.ts'
import {
  harmlessHeaders,
  isWords,
  linkAttributes,
  pictureAttributes,
  refusedAttributes,
} from './htmlElements.ts'
import type { HtmlAttribute } from '#shared/rules/htmlScanner.ts'

/** Where merge fields are percent-encoded when the message is rendered. */
const encodedAttributes = new Set(['href', 'src', 'srcset', 'background'])

/** @returns null for one that can stay */
export function attributeReason(
  element: string,
  { name, value, isQuoted }: HtmlAttribute,
): RemovedMarkup['reason'] | null {
  if (/(?:^|:)on/.test(name)) return 'handler'
  // A contact's name without quotes around it could bring attributes of its own.
  if (/[<{}`]/.test(name)) return 'attribute'
  if (value === null) return refusedAttributes.has(name) ? 'attribute' : null
  const hasField = holdsField(value)
  if (hasField && !isQuoted) return 'attribute'
  if (name === 'http-equiv' && element === 'meta')
    return harmlessHeaders.has(withoutEntities(value).trim().toLowerCase()) ? null : 'attribute'
  if (refusedAttributes.has(name)) return 'attribute'
  if (element === 'xml' && (name === 'src' || name === 'href')) return 'address'
  if (name === 'style') return isSafeStyle(withoutEntities(value)) ? null : 'style'
  if (name === 'srcset') return isSafePictureList(value) ? null : 'address'
  if (isWords(name)) return null
  const local = name.slice(name.indexOf(':') + 1)
  const isPicture = pictureAttributes.has(local)
  const isAddress = isPicture || linkAttributes.has(name) || linkAttributes.has(local)
  if (isAddress && hasField && beginsWithField(value) && !encodedAttributes.has(local))
    return 'address'
  if (isAddress) return isSafeAddress(value, isPicture) ? null : 'address'
  return namesScript.test(withoutControls(withoutEntities(value))) ? 'address' : null
}

/** In an attribute that is no address here, but may be one to somebody. */
const namesScript = /^\s*(?:(?:java|vb|live)script|data\s*:\s*text)\s*[:/]/i
