// The fields of HTML, with where each stands: in words, in an attribute, in an address, or where
// nothing can be put.
import { scanHtml, type HtmlToken, type StartTag } from '../htmlScanner.ts'
import { findForms, hasNoField, type FoundForm } from './fieldForms.ts'
import {
  anywhere,
  fieldMark,
  isAddressAttribute,
  oneLine,
  type FieldPlace,
  type FoundField,
} from './fieldPlaces.ts'
import { TextBefore } from './textBefore.ts'
import { TextView } from './textView.ts'

/** Of a message's HTML, in the order in which they stand. What is in a plain comment is none. */
export function fieldsInHtml(source: string): FoundField[] {
  const finder = new HtmlFieldFinder(source, 0, source.length)
  return finder.all().toSorted((one, other) => one.start - other.start)
}

/** Tags that stand within a line: a field may go on behind them. */
const within = new Set([
  ...[
    'a',
    'abbr',
    'acronym',
    'b',
    'bdi',
    'bdo',
    'big',
    'br',
    'code',
    'del',
    'em',
    'font',
    'i',
    'ins',
  ],
  ...['kbd', 'mark', 'o:p', 'q', 's', 'samp', 'small', 'span', 'strike', 'strong', 'sub', 'sup'],
  ...['tt', 'u', 'var', 'wbr'],
])
const hides = /display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all/i
const voids = /^(?:area|base|br|col|hr|img|input|link|meta|source|track|wbr)$/

class HtmlFieldFinder {
  readonly #source: string
  readonly #end: number
  readonly #found: FoundField[] = []
  #view: TextView
  #last: number
  #links = 0
  /** Of a link that was opened: its own fields, until there is something to see in it. */
  #open: FieldPlace[] = []
  /** The box nobody sees that is open, and how many of its name inside it. */
  #box: { name: string; depth: number } | null = null
  readonly #isHidden: boolean

  /** @param isHidden of what only one program shows */
  constructor(source: string, start: number, end: number, isHidden = false) {
    this.#source = source
    this.#last = start
    this.#end = end
    this.#view = new TextView(source)
    this.#isHidden = isHidden
  }

  all(): FoundField[] {
    const offset = this.#last
    scanHtml(this.#source.slice(offset, this.#end), (token) => {
      this.#take(token, offset)
    })
    this.#words(this.#end)
    this.#flush()
    return this.#found
  }

  #take(token: HtmlToken, offset: number): void {
    const [start, end] = [token.start + offset, token.end + offset]
    if (token.kind === 'unfinished' || token.kind === 'fieldTag' || token.kind === 'openComment')
      return
    this.#words(start)
    this.#last = end
    if (token.kind === 'startTag') return this.#startTag(token, offset)
    if (token.kind === 'endTag') return this.#endTag(token.name, start, end)
    if (token.kind === 'comment') {
      this.#view.hide(start, end)
      const open = /^<!--\s*\[if\b[^\]]*\]>/i.exec(
        this.#source.slice(start, Math.min(end, start + 300)),
      )
      if (open === null) return
      const inner = new HtmlFieldFinder(this.#source, start + open[0].length, end - 3, true)
      for (const field of inner.all()) this.#found.push(field)
    } else this.#flush()
  }

  /** What is read up to `end`. */
  #words(end: number): void {
    if (end <= this.#last) return
    if (this.#open.length > 0 && this.#source.slice(this.#last, end).trim() !== '') this.#seen()
    this.#view.add(this.#last, end)
    this.#last = end
  }

  /** Who opened the link can follow it. */
  #seen(): void {
    for (const place of this.#open) place.isLink = true
    this.#open = []
  }

  #startTag(tag: StartTag, offset: number): void {
    const { name } = tag
    const [start, end] = [tag.start + offset, tag.end + offset]
    if (within.has(name)) this.#view.hide(start, end, name === 'br')
    else this.#flush()
    if (name === 'a') this.#open = []
    this.#hide(tag)
    this.#tag(tag, offset)
    if (name === 'a') this.#links += 1
    if (name === 'img' || name === 'area') this.#seen()
    if (tag.rawEnd === null) return
    const rawEnd = tag.rawEnd + offset
    const raw = new TextView(this.#source)
    raw.add(end, rawEnd)
    const place = { ...anywhere, medium: 'html', isHidden: true } as const
    if (name === 'title') this.#forms(raw, () => place)
    else
      // Braces are at home in a style sheet: only those that cannot be its own are a field.
      this.#forms(raw, ({ start: from, end: to }) =>
        /^(?:\{\{[^{}]*\}\}|\{%[^{}]*%\}|\*\|[^*]*\|\*)$/.test(raw.text.slice(from, to))
          ? { ...place, kind: 'style' }
          : null,
      )
    this.#last = rawEnd
  }

  get #isUnseen(): boolean {
    return this.#isHidden || this.#box !== null
  }

  /** A box that is hidden hides what is in it. */
  #hide({ name, attributes }: StartTag): void {
    if (voids.test(name)) return
    if (this.#box !== null) {
      if (this.#box.name === name) this.#box.depth += 1
      else if (name === 'body' && this.#box.name === 'head') this.#box = null
      return
    }
    const style = attributes.find((one) => one.name === 'style')?.value ?? ''
    const isOff =
      hides.test(style) || name === 'head' || attributes.some((one) => one.name === 'hidden')
    if (!isOff) return
    this.#flush()
    this.#box = { name, depth: 1 }
  }

  #endTag(name: string, start: number, end: number): void {
    if (this.#box?.name === name) {
      this.#box.depth -= 1
      if (this.#box.depth === 0) {
        this.#flush()
        this.#box = null
      }
    }
    if (within.has(name)) this.#view.hide(start, end, name === 'br')
    else this.#flush()
    if (name === 'a') {
      this.#links = Math.max(0, this.#links - 1)
      this.#open = []
    }
  }

  /** In the values of a tag's attributes, and beside them, where none may be. */
  #tag(tag: StartTag, offset: number): void {
    const isHidden = this.#isUnseen || tag.name === 'link'
    const beside = new TextView(this.#source)
    let last = tag.start + offset
    for (const { name, value, isQuoted, start, end } of tag.attributes) {
      if (value === null) continue
      const valueEnd = end + offset - (isQuoted ? 1 : 0)
      const valueStart = valueEnd - value.length
      beside.add(last, start + offset)
      last = end + offset
      const isAddress = isAddressAttribute(name, value)
      if (hasNoField(value) && !/&|%[257]/.test(value)) continue
      const view = new TextView(this.#source)
      view.add(valueStart, valueEnd, isAddress)
      // In a style a value is encoded as in an address: it ends nothing there.
      const kind = isAddress || name === 'style' ? 'address' : 'value'
      const isLink = tag.name === 'area' && name === 'href'
      this.#forms(view, (form, before) => {
        const place: FieldPlace = {
          ...{ ...anywhere, medium: 'html', kind, isBare: !isQuoted, isHidden, isLink },
          ...(isAddress ? before.inAddress() : {}),
        }
        if (tag.name === 'a' && name === 'href') this.#open.push(place)
        return place
      })
    }
    beside.add(last, tag.end + offset)
    this.#forms(beside, () => ({ ...anywhere, medium: 'html', kind: 'tag', isHidden }))
  }

  /** The running text since the last box. */
  #flush(): void {
    const view = this.#view
    if (view.isEmpty) return
    this.#view = new TextView(this.#source)
    const isHidden = this.#isUnseen
    this.#forms(view, (_form, before) => ({
      ...before.inText('html'),
      isHidden,
      isLinked: this.#links > 0,
    }))
  }

  #forms(
    view: TextView,
    placeOf: (form: FoundForm, before: TextBefore) => FieldPlace | null,
  ): void {
    const before = new TextBefore()
    let [last, next] = [0, 0]
    for (const form of findForms(view.text, view.lineAt)) {
      before.add(view.text.slice(last, form.start))
      last = form.end
      const place = placeOf(form, before)
      before.add(fieldMark)
      if (place === null) continue
      while ((view.hidden[next]?.at ?? form.end) <= form.start) next += 1
      const first = next
      while ((view.hidden[next]?.at ?? form.end) < form.end) next += 1
      const tags = view.hidden.slice(first, next)
      const inside = view.text.slice(form.start, form.end)
      const name = form.start + (/[\p{L}_]/u.exec(inside)?.index ?? 0)
      const written = (isBefore: boolean) =>
        tags
          .filter(({ at }) => at <= name === isBefore)
          .map(({ start, end }) => this.#source.slice(start, end))
          .join('')
      this.#found.push({
        start: view.startOf(form.start),
        end: view.endOf(form.end),
        reading: form.reading,
        place,
        written: oneLine(inside),
        tags: { before: written(true), after: written(false) },
      })
    }
  }
}
