// What a person types, as an expression of SQLite's full-text search, and the same question asked
// of one text.

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
  /** True for a text that `exact` matches. */
  matches(text: string): boolean
}

/**
 * Every word must begin a word of the row, in any order, accents and case ignored: `emma mart`
 * finds Emma Martin.
 * Characters that are no letters or digits only part words, so nothing typed can be an operator.
 * @returns null if nothing searchable was typed (`%` alone finds nothing)
 */
export function searchTerms(typed: string): SearchTerms | null {
  const words = joinDigits(typed.normalize('NFC')).match(/[\p{L}\p{N}\p{M}]+/gu)
  if (words === null) return null
  const expression = (parts: string[]) => parts.map((word) => `"${word}"*`).join(' AND ')
  const folded = words.map(fold)
  // Cut as typed: the index folds Latin letters only, and finds nothing for what was folded here
  // beyond that (й, が, 김).
  const cut = words.map((word) => [...word].slice(0, indexedPrefix).join(''))
  return {
    exact: expression(words),
    quick: expression(cut),
    isCut: cut.some((word, index) => word !== words[index]),
    matches(text) {
      const row = fold(text)
      return folded.every((word) => hasWordBeginning(row, word))
    },
  }
}

/**
 * Phone numbers are kept as one run of digits: `06 12 34` and `+33 (0)6.12` are typed in pieces.
 */
function joinDigits(typed: string): string {
  return typed.replace(/(?:\+|\b0)\d[\d\s\u00a0.()-]*\d/g, (number) =>
    number.replace(/\(0\)|\D/g, '').replace(/^00/, ''),
  )
}

function hasWordBeginning(row: string, word: string): boolean {
  for (let at = row.indexOf(word); at >= 0; at = row.indexOf(word, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(row.charAt(at - 1))) return true
  }
  return false
}

/** Lower case without accents, as the index folds (`unicode61 remove_diacritics 2`). */
function fold(text: string): string {
  // Most rows are plain ASCII, and this runs over hundreds of them for each letter typed.
  // eslint-disable-next-line no-control-regex
  return /^[\u0000-\u007f]*$/.test(text)
    ? text.toLowerCase()
    : text
        .normalize('NFD')
        .replace(/\p{M}+/gu, '')
        .toLowerCase()
}
