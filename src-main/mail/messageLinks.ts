// The links of a message, found where they are written, so that each keeps its number whatever is filled in
// later: in HTML those of anchors, in text the addresses. Only those that begin with http are links here:
// ways to refuse, mailboxes and telephones are not.
import { holdsField, withoutEntities } from './htmlAddress.ts'

/** Around a link's number while a message is filled in; nobody can type them. */
const [begins, ends, endsSingle] = ['\ufdd1', '\ufdd2', '\ufdd3']
const anchor =
  /(<(?:a|area)\b(?:[^<>"']|"[^"]*"|'[^']*')*?\shref\s*=\s*)(?:"\s*(https?:\/\/[^"]*?)\s*"|'\s*(https?:\/\/[^']*?)\s*')/gi
/** A field may have spaces in it. */
const inText = /https?:\/\/(?:\{\{[^{}]*\}\}|[^\s<>"'\ufdd1])+/gi

/** What ends a sentence, or the brackets around an address, is none of it. */
function withoutEnd(run: string): string {
  const last = run.at(-1) ?? ''
  const isOpened = last === ')' && run.split('(').length >= run.split(')').length
  const ends = /[.,;:!?)\]}]/.test(last) && !isOpened && !run.endsWith('}}')
  return ends ? withoutEnd(run.slice(0, -1)) : run
}

/** As they are written, without what HTML hides in them; a link's number is its place. */
export type Links = string[]

function numberOf(links: Links, address: string): number {
  const known = links.indexOf(address)
  return known === -1 ? links.push(address) - 1 : known
}

/** What a link's host is must not be a contact's to choose: the relay would lead anybody there. */
const leadsWhere = (address: string): string => /^https?:\/\/[^/?#\\]*/i.exec(address)?.[0] ?? ''
const isOurs = (address: string): boolean => !holdsField(leadsWhere(address))

const plain = (written: string) => withoutEntities(written).trim()

/** Puts its number behind each link of an HTML, and adds those that are new. */
export const markHtmlLinks = (html: string, links: Links): string =>
  html.replace(anchor, (whole, before: string, double?: string, single?: string) => {
    const written = double ?? single ?? ''
    if (!isOurs(plain(written))) return whole
    const number = numberOf(links, plain(written))
    return double === undefined
      ? `${before}'${written}${begins}${number}${endsSingle}'`
      : `${before}"${written}${begins}${number}${ends}"`
  })

/** The same for a text. */
export const markTextLinks = (text: string, links: Links): string =>
  text.replace(inText, (run) => {
    const address = withoutEnd(run)
    if (/^https?:\/\/$/i.test(address) || !isOurs(address)) return run
    const number = numberOf(links, address)
    return `${address}${begins}${number}${ends}${run.slice(address.length)}`
  })

/** @returns what stands in its place; null: the address itself */
export type LeadOn = (address: string, place: number) => string | null

/** What was filled in marks nothing: a contact who knew how would have any address signed. */
export const withoutMarks = (value: string): string => value.replace(/[\ufdd1-\ufdd3]/g, '')

const marks = /\ufdd1\d+[\ufdd2\ufdd3]/g

/** Leads each marked link on, as it is once it was filled in. */
export function leadHtmlLinks(html: string, leadOn: LeadOn): string {
  const led = (quote: string) => (whole: string, written: string, place: string) => {
    const other = leadOn(plain(written), Number(place))
    return other === null ? whole : `${quote}${other}`
  }
  return html
    .replace(/"([^"\ufdd1]*)\ufdd1(\d+)\ufdd2/g, led('"'))
    .replace(/'([^'\ufdd1]*)\ufdd1(\d+)\ufdd3/g, led(`'`))
    .replace(marks, '')
}

export const leadTextLinks = (text: string, leadOn: LeadOn): string =>
  text
    .replace(
      /(https?:\/\/[^\s\ufdd1]*)\ufdd1(\d+)\ufdd2/gi,
      (_, address: string, place: string) => leadOn(address, Number(place)) ?? address,
    )
    .replace(marks, '')
