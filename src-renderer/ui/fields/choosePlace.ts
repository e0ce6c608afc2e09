// Finds a place to fill in among the fields of a form and selects it, so that typing replaces it.
import { rangeOfPlace } from '#shared/rules/placesToFill.ts'

/** @returns false if no field holds it */
export function choosePlace(fields: HTMLElement | null, name: string): boolean {
  for (const field of fields?.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
    'input, textarea',
  ) ?? []) {
    const written = rangeOfPlace(field.value, name)
    if (written === null) continue
    field.focus()
    field.setSelectionRange(written.start, written.end)
    field.scrollIntoView({ block: 'center' })
    return true
  }
  return false
}
