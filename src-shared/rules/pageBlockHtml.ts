// One block of a page as HTML. Everything typed goes through pageText.ts; nothing else is put
// between tags.
import type { Block } from '../contract/pageBlocks.ts'
import { leadFields, type FormFieldName } from '../leadFields/leadFields.ts'
import { maxAddressLength } from './emailAddress.ts'
import { formInputs, inputName } from './relayPages.ts'
import { escapeAddress, escapeHtml, inlineHtml, richTextHtml } from './pageText.ts'
import { placeToFill } from './placesToFill.ts'
import { momentText, pageWords, priceText, type PageLanguage } from './pageWords.ts'

export type BlockOf<Kind extends Block['kind']> = Extract<Block, { kind: Kind }>
type Target = Exclude<BlockOf<'button'>['button']['target'], 'form'>

/**
 * Where a page's forms, buttons and pictures lead: on a relay, in an export and in a preview each
 * has its own addresses.
 */
export type PageLinks = {
  form(blockKey: string): { action: string; time: string; encoding?: 'text/plain' }
  /** Null where the path is not drawn: the button then leads nowhere and says so. */
  button(target: Target): string | null
  image(id: string): { address: string; width: number; height: number } | null
}

export type BlockSurroundings = {
  language: PageLanguage
  links: PageLinks
  isDraft: boolean
  offer: { amount: number | null; currency: string } | null
  /** Milliseconds since 1970: what has passed is said to have passed. */
  now: number
  timeZone: string
  /** Identifier of the first form of the page, for buttons that lead to it. */
  formId: string | null
  /** Identifier of this block: unique on the page. */
  id: string
  /** The heading of the page itself is in this block. */
  isMain: boolean
}

export function blockHtml(block: Block, around: BlockSurroundings): string {
  if (!isDrawn(block)) return ''
  switch (block.kind) {
    case 'hero':
      return heroHtml(block, around)
    case 'text':
      return section('', `<div class="rich">${richTextHtml(block.text)}</div>`)
    case 'image':
      return imageBlockHtml(block, around)
    case 'benefits':
      return benefitsHtml(block, around)
    case 'proof':
      return proofHtml(block, around)
    case 'video':
      return videoHtml(block, around)
    case 'countdown':
      return countdownHtml(block, around)
    case 'form':
      return formHtml(block, around)
    case 'price':
      return priceHtml(block, around)
    case 'button':
      return section('', `${buttonHtml(block.button, around)}${note(block.note)}`, 'center')
    case 'faq':
      return faqHtml(block, around)
    case 'legal':
      return section('', `<div class="rich legal">${richTextHtml(block.text)}</div>`)
    case 'divider':
      return '<div class="band"><hr></div>'
  }
}

const section = (kind: string, inside: string, inner = '') =>
  `<section${kind === '' ? '' : ` class="${kind}"`}><div class="in${inner === '' ? '' : ` ${inner}`}">${inside}</div></section>\n`
const note = (text: string) => (text.trim() === '' ? '' : `<p class="note">${inlineHtml(text)}</p>`)

/** The heading of a block: h1 where it is the page's own, else h2. Nothing where it is empty. */
function heading(title: string, { isMain }: BlockSurroundings): string {
  if (title.trim() === '') return ''
  return isMain ? `<h1>${escapeHtml(title)}</h1>` : `<h2>${escapeHtml(title)}</h2>`
}

/** Headings below a block's own: never a level left out. */
const itemLevel = (title: string, { isMain }: BlockSurroundings) =>
  title.trim() === '' || isMain ? 'h2' : 'h3'

function buttonHtml(
  { label, target }: BlockOf<'button'>['button'],
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

function pictureHtml(imageId: string | null, alt: string, { links }: BlockSurroundings): string {
  const image = imageId === null ? null : links.image(imageId)
  if (image === null) return ''
  return `<img src="${escapeAddress(image.address)}" alt="${escapeHtml(alt)}" width="${Math.round(image.width)}" height="${Math.round(image.height)}">`
}

function heroHtml(block: BlockOf<'hero'>, around: BlockSurroundings): string {
  const text = block.text.trim() === '' ? '' : `<div class="rich">${richTextHtml(block.text)}</div>`
  const button = block.button === null ? '' : buttonHtml(block.button, around)
  return section(
    'hero',
    `${heading(block.title, around)}${text}${button}${pictureHtml(block.imageId, block.imageAlt, around)}`,
  )
}

function imageBlockHtml(block: BlockOf<'image'>, around: BlockSurroundings): string {
  const picture = pictureHtml(block.imageId, block.imageAlt, around)
  if (picture === '') return ''
  const caption =
    block.caption.trim() === ''
      ? ''
      : `<figcaption class="note">${inlineHtml(block.caption)}</figcaption>`
  return section('', `<figure>${picture}${caption}</figure>`)
}

function benefitsHtml(block: BlockOf<'benefits'>, around: BlockSurroundings): string {
  const level = itemLevel(block.title, around)
  const cards = block.items.map(({ title, text }) => {
    const name = title.trim() === '' ? '' : `<${level}>${escapeHtml(title)}</${level}>`
    return `<div class="card benefit">${name}${text.trim() === '' ? '' : `<p>${inlineHtml(text)}</p>`}</div>`
  })
  return section(
    '',
    `${heading(block.title, around)}<div class="grid">${cards.join('')}</div>`,
    'wide',
  )
}

function proofHtml(block: BlockOf<'proof'>, around: BlockSurroundings): string {
  const quotes = block.quotes
    .filter(({ text }) => text.trim() !== '')
    .map(({ text, author, role }) => {
      const who = [author, role]
        .filter((part) => part.trim() !== '')
        .map(escapeHtml)
        .join(', ')
      return `<blockquote class="card"><p>${inlineHtml(text)}</p>${who === '' ? '' : `<p class="who">${who}</p>`}</blockquote>`
    })
  return section(
    'tint',
    `${heading(block.title, around)}<div class="grid">${quotes.join('')}</div>`,
    'wide',
  )
}

/** A link, not a player: nothing of a third party is loaded until the visitor asks. */
function videoHtml(block: BlockOf<'video'>, around: BlockSurroundings): string {
  if (block.url === '' && !around.isDraft) return ''
  const words = pageWords[around.language]
  const host = /^https:\/\/([^/?#:@]+)/.exec(block.url)?.[1] ?? ''
  const where = words.elsewhere.replace('{host}', () => escapeHtml(host))
  const link =
    block.url === ''
      ? `<p class="center">${escapeHtml(placeToFill(words.video))}</p>`
      : `<a class="video" href="${escapeHtml(block.url)}" target="_blank" rel="noopener noreferrer"><span class="play" aria-hidden="true"></span><span>${words.watch} <span class="hidden">(${where})</span></span></a>`
  const text = block.text.trim() === '' ? '' : `<div class="rich">${richTextHtml(block.text)}</div>`
  return section('', `${heading(block.title, around)}${link}${text}`)
}

function countdownHtml(block: BlockOf<'countdown'>, around: BlockSurroundings): string {
  const isOver = Date.parse(block.until) <= around.now
  const said = isOver
    ? escapeHtml(block.after)
    : `<time datetime="${escapeHtml(block.until)}">${escapeHtml(momentText(block.until, around.language, around.timeZone))}</time>`
  return section(
    'tint',
    `${heading(block.title, around)}${said === '' ? '' : `<p class="when">${said}</p>`}`,
    'center',
  )
}

function priceHtml(block: BlockOf<'price'>, around: BlockSurroundings): string {
  const { offer, language, isDraft } = around
  const missing = isDraft ? placeToFill(pageWords[language].price) : ''
  const price =
    offer === null
      ? ''
      : offer.amount === null
        ? missing
        : priceText(offer.amount, offer.currency, language)
  const amount = price === '' ? '' : `<p class="price">${escapeHtml(price)}</p>`
  const features = block.features
    .filter((feature) => feature.trim() !== '')
    .map((feature) => `<li>${inlineHtml(feature)}</li>`)
  const list = features.length === 0 ? '' : `<ul class="checks">${features.join('')}</ul>`
  return section(
    'tint',
    `${heading(block.title, around)}${amount}${list}${buttonHtml(block.button, around)}${note(block.note)}`,
    'offer',
  )
}

function faqHtml(block: BlockOf<'faq'>, around: BlockSurroundings): string {
  const items = block.items
    .filter(({ question }) => question.trim() !== '')
    .map(
      ({ question, answer }) =>
        `<details><summary>${escapeHtml(question)}</summary><div class="rich">${richTextHtml(answer)}</div></details>`,
    )
  return section('', `${heading(block.title, around)}<div>${items.join('')}</div>`)
}

/** The input of a question of the form's own; `max` in characters. */
const questionInput = { autocomplete: null, type: 'text', max: 500 }

/** The input of a field; `max` in characters. */
function inputOf(field: FormFieldName | 'custom') {
  if (field === 'custom') return questionInput
  const { kind, max, form } = leadFields[field]
  const type = { line: 'text', email: 'email', phone: 'tel' }[kind]
  return {
    autocomplete: form.autocomplete,
    type,
    max: kind === 'email' ? maxAddressLength : max,
  }
}

/**
 * Works by POST without script. The consents are two separate boxes, unticked and not required: a
 * consent that must be given is none.
 */
function formHtml(block: BlockOf<'form'>, around: BlockSurroundings): string {
  const words = pageWords[around.language]
  const { action, time, encoding } = around.links.form(block.key)
  const fields = distinctFields(block).map((asked, index) => {
    const { field, label, isRequired } = asked
    const { autocomplete, type, max } = inputOf(field)
    const id = `${around.id}-${field}${field === 'custom' ? `-${index}` : ''}`
    const mark = ` <span class="note">(${isRequired ? words.required : words.optional})</span>`
    return `<div class="field"><label for="${id}">${escapeHtml(label.trim() === '' && field !== 'custom' ? words.fields[field] : label)}${mark}</label><input id="${id}" name="${escapeHtml(inputName(asked))}" type="${type}"${autocomplete === null ? '' : ` autocomplete="${autocomplete}"`} maxlength="${max}"${isRequired ? ' required' : ''}></div>`
  })
  const boxes = [
    choiceHtml(formInputs.consent, block.consentText, around),
    choiceHtml(formInputs.measureConsent, block.measureConsentText, around),
  ].join('')
  const trap = `<div class="trap" aria-hidden="true"><label for="${around.id}-${formInputs.honeypot}">${words.doNotFill}</label><input id="${around.id}-${formInputs.honeypot}" name="${formInputs.honeypot}" type="text" tabindex="-1" autocomplete="off"></div>`
  const hidden = `<input type="hidden" name="${formInputs.time}" value="${escapeAddress(time)}">`
  const method = encoding === undefined ? 'method="post"' : `method="post" enctype="${encoding}"`
  const label = block.buttonLabel.trim() === '' ? words.send : block.buttonLabel
  const form = `<form id="${around.id}" ${method} action="${escapeAddress(action)}">${hidden}${trap}${fields.join('')}${boxes}<div><button class="button" type="submit">${escapeHtml(label)}</button></div></form>`
  return section('tint', `${heading(block.title, around)}${form}`)
}

function choiceHtml(name: string, text: string, { id }: BlockSurroundings): string {
  if (text.trim() === '') return ''
  return `<div class="choice"><input type="checkbox" id="${id}-${name}" name="${name}" value="yes"><label for="${id}-${name}">${inlineHtml(text)}</label></div>`
}

/**
 * A field asked for twice would be two inputs of one name: the first counts. A question without
 * words asks nothing.
 */
export function distinctFields({
  fields,
}: Pick<BlockOf<'form'>, 'fields'>): BlockOf<'form'>['fields'] {
  return fields
    .filter(({ field, label }) => field !== 'custom' || label.trim() !== '')
    .filter(
      (field, index, asked) =>
        asked.findIndex((other) => inputName(other) === inputName(field)) === index,
    )
}

/** Blocks that are empty leave nothing on the page. */
export function isDrawn(block: Block): boolean {
  switch (block.kind) {
    case 'text':
    case 'legal':
      return block.text.trim() !== ''
    case 'image':
      return block.imageId !== null
    case 'proof':
      return block.quotes.some(({ text }) => text.trim() !== '')
    case 'faq':
      return block.items.some(({ question }) => question.trim() !== '')
    default:
      return true
  }
}
