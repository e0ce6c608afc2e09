// Which column says what the address or the number of another one is called, as Google's
// `Phone 1 - Label` beside `Phone 1 - Value`.
import type { ImportMapping } from '#shared/contract/crm/imports.ts'
import { lettersOf } from '../importRefusals.ts'

const longestTitle = 200
const labelTitle =
  /^(.*\S)(?:\s*[-–—:|>/]\s*|\s+)(?:label|type|libell[ée]|typ|tipo|etiqueta|etichetta)\s*$/iu
const valueTitle = /^(.*\S)(?:\s*[-–—:|>/]\s*|\s+)(?:value|valeur|wert|valor|valore)\s*$/iu
const stemOf = (title: string, shape: RegExp): string | null => {
  const stem = shape.exec(title.slice(0, longestTitle))?.[1]
  return stem === undefined ? null : lettersOf(stem)
}

/** By the position of the column of addresses or numbers: that of its labels, which has no field. */
export function labelColumns(
  headers: readonly string[],
  mapping: ImportMapping,
): ReadonlyMap<number, number> {
  const stems = new Map<string, number>()
  for (const [index, title] of headers.entries()) {
    const stem = stemOf(title, labelTitle)
    if (stem !== null && mapping[String(index)] === undefined && !stems.has(stem))
      stems.set(stem, index)
  }
  const found = new Map<number, number>()
  for (const [index, title] of headers.entries()) {
    const field = mapping[String(index)]
    if (field !== 'email' && field !== 'phone') continue
    const labels = stems.get(stemOf(title, valueTitle) ?? lettersOf(title.slice(0, longestTitle)))
    if (labels !== undefined) found.set(index, labels)
  }
  return found
}
