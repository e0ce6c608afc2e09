// A page's HTML as a flat list of what a visitor reads and uses: headings, paragraphs, list items,
// buttons, forms, videos. Cleaned by the sanitising library first, so that what is read here is
// well-formed and holds nothing that could run.
import sanitizeHtml from 'sanitize-html'

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
  const clean = sanitizeHtml(html, {
    ...allowed,
    onOpenTag: (name, attributes) => countDropped(dropped, name, attributes),
  })
  const builder = createBuilder(dropped)
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

function createBuilder(dropped: Dropped) {
  const pieces: Piece[] = []
  let words = ''
  let block: Piece = { kind: 'paragraph', text: '' }
  let link: { href: string; isButton: boolean; from: number } | null = null
  let form: { inputs: FormInput[]; label: string } | null = null

  function flush(): void {
    const text = tidy(words)
    words = ''
    link = null
    if (text === '') return
    if (block.kind === 'heading') pieces.push({ ...block, text: bare(text) })
    else pieces.push({ kind: block.kind === 'item' ? 'item' : 'paragraph', text })
  }
  function begin(next: Piece): void {
    flush()
    block = next
  }
  function closeLink(): void {
    if (link === null) return
    const { href, isButton, from } = link
    const label = bare(tidy(words.slice(from)))
    words = words.slice(0, from)
    link = null
    if (label === '') return
    if (isButton) {
      flush()
      if (form !== null) form.label ||= label
      else pieces.push({ kind: 'button', label, href })
    } else
      words += /^(https:\/\/|mailto:)[^\s()]+$/.test(href)
        ? `[${label.replaceAll(/[[\]]/g, ' ')}](${href})`
        : label
  }
  function takeInput(name: string, attributes: Attributes): void {
    const type = name === 'input' ? (attributes['type'] || 'text').toLowerCase() : name
    if (type === 'submit' || type === 'button') {
      if (form !== null) form.label ||= attributes['value'] ?? ''
      return
    }
    if (type === 'hidden' || type === 'image' || type === 'reset') return
    form?.inputs.push({
      name: attributes['name'] ?? '',
      type,
      hint: attributes['placeholder'] ?? '',
      isRequired: attributes['required'] !== undefined,
    })
  }
  function takeVideo(src: string | undefined): void {
    if (src === undefined) return
    flush()
    if (/^https:\/\//.test(src) && URL.canParse(src) && src.length <= 2_000)
      pieces.push({ kind: 'video', url: src })
    else dropped.frames += 1
  }
  function endForm(): void {
    flush()
    if (form !== null) pieces.push({ kind: 'form', ...form })
    form = null
  }
  /** @returns true for an element inside a line */
  function takeInline(name: string, isEnd: boolean, attributes: Attributes): boolean {
    if (!inline.has(name)) return false
    if (name === 'br') words += '\n'
    else if (name === 'b' || name === 'strong') words += '\ue000'
    else if (name === 'i' || name === 'em') words += '\ue001'
    else if (name === 'a' || name === 'button') {
      if (isEnd) closeLink()
      else
        link = {
          href: attributes['href'] ?? '',
          isButton: name === 'button' || buttonClass.test(attributes['class'] ?? ''),
          from: words.length,
        }
    } else if (name === 'source') takeVideo(attributes['src'])
    else if (name === 'label') words += ' '
    else if (!isEnd) takeInput(name, attributes)
    return true
  }

  return {
    text: (text: string) => void (words += text.replace(/[\s\ue000\ue001]+/g, ' ')),
    tag(name: string, isEnd: boolean, attributes: Attributes): void {
      if (takeInline(name, isEnd, attributes)) return
      const heading = /^h([1-6])$/.exec(name)
      if (isEnd) {
        if (name === 'form') return endForm()
        return begin({ kind: 'paragraph', text: '' })
      }
      if (heading) return begin({ kind: 'heading', level: Number(heading[1]), text: '' })
      if (name === 'summary' || name === 'dt') return begin({ kind: 'heading', level: 4, text: '' })
      begin({ kind: name === 'li' ? 'item' : 'paragraph', text: '' })
      if (name === 'hr') pieces.push({ kind: 'rule' })
      if (name === 'form') form = { inputs: [], label: '' }
      if (name === 'iframe' || name === 'video') takeVideo(attributes['src'])
    },
    end(): Piece[] {
      endForm()
      return pieces
    },
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
