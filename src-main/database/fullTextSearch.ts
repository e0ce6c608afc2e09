// What a person types, as an expression of SQLite's full-text search, and the same question asked
// of one text. Both sides are folded by one rule, so the index itself folds nothing.
import { foldText } from '#shared/rules/foldText.ts'
import { phoneBeginnings } from '#shared/rules/phoneNumber.ts'

/**
 * Longest word beginning the index keeps ready (`prefix='1 2 3 4'` in the migration): longer ones
 * cost by the number of matches.
 */
const indexedPrefix = 4

export type SearchTerms = {
  /** Matches exactly what was typed. */
  exact: string
  /** Matches at least that, always quickly: words are cut to what the index keeps ready. */
  quick: string
  /** True if `quick` may match more than `exact`. */
  isCut: boolean
  /** True for the words of a row (folded, single spaces between) that `exact` matches. */
  matches(words: string): boolean
}

/** Word beginnings that must all be there. A term asks for one of several such lists. */
type Beginnings = string[]
type Term = Beginnings[]

/** A run of digits as phone numbers are written, no part of a word. */
const digitRun = /(?<![\p{L}\p{N}])[+(]*\d(?:[\d\s()./_+-]*\d)?(?![\p{L}\p{N}])/gu
/** What stands before a number in a link or on a card. */
const phoneLabel = /(?<![\p{L}\p{N}])(?:tel|callto|sms)\s*\.?\s*:\s*(?=[+(]*\d)/gu
const word = /[\p{L}\p{N}]+/gu

/**
 * Every word must begin a word of the row, in any order, accents and case ignored: `emma mart`
 * finds Emma Martin. Digits typed in pieces are looked for as one phone number as well.
 * Characters that are no letters or digits only part words, so nothing typed can be an operator.
 * @returns null if nothing searchable was typed (`%` alone finds nothing)
 */
export function searchTerms(typed: string): SearchTerms | null {
  const folded = foldText(typed).replace(phoneLabel, '')
  const words = folded.replace(digitRun, ' ').match(word) ?? []
  const terms: Term[] = [
    ...words.map((one): Term => [[one]]),
    ...[...folded.matchAll(digitRun)].map(([run]) => digitTerm(run)),
  ]
  if (terms.length === 0) return null
  const cut = terms.map((term) => term.map((all) => all.map(cutBeginning)))
  const exact = expression(terms)
  const quick = expression(cut)
  return {
    exact,
    quick,
    isCut: exact !== quick,
    matches(row) {
      const text = ` ${row}`
      return terms.every((term) =>
        term.some((all) => all.every((beginning) => text.includes(` ${beginning}`))),
      )
    },
  }
}

const cutBeginning = (text: string): string => [...text].slice(0, indexedPrefix).join('')

/** What may be a phone number, or a part of one; or as many words as were typed: `Garage 24 12`. */
function digitTerm(run: string): Term {
  const phones = phoneBeginnings(run).map((beginning): Beginnings => [beginning])
  const pieces = run.match(word) ?? []
  return pieces.length > 1 && !/^[(]*(?:\+|00)/.test(run) ? [...phones, pieces] : phones
}

function expression(terms: Term[]): string {
  return terms
    .map((term) => {
      const lists = term.map((all) => all.map((one) => `"${one}"*`).join(' AND '))
      return lists.length === 1 ? lists[0] : `(${lists.map((list) => `(${list})`).join(' OR ')})`
    })
    .join(' AND ')
}
