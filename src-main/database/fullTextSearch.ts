// What a person types, as an expression of SQLite's full-text search.

/**
 * Every word must begin a word of the row, in any order, accents and case ignored: `emma mart` finds Emma Martin.
 * Characters that are no letters or digits only part words, so nothing typed can be an operator.
 * @returns null where nothing searchable was typed (`%` alone finds nothing)
 */
export function searchExpression(typed: string): string | null {
  const words = typed.normalize('NFC').match(/[\p{L}\p{N}\p{M}]+/gu)
  return words === null ? null : words.map((word) => `"${word}"*`).join(' AND ')
}
