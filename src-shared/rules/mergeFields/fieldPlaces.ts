// Where a field stands decides what of a value may stand there: nobody's name becomes markup, a part
// of an address, or a second header.
import type { FormReading } from './fieldForms.ts'

export type FieldPlace = {
  medium: 'html' | 'text'
  /**
   * `words` are read, `value` is in an attribute, `address` in one that leads somewhere or in an
   * address that is read. In a `tag` and in a `style` nothing can be put.
   */
  kind: 'words' | 'value' | 'address' | 'tag' | 'style'
  /** In an attribute without quotes. */
  isBare: boolean
  /** Of an address: nothing stands before it. */
  isFirst: boolean
  /** Of an address: the scheme it begins with, in small letters; empty if it has none there. */
  scheme: string
  /** Of an address: behind its `?`. */
  isQuery: boolean
  /** Of words: inside a link. */
  isLinked: boolean
  /** What is there and nobody sees: outside the body, or in a box that is hidden. */
  isHidden: boolean
  /** Of an address: a person can follow it, because the link holds something to see. */
  isLink: boolean
}

export type FoundField = {
  start: number
  end: number
  reading: FormReading
  place: FieldPlace
  /** As it is seen, on one line. */
  written: string
  /** Tags an editor put between the braces, kept around the value. */
  tags: { before: string; after: string }
}

/** Stands for a field where what is before another one is looked at. */
export const fieldMark = '\ufdd0'
export const oneLine = (text: string): string => text.replace(/\s+/gu, ' ').trim()

export const anywhere: FieldPlace = {
  medium: 'text',
  kind: 'words',
  isBare: false,
  isFirst: false,
  scheme: '',
  isQuery: false,
  isLinked: false,
  isHidden: false,
  isLink: false,
}

const addressAttributes = new Set([
  ...['href', 'src', 'srcset', 'background', 'poster', 'action', 'cite', 'longdesc', 'data'],
  ...['formaction', 'usemap', 'lowsrc', 'dynsrc', 'ping', 'manifest', 'profile', 'codebase'],
])
const address = /^\s*(?:[a-z][a-z0-9+.-]*:|\/\/|www\.)\S/i

/** True for an attribute that leads somewhere, by its name or by what it says. */
export const isAddressAttribute = (name: string, value: string): boolean =>
  addressAttributes.has(name.slice(name.indexOf(':') + 1)) ||
  (name !== 'style' && address.test(value))

/** What an address says of where a field stands in it. @param before of the field, in the address */
export function inAddress(before: string): Pick<FieldPlace, 'isFirst' | 'scheme' | 'isQuery'> {
  const written = before.trimStart()
  return {
    isFirst: /^(?:https?:\/\/)?$/i.test(written),
    scheme: (/^([a-z][a-z0-9+.-]*):/i.exec(written)?.[1] ?? '').toLowerCase(),
    isQuery: written.includes('?'),
  }
}
