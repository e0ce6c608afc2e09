// Names the inputs of Naive's date picker, which passes none of what it is given on to them.
import type { Directive } from 'vue'

type Attributes = Record<string, string | undefined>

function describe(element: HTMLElement, given: Attributes | Attributes[]): void {
  const inputs = [...element.querySelectorAll('input')]
  for (const [index, input] of inputs.entries()) {
    const attributes = Array.isArray(given) ? given[index] : given
    for (const [name, value] of Object.entries(attributes ?? {}))
      if (value !== undefined) input.setAttribute(name, value)
  }
}

/** As `v-described-input="inputProps"`; a list where there are several inputs. */
export const vDescribedInput: Directive<HTMLElement, Attributes | Attributes[]> = {
  mounted: (element, { value }) => describe(element, value),
  updated: (element, { value }) => describe(element, value),
}
