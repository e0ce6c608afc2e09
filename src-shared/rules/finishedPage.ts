// What visitors get of a page: no line that holds a place to fill, no button that leads nowhere,
// and nothing that is empty without them.
import type { Block } from '../contract/pageBlocks.ts'
import { plainText } from './pageText.ts'
import { placesIn } from './placesToFill.ts'

type Button = Extract<Block, { kind: 'button' }>['button']
type Around = {
  /** Whether a button would lead somewhere. */
  leads(target: Button['target']): boolean
  /** The page's offer has a price to show. */
  hasPrice: boolean
}

/** As it is typed, and as it is read once its markup has become bold words and links. */
const isUnfinished = (text: string): boolean =>
  [text, plainText(text)].some((words) => placesIn(words).left.length > 0)

/** The text, or nothing where a place is left in it: half a title would be none. */
export const finishedLine = (text: string): string => (isUnfinished(text) ? '' : text)

/**
 * The text without the lines that hold a place; a line that only announces them (`Where:`) goes
 * with them.
 */
export function finishedText(text: string): string {
  if (!isUnfinished(text)) return text
  const kept: string[] = []
  let [isFollowed, announcesNothing] = [false, false]
  for (const line of text.split(/\r?\n/).toReversed()) {
    const isBlank = line.trim() === ''
    if (isUnfinished(line) || (announcesNothing && !isBlank && /:[\s*]*$/u.test(line)))
      announcesNothing = !isFollowed
    else {
      kept.unshift(line)
      isFollowed = !isBlank
      if (!isBlank) announcesNothing = false
    }
  }
  // A place that goes over lines is only seen when they are read together.
  const paragraphs = kept
    .join('\n')
    .trim()
    .split(/\n[ \t]*\n/)
    .filter((paragraph) => !isUnfinished(paragraph))
  return finishedLine(paragraphs.join('\n\n'))
}

/** Blocks without places, and with buttons that lead somewhere, come out as they are. */
export const withoutPlaces = (blocks: Block[], around: Around): Block[] =>
  blocks.flatMap((block) => finishedBlock(block, around) ?? [])

function finishedBlock(block: Block, { leads, hasPrice }: Around): Block | null {
  const title = 'title' in block ? finishedLine(block.title) : ''
  const isShown = ({ label, target }: Button) => !isUnfinished(label) && leads(target)
  switch (block.kind) {
    case 'hero': {
      const button = block.button !== null && isShown(block.button) ? block.button : null
      const hero = {
        ...block,
        title,
        text: finishedText(block.text),
        button,
        imageAlt: finishedLine(block.imageAlt),
      }
      const isLost =
        hero.title === '' &&
        hero.text === '' &&
        hero.imageId === null &&
        (block.title !== '' || block.text !== '')
      return isLost ? null : hero
    }
    case 'text':
    case 'legal': {
      const text = finishedText(block.text)
      return text === '' && block.text !== '' ? null : { ...block, text }
    }
    case 'image':
      return {
        ...block,
        imageAlt: finishedLine(block.imageAlt),
        caption: finishedLine(block.caption),
      }
    case 'benefits': {
      const items = block.items.filter(
        (item) => !isUnfinished(item.title) && !isUnfinished(item.text),
      )
      return items.length === 0 && block.items.length > 0 ? null : { ...block, title, items }
    }
    case 'proof':
      return {
        ...block,
        title,
        quotes: block.quotes.filter(
          ({ text, author, role }) => ![text, author, role].some(isUnfinished),
        ),
      }
    case 'video':
      return block.url === '' || isUnfinished(block.url)
        ? null
        : { ...block, title, text: finishedText(block.text) }
    case 'countdown':
      // A date alone says nothing.
      return title === '' && block.title !== ''
        ? null
        : { ...block, title, after: finishedLine(block.after) }
    case 'form':
      return finishedForm(block, title)
    case 'price': {
      const button = isShown(block.button) ? block.button : { ...block.button, label: '' }
      const features = block.features.filter((feature) => !isUnfinished(feature))
      const isEmptied =
        !hasPrice &&
        features.length === 0 &&
        button.label === '' &&
        (block.features.length > 0 || block.button.label !== '')
      return isEmptied
        ? null
        : { ...block, title, features, note: finishedLine(block.note), button }
    }
    case 'button':
      return isShown(block.button) ? { ...block, note: finishedLine(block.note) } : null
    case 'faq': {
      const items = block.items.filter(
        ({ question, answer }) => !isUnfinished(question) && !isUnfinished(answer),
      )
      return items.length === 0 && block.items.length > 0 ? null : { ...block, title, items }
    }
    case 'divider':
      return block
  }
}

/**
 * A field keeps its usual name, a question without words asks nothing, and a consent that is not
 * whole is not asked for.
 */
const finishedForm = (block: Extract<Block, { kind: 'form' }>, title: string): Block => ({
  ...block,
  title,
  fields: block.fields.map((field) => ({ ...field, label: finishedLine(field.label) })),
  buttonLabel: finishedLine(block.buttonLabel),
  consentText: finishedLine(block.consentText),
  measureConsentText: finishedLine(block.measureConsentText),
})
