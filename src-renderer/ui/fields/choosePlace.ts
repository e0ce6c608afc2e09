// Finds a place to fill in among the fields of a form and selects it, so that typing replaces it.
import { placesIn } from '#shared/rules/placesToFill.ts'

/** @returns false if no field holds it */
export function choosePlace(fields: HTMLElement | null, name: string): boolean {
  for (const field of fields?.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
    'input, textarea',
  ) ?? []) {
    if (!placesIn(field.value).left.includes(name)) continue
    // As it is written: the name has its spaces and stars taken out.
    const written = [...field.value.matchAll(/\[\[[^[\]]*\]\]|\[[^[\]]*\]/g)].find(
      ([words]) => placesIn(words).left.includes(name) || placesIn(words).doubtful.includes(name),
    )
    field.focus()
    if (written !== undefined)
      field.setSelectionRange(written.index, written.index + written[0].length)
    field.scrollIntoView({ block: 'center' })
    return true
  }
  return false
}
