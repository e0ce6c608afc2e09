// A page's HTML as a flat list of what a visitor reads and uses: headings, paragraphs, list items,
// buttons, forms, videos. Cleaned by the sanitising library first, so that what is read here is
// well-formed and holds nothing that could run.
import sanitizeHtml from 'sanitize-html'
import { flatHtml } from '#main/mail/flatHtml.ts'

export type FormInput = { name: string; type: string; hint: string; isRequired: boolean }
export type Piece =
  | { kind: 'heading'; level: number; text: string }
  | { kind: 'paragraph' | 'item'; text: string }
  | { kind: 'button'; label: string; href: string }
  | { kind: 'form'; inputs: FormInput[]; label: string }
  | { kind: 'video'; url: string }
  | { kind: 'rule' }

export type Dropped = {
  scripts: number
  styles: number
  handlers: number
  pictures: number
  frames: number
}
export type ReadPage = { pieces: Piece[]; dropped: Dropped }

const allowed: sanitizeHtml.IOptions = {
  allowedTags: [
    ...[
      'h1',
      'h2',
      'h3',
      'h4',
      'h5',
      'h6',
      'p',
      'div',
      'section',
      'article',
      'header',
      'footer',
      'main',
      'blockquote',
      'ul',
      'ol',
      'li',
      'hr',
      'br',
      'table',
      'tr',
      'td',
      'th',
    ],
    ...[
      'a',
      'b',
      'strong',
      'i',
      'em',
      'button',
      'form',
      'input',
      'select',
      'textarea',
      'iframe',
      'video',
      'source',
      'summary',
      'label',
      'dt',
      'dd',
      'pre',
      'figcaption',
    ],
  ],
  allowedAttributes: {
    a: ['href', 'class'],
    input: ['type', 'name', 'placeholder', 'required', 'value'],
    select: ['name'],
    textarea: ['name'],
    iframe: ['src'],
    video: ['src'],
    source: ['src'],
  },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowProtocolRelative: false,
  nonTextTags: [
    'script',
    'style',
    'textarea',
    'option',
    'xmp',
    'noscript',
    'title',
    'svg',
    'math',
    'template',
    'object',
  ],
  // Deeper nesting than any page has: what is below it loses its tags and keeps its words.
  nestingLimit: 200,
}

export function readPage(html: string): ReadPage {
  const dropped: Dropped = { scripts: 0, styles: 0, handlers: 0, pictures: 0, frames: 0 }
  const clean = sanitizeHtml(flatHtml(html), {
    ...allowed,
    onOpenTag: (name, attributes) => countDropped(dropped, name, attributes),
  })
  const builder = new PieceBuilder(dropped)
  for (const [, close, name, attributes, text] of clean.matchAll(tokens)) {
    if (text !== undefined) builder.text(decoded(text))
    else if (name !== undefined) builder.tag(name, close === '/', attributesOf(attributes ?? ''))
  }
  return { pieces: builder.end(), dropped }
}

function countDropped(dropped: Dropped, name: string, attributes: Record<string, string>): void {
  if (name === 'script') dropped.scripts += 1
  if (name === 'style' || name === 'link' || attributes['style'] !== undefined) dropped.styles += 1
  if (name === 'img' || name === 'picture' || name === 'svg') dropped.pictures += 1
  if (name === 'object' || name === 'embed' || name === 'applet' || name === 'frame')
    dropped.frames += 1
  if (
    Object.entries(attributes).some(
      ([attribute, value]) => /^on/i.test(attribute) || /^\s*(java|vb)script:/i.test(value),
    )
  )
    dropped.handlers += 1
}

const tokens = /<(\/?)([a-z][a-z0-9]*)((?: [a-z-]+(?:="[^"]*")?)*) ?\/?>|([^<]+)/g

function attributesOf(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/ ([a-z-]+)(?:="([^"]*)")?/g)].map(([, name, value]) => [
      name ?? '',
      decoded(value ?? ''),
    ]),
  )
}

const decoded = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')

type Attributes = Record<string, string>
const inline = new Set([
  'a',
  'b',
  'strong',
  'i',
  'em',
  'label',
  'input',
  'select',
  'textarea',
  'button',
  'source',
  'br',
])
const buttonClass = /(^|[\s_-])(btn|button|bouton|cta)($|[\s_-])/i

/** Gathers pieces from the tags and texts of a page, in their order. */
class PieceBuilder {
  readonly #dropped: Dropped
  readonly #pieces: Piece[] = []
  #words = ''
  #block: Piece = { kind: 'paragraph', text: '' }
  #link: { href: string; isButton: boolean; from: number } | null = null
  #form: { inputs: FormInput[]; label: string } | null = null

  constructor(dropped: Dropped) {
    this.#dropped = dropped
  }

  text(text: string): void {
    this.#words += text.replace(/[\s\ue000\ue001]+/g, ' ')
  }

  tag(name: string, isEnd: boolean, attributes: Attributes): void {
    if (this.#takeInline(name, isEnd, attributes)) return
    const heading = /^h([1-6])$/.exec(name)
    if (isEnd) {
      if (name === 'form') return this.#endForm()
      return this.#begin({ kind: 'paragraph', text: '' })
    }
    if (heading) return this.#begin({ kind: 'heading', level: Number(heading[1]), text: '' })
    if (name === 'summary' || name === 'dt')
      return this.#begin({ kind: 'heading', level: 4, text: '' })
    this.#begin({ kind: name === 'li' ? 'item' : 'paragraph', text: '' })
    if (name === 'hr') this.#pieces.push({ kind: 'rule' })
    if (name === 'form') this.#form = { inputs: [], label: '' }
    if (name === 'iframe' || name === 'video') this.#takeVideo(attributes['src'])
  }

  end(): Piece[] {
    this.#endForm()
    return this.#pieces
  }

  #flush(): void {
    const text = tidy(this.#words)
    this.#words = ''
    this.#link = null
    if (text === '') return
    const block = this.#block
    if (block.kind === 'heading') this.#pieces.push({ ...block, text: bare(text) })
    else this.#pieces.push({ kind: block.kind === 'item' ? 'item' : 'paragraph', text })
  }

  #begin(next: Piece): void {
    this.#flush()
    this.#block = next
  }

  #closeLink(): void {
    if (this.#link === null) return
    const { href, isButton, from } = this.#link
    const label = bare(tidy(this.#words.slice(from)))
    this.#words = this.#words.slice(0, from)
    this.#link = null
    if (label === '') return
    if (isButton) {
      this.#flush()
      if (this.#form !== null) this.#form.label ||= label
      else this.#pieces.push({ kind: 'button', label, href })
    } else
      this.#words += /^(https:\/\/|mailto:)[^\s()]+$/.test(href)
        ? `[${label.replaceAll(/[[\]]/g, ' ')}](${href})`
        : label
  }

  #takeInput(name: string, attributes: Attributes): void {
    const type = name === 'input' ? (attributes['type'] || 'text').toLowerCase() : name
    if (type === 'submit' || type === 'button') {
      if (this.#form !== null) this.#form.label ||= attributes['value'] ?? ''
      return
    }
    if (type === 'hidden' || type === 'image' || type === 'reset') return
    this.#form?.inputs.push({
      name: attributes['name'] ?? '',
      type,
      hint: attributes['placeholder'] ?? '',
      isRequired: attributes['required'] !== undefined,
    })
  }

  #takeVideo(src: string | undefined): void {
    if (src === undefined) return
    this.#flush()
    if (/^https:\/\//.test(src) && URL.canParse(src) && src.length <= 2_000)
      this.#pieces.push({ kind: 'video', url: src })
    else this.#dropped.frames += 1
  }

  #endForm(): void {
    this.#flush()
    if (this.#form !== null) this.#pieces.push({ kind: 'form', ...this.#form })
    this.#form = null
  }

  /** @returns true for an element inside a line */
  #takeInline(name: string, isEnd: boolean, attributes: Attributes): boolean {
    if (!inline.has(name)) return false
    if (name === 'br') this.#words += '\n'
    else if (name === 'b' || name === 'strong') this.#words += '\ue000'
    else if (name === 'i' || name === 'em') this.#words += '\ue001'
    else if (name === 'a' || name === 'button') {
      if (isEnd) this.#closeLink()
      else
        this.#link = {
          href: attributes['href'] ?? '',
          isButton: name === 'button' || buttonClass.test(attributes['class'] ?? ''),
          from: this.#words.length,
        }
    } else if (name === 'source') this.#takeVideo(attributes['src'])
    else if (name === 'label') this.#words += ' '
    else if (!isEnd) this.#takeInput(name, attributes)
    return true
  }
}

/**
 * Marks of emphasis (two characters of the private use area) become the small markup of rich text
 * where they are in pairs on one line; stars that were typed stay stars.
 */
function tidy(words: string): string {
  return words
    .split('\n')
    .map((line) =>
      line
        .replace(/\ue000([^\ue000\ue001*\n]*?[^\s\ue000\ue001*])\s*\ue000/g, '**$1**')
        .replace(/\ue001([^\ue000\ue001*\n]*?[^\s\ue000\ue001*])\s*\ue001/g, '*$1*')
        .replace(/[\ue000\ue001]+/g, '')
        // eslint-disable-next-line no-control-regex
        .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .join('\n')
    .replace(/\n{2,}/g, '\n')
    .trim()
}

const bare = (text: string): string =>
  text
    .replace(/\*\*([^*]+)\*\*|\*([^*]+)\*/g, '$1$2')
    .replace(/\s+/g, ' ')
    .trim()
