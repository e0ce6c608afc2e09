// A piece of HTML as a reader sees it, with where each sign stands in the source: fields are found in
// what is seen, and replaced in what is written.
import { hasNoField } from './fieldForms.ts'
import { nearSigns, type FieldLine } from './fieldLine.ts'

/** References that stand in names and braces of fields, and in what is said instead of a value. */
const named: Readonly<Record<string, string>> = {
  ...{ nbsp: ' ', ensp: ' ', emsp: ' ', thinsp: ' ', zwnj: '', zwj: '', shy: '', amp: '&' },
  ...{ quot: '"', apos: "'", lt: '<', gt: '>', rsquo: '’', lsquo: '‘', ldquo: '“', rdquo: '”' },
  ...{ lcub: '{', lbrace: '{', rcub: '}', rbrace: '}', lsqb: '[', lbrack: '[', rsqb: ']' },
  ...{ rbrack: ']', ast: '*', midast: '*', vert: '|', verbar: '|', percnt: '%', dollar: '$' },
  ...{ num: '#', commat: '@', lowbar: '_', colon: ':', lpar: '(', rpar: ')', period: '.' },
  ...{ agrave: 'à', acirc: 'â', auml: 'ä', ccedil: 'ç', egrave: 'è', eacute: 'é', ecirc: 'ê' },
  ...{ euml: 'ë', icirc: 'î', iuml: 'ï', ocirc: 'ô', ouml: 'ö', ugrave: 'ù', ucirc: 'û' },
  ...{ uuml: 'ü', oelig: 'œ', aelig: 'æ', laquo: '«', raquo: '»', hellip: '…', ndash: '–' },
  ...{ mdash: '—', Agrave: 'À', Ccedil: 'Ç', Egrave: 'È', Eacute: 'É', Ecirc: 'Ê' },
}
const reference = /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z]{2,8}));?/g
/** What editors and browsers encode when a field stands in an address. */
const referenceOrCode = new RegExp(`${reference.source}|%(7[bB-dD]|20|22|27|5[bBdD]|2[aA])`, 'g')

function decoded(match: RegExpMatchArray): string | null {
  const [, decimal, hex, name, code] = match
  if (code !== undefined) return String.fromCodePoint(Number.parseInt(code, 16))
  if (name !== undefined) return Object.hasOwn(named, name) ? (named[name] ?? null) : null
  const number = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
  return number > 0 && number <= 0x10ffff ? String.fromCodePoint(number) : null
}

/** References resolved: all numbers, and the names above. */
export const withoutReferences = (html: string): string =>
  html.replace(reference, (all, ...groups: string[]) => decoded([all, ...groups]) ?? all)

/** A tag that a reader does not see, between two signs of the view. */
type HiddenPiece = { start: number; end: number; at: number }
type Piece = { start: number; end: number; kind: 'seen' | 'address' | 'hidden' | 'break' }

/** Most pieces hold no field and no reference, and are never looked at again. */
const mayHoldField = (piece: string): boolean => piece.includes('&') || !hasNoField(piece)

/** Parts words as a space does; a field may go on behind it. */
const lineBreak = '\u2028'

export class TextView {
  readonly #source: string
  readonly #pieces: Piece[] = []
  readonly #from: number[] = []
  readonly #to: number[] = []
  readonly #hidden: HiddenPiece[] = []
  readonly #breaks: HiddenPiece[] = []
  #text: string | null = null
  #mayHold = false

  constructor(source: string) {
    this.#source = source
  }

  /** What stands in the source from `start` to `end`, seen. */
  add(start: number, end: number, isAddress = false): void {
    this.#pieces.push({ start, end, kind: isAddress ? 'address' : 'seen' })
    this.#mayHold ||= mayHoldField(this.#source.slice(start, end))
  }

  /** Something that is there and not seen, but for where it breaks the line. */
  hide(start: number, end: number, isBreak = false): void {
    this.#pieces.push({ start, end, kind: isBreak ? 'break' : 'hidden' })
  }

  /** What is seen; empty where no field can be. */
  get text(): string {
    this.#text ??= this.#mayHold ? this.#read() : ''
    return this.#text
  }

  get hidden(): readonly HiddenPiece[] {
    return this.#hidden
  }

  get isEmpty(): boolean {
    return this.#pieces.length === 0
  }

  /** Where the sign at `index` begins in the source. */
  startOf(index: number): number {
    return this.#from[index] ?? 0
  }

  /** Where the sign before `index` ends in the source. */
  endOf(index: number): number {
    return this.#to[index - 1] ?? 0
  }

  /** Lines of HTML end where it breaks them. What is written on one has its tags. */
  readonly lineAt = (start: number, end: number): FieldLine => {
    // A break right before a field ends the line above it, one right behind it the field's own.
    const last = this.#breaks[this.#breakFrom(start + 1) - 1]
    const following = this.#breaks[this.#breakFrom(end)]
    const from = Math.max(last?.at ?? 0, start - nearSigns)
    const to = Math.min(following?.at ?? this.text.length, end + nearSigns)
    const source = this.#source.slice(
      Math.max(last?.end ?? this.#pieces[0]?.start ?? 0, this.startOf(start) - 2 * nearSigns),
      Math.min(following?.start ?? this.#pieces.at(-1)?.end ?? 0, this.endOf(end) + 2 * nearSigns),
    )
    return {
      before: this.text.slice(from, start),
      whole: `${this.text.slice(from, to)}\n${source}`,
    }
  }

  /** Which break is the first at `index` or behind it. */
  #breakFrom(index: number): number {
    let [from, to] = [0, this.#breaks.length]
    while (from < to) {
      const middle = (from + to) >> 1
      if ((this.#breaks[middle]?.at ?? 0) < index) from = middle + 1
      else to = middle
    }
    return from
  }

  #read(): string {
    let text = ''
    for (const { start, end, kind } of this.#pieces)
      if (kind === 'hidden' || kind === 'break') {
        const piece = { start, end, at: text.length }
        this.#hidden.push(piece)
        if (kind === 'hidden') continue
        this.#breaks.push(piece)
        this.#place(start, end)
        text += lineBreak
      } else text += this.#decode(start, end, kind === 'address')
    return text
  }

  #decode(start: number, end: number, isAddress: boolean): string {
    const raw = this.#source.slice(start, end)
    let [text, last] = ['', 0]
    const plain = (to: number) => {
      for (let index = last; index < to; index += 1) this.#place(start + index, start + index + 1)
      text += raw.slice(last, to)
    }
    for (const match of raw.matchAll(isAddress ? referenceOrCode : reference)) {
      const sign = decoded(match)
      if (sign === null) continue
      plain(match.index)
      last = match.index + match[0].length
      for (let unit = 0; unit < sign.length; unit += 1)
        this.#place(start + match.index, start + last)
      text += sign
    }
    plain(raw.length)
    return text
  }

  #place(from: number, to: number): void {
    this.#from.push(from)
    this.#to.push(to)
  }
}
