// Places to fill: what a writer or a template could not know stands as `[[end date]]`. One rule for
// messages and pages: with a place left nothing goes out. In a message a field that nobody here
// knows is one as well, by what is written.
import { isOneField } from './mergeFields/fieldForms.ts'
import type { FoundField } from './mergeFields/fieldPlaces.ts'
import { fieldsInHtml } from './mergeFields/htmlFields.ts'
import { fieldsInText } from './mergeFields/textFields.ts'
import {
  fieldsOfBlock,
  fieldsOfMessage,
  type Keyed,
  type MessageField,
  type MessagePart,
  type WrittenMessage,
} from './mergeFields/messageFields.ts'
import { textsIn } from './treeTexts.ts'

/** `blockKey` is null if it stands in no block. */
export type Place = { name: string; blockKey: string | null }
export type MessagePlace = Place & { part: MessagePart }
/**
 * Places that keep a text from going out; and single brackets, which may be honest words and are
 * only shown.
 */
export type Places<Kind> = { left: Kind[]; doubtful: Kind[] }

/** How a place is written. @param name without brackets */
export const placeToFill = (name: string): string => `[[${name}]]`

/** As a place is written: a field in its own braces, other words in brackets. */
export const asWritten = (name: string, brackets: '[[]]' | '[]' = '[[]]'): string =>
  isOneField(name) ? name : brackets === '[]' ? `[${name}]` : placeToFill(name)

/**
 * What is left to fill in stands out in a preview, fields that nobody here knows included; tags stay
 * as they are.
 * @param html the body, or a whole message
 */
export function withMarkedPlaces(html: string): string {
  const fields = fieldsInHtml(html)
  const unread = fields.filter(
    ({ start, end, reading, place }) =>
      reading.kind === 'unknown' && place.kind === 'words' && !/[<>]/.test(html.slice(start, end)),
  )
  // Brackets that are a field of another program are no place.
  const isField = ({ index }: RegExpExecArray) =>
    fields.some(({ start, end }) => start <= index && index < end)
  const places = [...html.matchAll(/<[^>]*>|\[\[[^[\]<>\n]{1,200}\]\]/g)]
    .filter((match) => match[0].startsWith('[') && !isField(match))
    .map(({ index, 0: words }) => ({ start: index, end: index + words.length }))
  let [shown, last] = ['', 0]
  for (const { start, end } of [...unread, ...places].sort(
    (one, other) => one.start - other.start,
  )) {
    shown += `${html.slice(last, start)}<mark style="background:#fde68a;color:#1b1c20">${html.slice(start, end)}</mark>`
    last = end
  }
  return shown + html.slice(last)
}

// A letter must be in it: `[[1]]` is a number of something.
const double = /\[\[\s*((?=[^[\]]*\p{L})[^[\]]{1,300}?)\s*\]\]/gu
// What is linked, `[page](https://…)`, is a link.
const single = /(?<!\[)\[([^[\]]{1,120})\](?![\](])/gu
/**
 * What the writer left in single brackets before there was this rule. Nobody else writes these
 * words in brackets.
 */
const formerPlaces = new Set([
  'date de fin',
  'ce qui est compris, ce qui ne l’est pas',
  'date et heure',
  'end date',
  'what is included, and what is not',
  'date and time',
])
const formerDate = /(?:à partir du|calendar:\W*from)\s*\[date\]/iu

/** The names of the places in a text, each once. */
export function placesIn(text: string): Places<string> {
  const written = [...text.matchAll(double)].map((match) => plainName(match[1]))
  const bracketed = [...text.matchAll(single)]
    .map((match) => plainName(match[1]))
    .filter((name) => /\p{L}/u.test(name))
  const isFormer = (name: string) =>
    formerPlaces.has(name) || (name === 'date' && formerDate.test(text))
  return {
    left: unique([...written, ...bracketed.filter(isFormer)]),
    doubtful: unique(bracketed.filter((name) => !isFormer(name))),
  }
}

/**
 * As `placesIn`, of what a reader sees and of what stands in attributes (an address, the words for
 * a picture).
 */
function placesInHtml(html: string): Places<string> {
  const seen = placesIn(decoded(html.replace(/<style\b[\s\S]*?<\/style>|<[^>]*>/gi, '')))
  const hidden = placesIn(decoded((html.match(/<[^>!]*\[\[[^>]*>/g) ?? []).join('\n')))
  return { left: unique([...seen.left, ...hidden.left]), doubtful: seen.doubtful }
}

/**
 * Of a message made of blocks, its blocks count; of any other, its HTML and text.
 * @param customKeys of the custom fields there are: others are left to fill in
 */
export function placesOfMessage(
  message: WrittenMessage,
  customKeys?: ReadonlySet<string>,
): Places<MessagePlace> {
  const { fromName = '', subject, preheader, html, text, blocks } = message
  const parts = (
    part: MessagePlace['part'],
    places: Places<string>,
    blockKey: string | null = null,
  ): Places<MessagePlace> => mapped(places, (name) => ({ name, part, blockKey }))
  return joined([
    parts('fromName', placesIn(plainOf(fromName))),
    parts('subject', placesIn(plainOf(subject))),
    parts('preheader', placesIn(plainOf(preheader))),
    ...(blocks === null
      ? [
          parts(
            'body',
            unitedNames([
              placesInHtml(withoutForeign(html, fieldsInHtml(html))),
              placesIn(plainOf(text ?? '')),
            ]),
          ),
        ]
      : blocks.blocks.map((block) => parts('body', placesInMailBlock(block), block.key))),
    unknownFields(fieldsOfMessage(message, customKeys)),
  ])
}

/** What a block of a message leaves to fill in, the fields that nobody here knows included. */
export const placesLeftIn = (block: Keyed, customKeys?: ReadonlySet<string>): string[] =>
  unique([
    ...placesInMailBlock(block).left,
    ...unknownFields(fieldsOfBlock(block, customKeys)).left.map(({ name }) => name),
  ])

const placesInMailBlock = (block: Keyed) =>
  unitedNames(textsIn(block).map((text) => placesIn(plainOf(text))))
const plainOf = (text: string) => withoutForeign(text, fieldsInText(text))

/** Brackets that are a field of another program are no place. */
function withoutForeign(source: string, fields: readonly FoundField[]): string {
  let [rest, last] = ['', 0]
  for (const { start, end, written } of fields) {
    if (!/^\$?\[/.test(written) || start < last) continue
    rest += `${source.slice(last, start)} `
    last = end
  }
  return rest + source.slice(last)
}

function unknownFields(fields: readonly MessageField[]): Places<MessagePlace> {
  const none = fields.filter(({ field }) => field === null)
  const place = ({ written: name, part, blockKey }: MessageField) => ({ name, part, blockKey })
  return {
    left: none.filter(({ isDoubtful }) => !isDoubtful).map(place),
    doubtful: none.filter(({ isDoubtful }) => isDoubtful).map(place),
  }
}

/**
 * Where a place stands in a text that somebody edits, brackets or braces included; null if it does
 * not.
 */
export function rangeOfPlace(text: string, name: string): { start: number; end: number } | null {
  const field = [...fieldsInText(text), ...fieldsInHtml(text)].find(
    ({ written }) => written === name,
  )
  if (field !== undefined) return { start: field.start, end: field.end }
  // As it is written: the name has its spaces and stars taken out.
  for (const { 0: words, index } of text.matchAll(/\[\[[^[\]]*\]\]|\[[^[\]]*\]/g)) {
    const { left, doubtful } = placesIn(words)
    if (left.includes(name) || doubtful.includes(name))
      return { start: index, end: index + words.length }
  }
  return null
}

type Page = { name: string; seo: { title: string; description: string }; blocks: readonly Keyed[] }

/** A page is the same for everybody: its visitors see a field as it is written. */
function placesOnPage(text: string): Places<string> {
  const { left, doubtful } = placesIn(text)
  const named = new Set(doubtful.map((name) => `[${name}]`))
  return {
    left,
    doubtful: unique([
      ...doubtful,
      ...fieldsInText(text)
        .map(({ written }) => written)
        .filter((written) => !named.has(written)),
    ]),
  }
}

export function placesOfPage({ name, seo, blocks }: Page): Places<Place> {
  const at = (places: Places<string>, blockKey: string | null): Places<Place> =>
    mapped(places, (place) => ({ name: place, blockKey }))
  return joined([
    at(unitedNames([name, seo.title, seo.description].map(placesOnPage)), null),
    ...blocks.map((block) => at(unitedNames(textsIn(block).map(placesOnPage)), block.key)),
  ])
}

/**
 * Names for a sentence, as they are written: `[[end date]], [[terms]]`.
 * @param brackets of places that may be meant: `[]`
 */
export const listOfPlaces = (
  places: readonly { name: string }[],
  brackets: '[[]]' | '[]' = '[[]]',
): string => unique(places.map(({ name }) => asWritten(name, brackets))).join(', ')

/** Words a model put into single brackets, as it was used to, become places; links stay. */
export const withPlaces = (text: string): string =>
  text.replace(single, (all, name: string) =>
    /\p{L}/u.test(name) ? placeToFill(name.trim()) : all,
  )

const unique = <T>(values: T[]): T[] => [...new Set(values)]
const plainName = (name: string | undefined) =>
  (name ?? '')
    .replace(/<[^>]*>|\*+/g, '')
    .replace(/\s+/gu, ' ')
    .trim()
const joined = <T>(all: Places<T>[]): Places<T> => ({
  left: all.flatMap(({ left }) => left),
  doubtful: all.flatMap(({ doubtful }) => doubtful),
})
const unitedNames = (all: Places<string>[]): Places<string> => {
  const { left, doubtful } = joined(all)
  return { left: unique(left), doubtful: unique(doubtful) }
}
const mapped = <T>({ left, doubtful }: Places<string>, make: (name: string) => T): Places<T> => ({
  left: left.map(make),
  doubtful: doubtful.map(make),
})
const entities: Record<string, string> = {
  '&nbsp;': ' ',
  '&amp;': '&',
  '&#39;': "'",
  '&quot;': '"',
  '&#91;': '[',
  '&#93;': ']',
  '&lsqb;': '[',
  '&rsqb;': ']',
}
const decoded = (html: string) =>
  html.replace(/&(?:nbsp|amp|quot|lsqb|rsqb|#39|#91|#93);/g, (entity) => entities[entity] ?? entity)
