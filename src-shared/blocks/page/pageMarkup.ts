// The parts that kinds of page blocks are drawn with. Everything typed goes through pageText.ts;
// nothing else is put between tags.
import { escapeAddress, escapeHtml, inlineHtml, richTextHtml } from '../../rules/pages/pageText.ts'
import type { BlockSurroundings } from './pageBlock.ts'

/** @param look class of the band; @param inner class of what is inside it */
export const section = (look: string, inside: string, inner = ''): string =>
  `<section${look === '' ? '' : ` class="${look}"`}><div class="in${inner === '' ? '' : ` ${inner}`}">${inside}</div></section>\n`

export const noteHtml = (text: string): string =>
  text.trim() === '' ? '' : `<p class="note">${inlineHtml(text)}</p>`

export const richHtml = (text: string): string =>
  text.trim() === '' ? '' : `<div class="rich">${richTextHtml(text)}</div>`

/** The heading of a block: h1 where it is the page's own, else h2. Nothing if it is empty. */
export function headingHtml(title: string, { isMain }: BlockSurroundings): string {
  if (title.trim() === '') return ''
  return isMain ? `<h1>${escapeHtml(title)}</h1>` : `<h2>${escapeHtml(title)}</h2>`
}

/** Headings below a block's own: never a level left out. */
export const itemLevel = (title: string, { isMain }: BlockSurroundings): 'h2' | 'h3' =>
  title.trim() === '' || isMain ? 'h2' : 'h3'

export function pictureHtml(
  imageId: string | null,
  alt: string,
  { links }: BlockSurroundings,
): string {
  const image = imageId === null ? null : links.image(imageId)
  if (image === null) return ''
  return `<img src="${escapeAddress(image.address)}" alt="${escapeHtml(alt)}" width="${Math.round(image.width)}" height="${Math.round(image.height)}">`
}
