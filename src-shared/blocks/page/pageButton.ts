// A button of a page: its words and where it leads. Several kinds of block have one.
import { z } from 'zod'
import { escapeAddress, escapeHtml } from '../../rules/pages/pageText.ts'
import { isUnfinished } from '../../rules/finishedText.ts'
import type { BlockSurroundings, PublishedSurroundings } from './pageBlock.ts'
import { Label } from './pageFields.ts'

/**
 * Where a button leads: the next step, the offer's payment link, or down to the form of the page.
 */
export const buttonTargets = ['next', 'payment', 'form', 'accepted', 'declined'] as const

export const PageButton = z.strictObject({ label: Label, target: z.enum(buttonTargets) })
export interface PageButton extends z.infer<typeof PageButton> {}

export function buttonHtml(
  { label, target }: PageButton,
  { links, formId }: BlockSurroundings,
): string {
  if (label.trim() === '') return ''
  const address = target === 'form' ? (formId === null ? null : `#${formId}`) : links.button(target)
  if (address === null)
    return `<p><a class="button" role="link" aria-disabled="true">${escapeHtml(label)}</a></p>`
  // A no stands back behind the yes.
  const kind = target === 'declined' ? 'button quiet' : 'button'
  return `<p><a class="${kind}" href="${escapeAddress(address)}">${escapeHtml(label)}</a></p>`
}

/** Whether visitors get it: its words are whole and it leads somewhere. */
export const isShownButton = (
  { label, target }: PageButton,
  { leads }: PublishedSurroundings,
): boolean => !isUnfinished(label) && leads(target)
