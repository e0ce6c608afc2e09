// What only the program can do that a message was made in: its page of the message, its settings of
// readers, its badge. It goes as a whole, with the words that lead to it; the way to refuse stays.
import { scanHtml, type StartTag } from '#shared/rules/htmlScanner.ts'
import type { HtmlEdit } from './htmlEdit.ts'

const bar = String.raw`(?:\||%7[cC])`
const star = String.raw`(?:\*|%2[aA])`
const mark = (name: string) => `${star}${bar}\\s*(?:${name})\\s*${bar}${star}`

const hasMark = new RegExp(`${star}${bar}`)
const service = new RegExp(
  `^\\s*(?:https?://)?${mark('ARCHIVE(?:_LINK\\w*)?|UPDATE_PROFILE|FORWARD|(?:HTML:)?REWARDS|ABOUT_LIST')}\\s*$`,
)
const gap = String.raw`(?:\s|&nbsp;|&#160;)*`
const joint = String.raw`(?:or|and|ou|et|oder|o|\||·|•|–|—|-|/|,|&middot;|&bull;|&ndash;|&mdash;|&#124;)`
/** `<a>…</a> or <a>unsubscribe</a>`: what joins a link to the next goes with it. */
const joinsNext = new RegExp(`^${gap}${joint}${gap}(?=<a\\b)`, 'iu')
const joinsLast = new RegExp(`(?<=</a>)${gap}${joint}${gap}$`, 'iu')
/** Words that lead to a link of which nothing is left, with the question before them. */
const leads = new RegExp(
  `(?:(?:Want to change how you receive these emails|(?:Is this )?email not displaying correctly|(?:Having )?(?:trouble|problems?) (?:viewing|reading) this e-?mail` +
    `|(?:Cet|Votre|Ce) (?:e-?mail|message) ne s['’]affiche pas(?: correctement| bien)?|(?:Vous )?(?:souhaitez|voulez)[- ]?(?:-vous )?(?:modifier|changer)[^<>?]{0,60})(?:\\s|&nbsp;|\\u202f|\\u00a0)*\\?${gap}(?:<br\\s*/?>${gap})*)?` +
    String.raw`(?:You can${gap}|Vous pouvez${gap}|Pour${gap})?$`,
  'iu',
)

/** Marks that say nothing here, and what stands between two that never does. */
const marks: readonly RegExp[] = [
  new RegExp(
    `${mark('IF:(?:REWARDS|ARCHIVE_PAGE)')}(?:(?!${star}${bar}IF)[\\s\\S]){0,4000}?${mark('END:IF')}`,
    'g',
  ),
  new RegExp(mark('(?:HTML:)?REWARDS(?:_TEXT)?|LIST:?_?DESCRIPTION|ABOUT_LIST'), 'g'),
]
const opened = new RegExp(`^${mark('IFNOT:ARCHIVE_PAGE')}$`)
const anyCondition = new RegExp(`${star}${bar}\\s*(IF|IFNOT|END):[^|%]{1,60}${bar}${star}`, 'g')

/**
 * Of Mailchimp's footer and header, in HTML or in text.
 * @returns null where there is none
 */
export function serviceEdits(source: string): HtmlEdit[] | null {
  if (!hasMark.test(source)) return null
  const edits = [...linkEdits(source), ...conditionEdits(source)]
  for (const pattern of marks)
    for (const { index, 0: found } of source.matchAll(pattern))
      edits.push(cut(index, index + found.length))
  return edits.length === 0 ? null : apart(edits)
}

/** In their order; of two that meet, one. */
function apart(edits: readonly HtmlEdit[]): HtmlEdit[] {
  const kept: HtmlEdit[] = []
  for (const edit of edits.toSorted((one, other) => one.start - other.start)) {
    const last = kept.at(-1)
    if (last === undefined || edit.start >= last.end) kept.push({ ...edit })
    else last.end = Math.max(last.end, edit.end)
  }
  return kept
}

const cut = (start: number, end: number): HtmlEdit => ({
  ...{ start, end, put: '', reason: 'service', isPartner: false },
})

/** Links that lead to a service, each with what joins it to others or leads to it alone. */
function linkEdits(source: string): HtmlEdit[] {
  const edits: HtmlEdit[] = []
  const close = /<\/a\s*>/gi
  // Looked for once: many links may share one end tag, or have none.
  let found = close.exec(source)
  scanHtml(source, (token) => {
    if (token.kind !== 'startTag' || token.start < (edits.at(-1)?.end ?? 0)) return
    if (!leadsToService(token)) return
    while (found !== null && found.index < token.end) found = close.exec(source)
    if (found === null) return
    let [start, end] = [token.start, found.index + found[0].length]
    const before = source.slice(Math.max(0, start - 600), start)
    const next = joinsNext.exec(source.slice(end, end + 200))
    const last = joinsLast.exec(before)
    if (next !== null) end += next[0].length
    else if (last !== null) start -= last[0].length
    else {
      start -= leads.exec(before)?.[0].length ?? 0
      if (start < token.start && /^[.!]/.test(source.slice(end))) end += 1
    }
    edits.push(cut(start, end))
  })
  return edits
}

const leadsToService = ({ name, attributes }: StartTag): boolean =>
  name === 'a' && attributes.some((one) => one.name === 'href' && service.test(one.value ?? ''))

/** Of what stands in every message that is no page of an archive: the marks go, the words stay. */
function conditionEdits(source: string): HtmlEdit[] {
  const edits: HtmlEdit[] = []
  const open: { start: number; end: number; isOurs: boolean }[] = []
  for (const { index, 0: found, 1: word } of source.matchAll(anyCondition)) {
    const end = index + found.length
    if (word !== 'END') {
      open.push({ start: index, end, isOurs: opened.test(found) })
      continue
    }
    const last = open.pop()
    if (last?.isOurs === true) edits.push(cut(last.start, last.end), cut(index, end))
  }
  return edits
}

const links = new RegExp(
  `(?:https?://)?${mark('ARCHIVE|UPDATE_PROFILE|FORWARD|(?:HTML:)?REWARDS')}`,
  'g',
)
const anyMark = new RegExp(`${star}${bar}[^|%*]{1,60}${bar}${star}`, 'g')
/** What leads to a link is a line of its own; what says more is the writer's. */
const isLead = (line: string): boolean => line.trim().length <= 80 && !/[.!…]\s/.test(line)

/**
 * Of a text part, whose lines that lead to a service go, with a line above that ends in a colon. Where a
 * line says more, the mark alone goes.
 */
export function serviceLineEdits(text: string): HtmlEdit[] | null {
  const edits = [...(serviceEdits(text) ?? [])]
  let [at, lastLine] = [0, '']
  for (const line of text.split('\n')) {
    const found = [...line.matchAll(links)]
    if (found.length > 0 && isLead(line.replace(anyMark, ''))) {
      const isLed =
        /^\s*\S+\s*(?:\*\|END:IF\|\*\s*)?$/.test(line) && /:\s*$/.test(lastLine) && isLead(lastLine)
      edits.push(cut(isLed ? at - lastLine.length - 1 : at, at + line.length))
    } else
      for (const { index, 0: link } of found) edits.push(cut(at + index, at + index + link.length))
    at += line.length + 1
    lastLine = line
  }
  return edits.length === 0 ? null : apart(edits)
}
