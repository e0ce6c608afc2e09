// Blocks of a page from what was read of its HTML: a heading first, then texts, forms, prices,
// buttons and videos in their order.
import { foldText } from '#shared/rules/foldText.ts'
import type { FormBlock } from '#shared/blocks/page/form.ts'
import { maxPageBlocks, type PageBlock } from '#shared/blocks/page/pageBlocks.ts'
import type { Language } from '#shared/contract/settings.contract.ts'
import { formFieldNames, leadFields, type FormFieldName } from '#shared/leadFields/leadFields.ts'
import { leadFieldWords } from '#shared/leadFields/leadFieldWords.ts'
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

// The word for e-mail first, as in "nom_email"; a mere name last, as it is in "first_name" too.
const fieldWords: [RegExp, FormFieldName][] = [
  [leadFields.email.form.foreignNames, 'email'],
  ...formFieldNames.map((name): [RegExp, FormFieldName] => [
    leadFields[name].form.foreignNames,
    name,
  ]),
  [/name/, 'firstName'],
]

export function makeBlocks(pieces: Piece[], language: Language): MadeBlocks {
  const maker = new BlockMaker(
    language,
    pieces.some((piece) => piece.kind === 'form'),
  )
  for (const piece of pieces) maker.take(piece)
  return maker.end()
}

// A block before it has its key.
type Keyless<B> = B extends PageBlock ? Omit<B, 'key'> : never

/** Turns pieces into blocks, one after the other. */
class BlockMaker {
  readonly #language: Language
  readonly #hasForm: boolean
  readonly #made: Keyless<PageBlock>[] = []
  readonly #unknownInputs: string[] = []
  #isShortened = false
  #lines: string[] = []
  /** The heading that nothing has followed yet: it may turn out to be a form's title. */
  #title: string | null = null

  constructor(language: Language, hasForm: boolean) {
    this.#language = language
    this.#hasForm = hasForm
  }

  take(piece: Piece): void {
    if (piece.kind === 'heading') this.#takeHeading(piece.text)
    else if (piece.kind === 'paragraph') this.#takeWords(piece.text)
    else if (piece.kind === 'item') this.#takeItem(piece.text)
    else if (piece.kind === 'button') this.#takeButton(piece.label, piece.href)
    else if (piece.kind === 'form') this.#takeForm(piece.inputs, piece.label)
    else {
      this.#settleTitle()
      this.#flush()
      this.#made.push(
        piece.kind === 'video'
          ? { kind: 'video', title: '', url: piece.url, text: '' }
          : { kind: 'divider' },
      )
    }
  }

  end(): MadeBlocks {
    this.#settleTitle()
    this.#flush()
    if (this.#made.length > maxPageBlocks) this.#isShortened = true
    const blocks = this.#made
      .slice(0, maxPageBlocks)
      .map((block, index) => ({ ...block, key: `part${index + 1}` }) as PageBlock)
    return { blocks, isShortened: this.#isShortened, unknownInputs: this.#unknownInputs }
  }

  #cut(text: string, max: number): string {
    if (text.length > max) this.#isShortened = true
    return shorten(text, max).trim()
  }

  /** The last block, where nothing has come after it that is not in a block yet. */
  #lastBlock() {
    const isLast = this.#lines.length === 0 && this.#title === null
    return isLast ? this.#made.at(-1) : undefined
  }

  #flush(): void {
    let text = ''
    for (const line of this.#lines) {
      const part = this.#cut(line, maxTextLength)
      // List items stay together; everything else is a paragraph of its own.
      const joined =
        text === ''
          ? part
          : `${text}${part.startsWith('- ') && /(^|\n)- [^\n]*$/.test(text) ? '\n' : '\n\n'}${part}`
      if (joined.length > maxTextLength) {
        this.#made.push({ kind: 'text', text })
        text = part
      } else text = joined
    }
    this.#lines = []
    if (text !== '') this.#made.push({ kind: 'text', text })
  }

  #settleTitle(): void {
    if (this.#title !== null) this.#lines.push(`**${this.#title.replaceAll('*', '')}**`)
    this.#title = null
  }

  #takeHeading(text: string): void {
    this.#settleTitle()
    if (this.#made.length === 0 && this.#lines.length === 0) {
      this.#made.push({
        kind: 'hero',
        title: this.#cut(text, 200),
        text: '',
        button: null,
        imageId: null,
        imageAlt: '',
      })
    } else if (isPrice(text)) this.#takePrice(text)
    else this.#title = this.#cut(text, 200)
  }

  #takePrice(text: string): void {
    this.#settleTitle()
    this.#flush()
    this.#made.push({
      kind: 'price',
      title: this.#cut(text.replace(/\*+/g, ''), 200),
      features: [],
      note: '',
      button: { label: words[this.#language].go, target: 'next' },
    })
  }

  #takeWords(text: string): void {
    const before = this.#lastBlock()
    if (
      before?.kind === 'hero' &&
      this.#made.length === 1 &&
      before.button === null &&
      before.text.length + text.length < 2_000
    ) {
      before.text = before.text === '' ? text : `${before.text}\n\n${text}`
    } else if (isPrice(text)) this.#takePrice(text)
    else {
      this.#settleTitle()
      this.#lines.push(text)
    }
  }

  #takeItem(text: string): void {
    const before = this.#lastBlock()
    if (before?.kind === 'price' && before.features.length < 20) {
      before.features.push(this.#cut(text.replace(/\*+|\n/g, ' ').trim(), 200))
      return
    }
    this.#settleTitle()
    this.#lines.push(`- ${text.replaceAll('\n', ' ')}`)
  }

  #takeButton(label: string, href: string): void {
    const button = {
      label: this.#cut(label, 80),
      target: this.#hasForm && href.startsWith('#') ? ('form' as const) : ('next' as const),
    }
    const before = this.#lastBlock()
    if (before?.kind === 'hero' && before.button === null) before.button = button
    else if (before?.kind === 'price' && before.button.label === words[this.#language].go)
      before.button = button
    else {
      this.#settleTitle()
      this.#flush()
      this.#made.push({ kind: 'button', button, note: '' })
    }
  }

  #takeForm(inputs: FormInput[], label: string): void {
    const heading = this.#title ?? ''
    this.#title = null
    this.#flush()
    const fields = formFields(inputs, this.#language, this.#unknownInputs)
    // The words of a consent are the user's to write, and none is taken over: without them the box
    // is left out and the check says so.
    this.#made.push({
      kind: 'form',
      title: heading,
      fields,
      buttonLabel: this.#cut(label, 80) || words[this.#language].send,
      consentText: '',
      measureConsentText: '',
      doubleOptIn: false,
      tag: '',
    })
  }
}

const isPrice = (text: string): boolean => text.length <= maxPriceLineLength && amount.test(text)

/** Every form asks for the address: without one nobody can be answered. */
function formFields(
  inputs: FormInput[],
  language: Language,
  unknown: string[],
): FormBlock['fields'] {
  const fields = new Map<FormFieldName, boolean>()
  for (const input of inputs) {
    const said = foldText(`${input.name} ${input.hint}`)
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
    label: leadFieldWords[language].formLabels[field],
    isRequired,
  }))
}
