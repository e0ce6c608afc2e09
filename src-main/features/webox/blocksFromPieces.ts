// Blocks of a page from what was read of its HTML: a heading first, then texts, forms, prices,
// buttons and videos in their order.
import type { FormBlock, formFieldNames } from '#shared/blocks/page/form.ts'
import { maxPageBlocks, type PageBlock } from '#shared/blocks/page/pageBlocks.ts'
import type { Language } from '#shared/contract/settings.contract.ts'
import { fieldLabels } from '#main/features/funnels/funnels.feature.ts'
import type { FormInput, Piece } from './htmlPieces.ts'
import { shorten } from './sourceCells.ts'

export type MadeBlocks = { blocks: PageBlock[]; isShortened: boolean; unknownInputs: string[] }

const words = {
  fr: { send: 'Envoyer', go: 'Continuer' },
  en: { send: 'Send', go: 'Continue' },
} as const satisfies Record<Language, object>
const maxTextLength = 9_800
/**
 * A line as short as this with an amount of money in it is a price; a longer one only mentions it.
 */
const maxPriceLineLength = 80
const amount = /\d[\d\s\u00a0\u202f.,]*\s*(€|eur\b|euros?\b)|[€$£]\s?\d/i

const fieldWords: [RegExp, (typeof formFieldNames)[number]][] = [
  [/mail|courriel/, 'email'],
  [/first|prenom|given/, 'firstName'],
  [/last|surname|family|^nom|[^e]nom$/, 'lastName'],
  [/phone|tel|mobile|portable/, 'phone'],
  [/company|societe|entreprise|organi[sz]ation/, 'company'],
  [/job|fonction|poste|metier|title/, 'jobTitle'],
  [/name/, 'firstName'],
]

export function makeBlocks(pieces: Piece[], language: Language): MadeBlocks {
  const maker = createMaker(
    language,
    pieces.some((piece) => piece.kind === 'form'),
  )
  for (const piece of pieces) maker.take(piece)
  return maker.end()
}

// A block before it has its key.
type Keyless<B> = B extends PageBlock ? Omit<B, 'key'> : never

function createMaker(language: Language, hasForm: boolean) {
  const made: Keyless<PageBlock>[] = []
  const unknownInputs: string[] = []
  let isShortened = false
  let lines: string[] = []
  /** The heading that nothing has followed yet: it may turn out to be a form's title. */
  let title: string | null = null

  const cut = (text: string, max: number): string => {
    if (text.length > max) isShortened = true
    return shorten(text, max).trim()
  }
  const last = () => made.at(-1)

  function flush(): void {
    let text = ''
    for (const line of lines) {
      const part = cut(line, maxTextLength)
      // List items stay together; everything else is a paragraph of its own.
      const joined =
        text === ''
          ? part
          : `${text}${part.startsWith('- ') && /(^|\n)- [^\n]*$/.test(text) ? '\n' : '\n\n'}${part}`
      if (joined.length > maxTextLength) {
        made.push({ kind: 'text', text })
        text = part
      } else text = joined
    }
    lines = []
    if (text !== '') made.push({ kind: 'text', text })
  }
  function settleTitle(): void {
    if (title !== null) lines.push(`**${title.replaceAll('*', '')}**`)
    title = null
  }
  function takeHeading(text: string): void {
    settleTitle()
    if (made.length === 0 && lines.length === 0) {
      made.push({
        kind: 'hero',
        title: cut(text, 200),
        text: '',
        button: null,
        imageId: null,
        imageAlt: '',
      })
    } else if (isPrice(text)) takePrice(text)
    else title = cut(text, 200)
  }
  function takePrice(text: string): void {
    settleTitle()
    flush()
    made.push({
      kind: 'price',
      title: cut(text.replace(/\*+/g, ''), 200),
      features: [],
      note: '',
      button: { label: words[language].go, target: 'next' },
    })
  }
  function takeWords(text: string): void {
    const before = last()
    if (
      title === null &&
      lines.length === 0 &&
      before?.kind === 'hero' &&
      made.length === 1 &&
      before.button === null &&
      before.text.length + text.length < 2_000
    ) {
      before.text = before.text === '' ? text : `${before.text}\n\n${text}`
    } else if (isPrice(text)) takePrice(text)
    else {
      settleTitle()
      lines.push(text)
    }
  }
  function takeItem(text: string): void {
    const before = last()
    if (
      before?.kind === 'price' &&
      lines.length === 0 &&
      title === null &&
      before.features.length < 20
    ) {
      before.features.push(cut(text.replace(/\*+|\n/g, ' ').trim(), 200))
      return
    }
    settleTitle()
    lines.push(`- ${text.replaceAll('\n', ' ')}`)
  }
  function takeButton(label: string, href: string): void {
    const button = {
      label: cut(label, 80),
      target: hasForm && href.startsWith('#') ? ('form' as const) : ('next' as const),
    }
    const before = last()
    const isFree = lines.length === 0 && title === null
    if (isFree && before?.kind === 'hero' && before.button === null) before.button = button
    else if (isFree && before?.kind === 'price' && before.button.label === words[language].go)
      before.button = button
    else {
      settleTitle()
      flush()
      made.push({ kind: 'button', button, note: '' })
    }
  }
  function takeForm(inputs: FormInput[], label: string): void {
    const heading = title ?? ''
    title = null
    flush()
    const fields = formFields(inputs, language, unknownInputs)
    // The words of a consent are the user's to write, and none is taken over: without them the box
    // is left out and the check says so.
    made.push({
      kind: 'form',
      title: heading,
      fields,
      buttonLabel: cut(label, 80) || words[language].send,
      consentText: '',
      measureConsentText: '',
      doubleOptIn: false,
      tag: '',
    })
  }

  return {
    take(piece: Piece): void {
      if (piece.kind === 'heading') takeHeading(piece.text)
      else if (piece.kind === 'paragraph') takeWords(piece.text)
      else if (piece.kind === 'item') takeItem(piece.text)
      else if (piece.kind === 'button') takeButton(piece.label, piece.href)
      else if (piece.kind === 'form') takeForm(piece.inputs, piece.label)
      else {
        settleTitle()
        flush()
        made.push(
          piece.kind === 'video'
            ? { kind: 'video', title: '', url: piece.url, text: '' }
            : { kind: 'divider' },
        )
      }
    },
    end(): MadeBlocks {
      settleTitle()
      flush()
      if (made.length > maxPageBlocks) isShortened = true
      const blocks = made
        .slice(0, maxPageBlocks)
        .map((block, index) => ({ ...block, key: `part${index + 1}` }) as PageBlock)
      return { blocks, isShortened, unknownInputs }
    },
  }
}

const isPrice = (text: string): boolean => text.length <= maxPriceLineLength && amount.test(text)

/** Every form asks for the address: without one nobody can be answered. */
function formFields(
  inputs: FormInput[],
  language: Language,
  unknown: string[],
): FormBlock['fields'] {
  const fields = new Map<(typeof formFieldNames)[number], boolean>()
  for (const input of inputs) {
    const said = `${input.name} ${input.hint}`
      .normalize('NFD')
      .replace(/\p{M}+/gu, '')
      .toLowerCase()
      .trim()
    const field =
      input.type === 'email'
        ? 'email'
        : input.type === 'tel'
          ? 'phone'
          : input.type === 'checkbox' || input.type === 'radio'
            ? undefined
            : fieldWords.find(([pattern]) => pattern.test(said))?.[1]
    if (field === undefined) unknown.push(input.name || input.hint || input.type)
    else if (!fields.has(field)) fields.set(field, input.isRequired)
  }
  fields.set('email', true)
  return [...fields].map(([field, isRequired]) => ({
    field,
    label: fieldLabels[language][field],
    isRequired,
  }))
}
