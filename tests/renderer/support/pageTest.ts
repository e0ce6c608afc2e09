// What tests of pages do with the page: find, click, write, wait.
import { flushPromises } from './flushPromises.ts'

/** An element by its test id. @throws when it is not there */
export function byId<E extends HTMLElement = HTMLElement>(root: ParentNode, id: string): E {
  const found = root.querySelector<E>(`[data-testid="${id}"]`)
  if (found === null) throw new Error(`There is no ${id}.`)
  return found
}

export async function click(element: HTMLElement): Promise<void> {
  element.click()
  await flushPromises()
}

/** Writes into a field as a person would, all at once. */
export async function write(root: ParentNode, id: string, text: string): Promise<void> {
  const place = byId(root, id)
  const field = place.matches('input, textarea')
    ? (place as HTMLInputElement)
    : place.querySelector<HTMLInputElement>('input, textarea')
  if (field === null) throw new Error(`${id} cannot be written in.`)
  field.value = text
  field.dispatchEvent(new Event('input', { bubbles: true }))
  field.dispatchEvent(new Event('change', { bubbles: true }))
  await flushPromises()
}

/** Submits the form a button belongs to. */
export async function submit(root: ParentNode, buttonId: string): Promise<void> {
  const button = byId<HTMLButtonElement>(root, buttonId)
  if (button.disabled) throw new Error(`${buttonId} cannot be pressed.`)
  button.closest('form')?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }))
  await flushPromises()
}

/** The words of a page with single spaces, as they are read. */
export const wordsOf = (element: Element): string =>
  (element.textContent ?? '').replace(/[\s\u00a0\u202f]+/g, ' ').trim()
