// The fields of a text, with where each stands; and of an address, to judge what may become of it.
import { findForms } from './fieldForms.ts'
import { fieldMark, oneLine, type FoundField } from './fieldPlaces.ts'
import { TextBefore } from './textBefore.ts'
import { TextView } from './textView.ts'

/** Of a subject, a preview line or a text part. */
export function fieldsInText(source: string): FoundField[] {
  const before = new TextBefore()
  let last = 0
  return findForms(source).map(({ start, end, reading }) => {
    before.add(source.slice(last, start))
    last = end
    const place = before.inText('text')
    before.add(fieldMark)
    const inside = source.slice(start, end)
    // Lines of a text become lines of HTML, and nothing is one field over two of them.
    const isWhole = !inside.includes('\n') || reading.kind === 'doubtful'
    return {
      ...{ start, end, place, written: oneLine(inside), tags: { before: '', after: '' } },
      reading: isWhole ? reading : { kind: 'unknown', fallback: '' },
    }
  })
}

/** A text without the fields that `goes` says. */
export function cutFields(text: string, goes: (field: FoundField) => boolean): string {
  let [kept, last] = ['', 0]
  for (const field of fieldsInText(text).filter(goes)) {
    kept += text.slice(last, field.start)
    last = field.end
  }
  return kept + text.slice(last)
}

/**
 * An attribute's value with its fields as `fill` says, to judge what may become of it.
 * @param fill is told what is said where a value is missing
 */
export function filledValue(value: string, fill: (fallback: string) => string): string {
  const view = new TextView(value)
  view.add(0, value.length, true)
  let [filled, last] = ['', 0]
  for (const { start, end, reading } of findForms(view.text)) {
    if (reading.kind === 'doubtful') continue
    filled += value.slice(last, view.startOf(start)) + fill(reading.fallback)
    last = view.endOf(end)
  }
  return filled + value.slice(last)
}

/** An address with a sign of no meaning for each field in it, to judge the rest. */
export const withoutFields = (address: string): string => filledValue(address, () => 'x')

/** True for an address that is our link to refuse by, and nothing else. */
export function isRefusal(address: string): boolean {
  const trimmed = address.trim()
  const [field, ...others] = fieldsInText(trimmed)
  if (field?.reading.kind !== 'known' || field.reading.name !== 'unsubscribe') return false
  return others.length === 0 && field.start === 0 && field.end === trimmed.length
}
