// What two descriptions of one person say differently: it is kept in the notes, line by line, when
// the two become one.
import { isLineField, leadFieldNames, leadFields } from '#shared/leadFields/leadFields.ts'
import { leadFieldWords } from '#shared/leadFields/leadFieldWords.ts'
import { addressesOf } from '../contactPoints/contactPoints.ts'
import type { LeadFields } from './leadRecord.ts'

/** What the other says differently and has no place: `Téléphone : 06 11`. */
export function differingLines(kept: LeadFields, other: LeadFields): string[] {
  const { names } = leadFieldWords.fr
  const lines = leadFieldNames.filter(isLineField).flatMap((name) => {
    const [here, there] = [kept[name], other[name]]
    const isSame =
      here === null ||
      there === null ||
      here.toLowerCase() === there.toLowerCase() ||
      (name === 'email' && addressesOf(kept).includes(there))
    return isSame ? [] : [`${names[name]} : ${there}`]
  })
  const [here, there] = [kept.estimatedValueCents, other.estimatedValueCents]
  if (here !== 0 && there !== 0 && here !== there)
    lines.push(`${names.estimatedValue} : ${there / 100}`)
  return lines
}

/** Adds the lines that are not there yet, as long as there is room. */
export function addLines(notes: string | null, lines: readonly string[]): string | null {
  const there = new Set(notes?.split('\n'))
  const fresh = lines.filter((line) => line.trim() !== '' && !there.has(line))
  if (fresh.length === 0) return notes
  return [...(notes === null ? [] : [notes]), ...fresh].join('\n').slice(0, leadFields.notes.max)
}
