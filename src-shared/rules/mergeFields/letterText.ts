// The words of a letter: what is known of its person stands in it before the writer's eyes, and
// nothing is filled in behind them.
import { placesIn, asWritten } from '../placesToFill.ts'
import { allowedIn } from './messageFields.ts'
import { compileText, renderTemplate } from './mergeTemplate.ts'
import type { FieldName, FieldValues } from './mergeFieldNames.ts'

/** A text with the fields that something stands for filled in; the others as they are written. */
export type LetterText = {
  text: string
  /** Fields that nothing stands for, and places to fill, as they are written: each once. */
  left: string[]
}

/**
 * @param values by field: of the person, the business and the year
 * @param customKeys of the custom fields there are
 */
export function letterText(
  source: string,
  values: FieldValues,
  customKeys: ReadonlySet<string>,
): LetterText {
  // A letter has its way to refuse at its end, and neither itself nor a preview line to name.
  const template = compileText(source, allowedIn('subject', customKeys))
  const left: string[] = []
  let text = template.literals[0] ?? ''
  for (const [index, slot] of template.slots.entries()) {
    const { reading, written } = slot
    const isLeft =
      reading.kind !== 'known' || (!isSaid(values, reading.name) && reading.fallback === '')
    if (isLeft) left.push(written)
    text += isLeft
      ? written
      : renderTemplate({ ...template, literals: ['', ''], slots: [slot] }, values)
    text += template.literals[index + 1] ?? ''
  }
  const places = placesIn(template.literals.join(' ')).left.map((name) => asWritten(name))
  return { text, left: [...new Set([...left, ...places])] }
}

const isSaid = (values: FieldValues, name: FieldName): boolean =>
  values[name] !== undefined && values[name] !== null && values[name] !== ''
