// How texts are put together from what the user wrote: topics that fit any sentence, a business's
// name, tutoiement, seeded choices.
import type { FormOfAddress } from '#shared/contract/settings.contract.ts'
import { cutFields } from '#shared/rules/mergeFields/textFields.ts'
import { insertName } from '#shared/rules/businessPlaces.ts'
import { shortened } from '#shared/rules/shortened.ts'
import type { Language } from '#shared/contract/settings.contract.ts'

/**
 * A topic in the shapes sentences need. Whatever was typed (a phrase, a sentence, HTML, a page of
 * text), each fits its place.
 */
export type Topic = {
  /** All of it, on one line, without markup. */
  whole: string
  /** Begins with a capital; at most 110 characters. For headings. */
  headline: string
  /** As typed, without a last full stop or question mark; at most 80 characters. After a colon. */
  short: string
  /** As `short`, at most 44 characters: room for a few words in a subject. */
  brief: string
  /** The headline leaves something out. */
  isCut: boolean
}

/**
 * Words that are written small after a colon, French and English, unless a capital follows: Le
 * Havre, The Bakery. Anything else may be a name and stays as typed.
 */
const begins =
  /^(Les?|La|Une?|Des|Nos|Notre|Votre|Vos|Comment|Pourquoi|Quand|Nous|Vous|On|Ce|Cette|Ces|The|An?|Our|Your|How|Why|When|We|You|This|These)(?=\s+[^\p{Lu}])|^L(?=[’'][^\p{Lu}])/u

export function topicOf(typed: string): Topic {
  // What would be nothing but markup is still what the user wrote.
  const whole =
    [plainLine(typed), typed.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()].find((line) =>
      /[\p{L}\p{N}]/u.test(line),
    ) ?? ''
  const bare = whole.replace(/[\s.…;:,]+$/u, '')
  const unasked = bare.replace(/[\s?!.…;:,]+$/u, '')
  const headline = capitalised(shortened(bare, { signs: 110, units: 190 }))
  const inside = unasked.replace(begins, (word) => word.toLowerCase())
  return {
    whole,
    headline,
    short: shortened(inside, { signs: 80, units: 120 }),
    brief: shortened(inside, { signs: 44, units: 66 }),
    isCut: headline.endsWith('…') && !bare.endsWith('…'),
  }
}

/** One line without tags, and without what rich text and merge fields would read as markup. */
export function plainLine(typed: string): string {
  return cutFields(withoutMarkup(typed), ({ reading }) => reading.kind === 'unknown').trim()
}
const withoutMarkup = (typed: string): string =>
  typed
    .normalize('NFC')
    .replace(/<\/?[a-z!][^<>]*>/giu, ' ')
    .replace(/\{\{+|\}\}+/gu, ' ')
    .replace(/\[|\]/gu, (bracket) => (bracket === '[' ? '(' : ')'))
    .replace(/[*_`]+/gu, ' ')
    .replace(/[\p{C}\p{Z}\s]+/gu, ' ')
    .trim()
    .replace(/^[-–—•#\s]+/u, '')

/** Quotes, brackets, signs and emoji may stand before the first word of a sentence. */
const firstWord = /^[^\p{L}\p{N}]*(\p{Ll}[\p{L}\p{M}]*)(?=(.?))/u

/**
 * The sentence with a capital at its beginning. What begins with a number is begun already
 * ("20 % sur tout"), and a word with a spelling of its own keeps it: iPhone, webox.fr, @atelier.
 */
export function capitalised(text: string): string {
  const [start = '', word = '', next = ''] = firstWord.exec(text) ?? []
  const isOwnSpelling =
    /\p{Lu}|\p{N}/u.test(word.slice(1)) ||
    /\p{N}/u.test(next) ||
    /[@#]$/u.test(start.slice(0, -word.length)) ||
    /^[\p{L}\p{M}-]+(?:\.\p{L}{2,}|@|:\/\/)/u.test(text.slice(start.length - word.length))
  if (word === '' || isOwnSpelling) return text
  const at = start.length - word.length
  const [letter = ''] = word
  return text.slice(0, at) + letter.toLocaleUpperCase('fr') + text.slice(at + letter.length)
}

/** `de` before a name, as French joins it: d’Atelier, de Fournil, du Fournil (Le Fournil). */
export const ofName = (name: string): string => insertName('de {}', 'fr', '{}', () => name)

/** `‹vous avez|tu as›` → the one that is meant. */
export const inFormOfAddress = (text: string, register: FormOfAddress): string =>
  text.replace(/‹([^›|]*)\|([^›|]*)›/gu, register === 'vous' ? '$1' : '$2')

/** What `worded` fills. */
export const placeholders = [
  'topic.',
  'topic',
  'Topic',
  'brief',
  'Brief',
  'business',
  'of business',
] as const

export type Values = { topic: Topic; business: string; register: FormOfAddress; language: Language }

/**
 * Fills a sentence: {topic} within it, {topic.} at its end (a question keeps its mark), {Topic} at
 * its beginning, {brief} in a subject,
 * {business}, {of business}.
 */
export function worded(text: string, { topic, business, register, language }: Values): string {
  const ending = /[?!]$/u.exec(topic.whole)?.[0]
  const last = topic.short.endsWith('…')
    ? ''
    : ending === undefined
      ? '.'
      : language === 'fr'
        ? ` ${ending}`
        : ending
  return inFormOfAddress(text, register).replace(
    /\{(topic\.|topic|Topic|brief|Brief|business|of business)\}(\.?)/gu,
    (_all, name: string, stop: string) => ended(valueOf(name), stop),
  )

  function valueOf(name: string): string {
    switch (name) {
      case 'topic.':
        return topic.short + last
      case 'topic':
        return topic.short
      case 'Topic':
        return capitalised(topic.short)
      case 'brief':
        return topic.brief
      case 'Brief':
        return capitalised(topic.brief)
      case 'business':
        return business
      default:
        return language === 'fr' ? ofName(business) : `of ${business}`
    }
  }
}

/** A full stop after a name that ends with a mark of its own (Dupont & Cie.) is one too many. */
const ended = (text: string, stop: string): string =>
  /[.?!…]["»”)]?$/u.test(text) ? text : text + stop

/** The same brief chooses the same words; another brief may choose others. */
export function chooser(seed: string): <T>(choices: readonly T[], place: string) => T {
  return (choices, place) => {
    // FNV-1a: short, well spread, and the same on every machine.
    let hash = 0x811c9dc5
    for (const character of `${place}\u0000${seed}`)
      hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
    return choices[(hash >>> 0) % choices.length] as (typeof choices)[number]
  }
}
