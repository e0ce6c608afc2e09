// How fields are written: in braces of many kinds, each program its own. What looks like a field and
// is none of ours holds a message; what may be honest words does not.
import { readInside, type FieldReading } from './fieldReading.ts'
import {
  hasMarkOfSendy,
  isGreeted,
  linesOf,
  mailMergeNames,
  type FieldLine,
  type LineReader,
} from './fieldLine.ts'
import { lastRun, maxRun } from './textBefore.ts'

/** `doubtful` may be honest words: it is shown, and goes out as it is. */
export type FormReading = FieldReading | { kind: 'doubtful' }
export type FoundForm = { start: number; end: number; reading: FormReading }
/**
 * @param before the field, as far as an address goes
 * @returns null for what is no field
 */
type Reader = (
  inside: string,
  all: string,
  before: string,
  line: () => FieldLine,
) => FormReading | null
type Form = { pattern: string; read: Reader }

const unknown: FormReading = { kind: 'unknown', fallback: '' }
const doubtful: FormReading = { kind: 'doubtful' }
const startsWithLetter = /^\s*[\p{L}_]/u

/** Foreign in its braces, whatever it says inside. */
function foreign(inside: string): FormReading {
  const reading = readInside(inside)
  return reading.kind === 'known' ? { ...reading, isOwn: false } : reading
}
const ifKnown = (inside: string): FormReading | null => {
  const reading = foreign(inside)
  return reading.kind === 'known' ? reading : null
}
const ifNamed: Reader = (inside) => (startsWithLetter.test(inside) ? foreign(inside) : null)
const isConstant = (name: string) => /^[A-Z][A-Z0-9_]+$/.test(name)

/** `{% unsubscribe 'words' %}`, `{% now 'Y' %}`; conditions and loops are not carried out. */
function statement(inside: string): FormReading {
  const [, name = '', label] =
    /^-?\s*([\p{L}_]+)(?:\s+["'“‘]([^"'”’]*)["'”’])?\s*-?$/u.exec(inside.trim()) ?? []
  if (name === 'now' && /^(?:Y|%Y|yyyy)$/.test(label ?? '')) return { ...foreign('year') }
  const reading = foreign(name)
  if (reading.kind !== 'known' || (label !== undefined && reading.name !== 'unsubscribe'))
    return unknown
  return { ...reading, label: label ?? null }
}

/** What `{{ … }}` can hold beside a field: conditions, parts, remarks, the year. */
function expression(inside: string): FormReading {
  if (
    /^\s*["']?now["']?\s*\|\s*date\s*[:(]\s*["']%?Y["']\)?\s*$|^\s*date\.(?:year|Y)\s*$/iu.test(
      inside,
    )
  )
    return foreign('year')
  const call = /^\s*(?:CONTACT|LINK)\s+["'`]([^"'`]+)["'`]\s*$/u.exec(inside)
  return call === null ? readInside(inside) : foreign(call[1] ?? '')
}

/** `*|FNAME|*`, `*|LIST:ADDRESS|*`; what begins or ends a condition is none of ours. */
const mailchimp = (inside: string): FormReading | null =>
  startsWithLetter.test(inside)
    ? /^\s*(?:IF|IFNOT|ELSE|ELSEIF|END)\b/iu.test(inside)
      ? unknown
      : foreign(
          inside.replace(
            /^\s*MERGE(\d+)\s*$/iu,
            (all, number: string) =>
              ({ 0: 'email', 1: 'first_name', 2: 'last_name' })[Number(number)] ?? all,
          ),
        )
    : null

/** `[[FIRSTNAME]]`, `[[data:email:"x"]]`; other words are a place to fill (placesToFill.ts). */
const doubleBrackets: Reader = (inside) => {
  const name = inside.trim()
  const isMeant =
    isConstant(name) ||
    /^(?:data|var|contact|subscriber)\s*[.:]/iu.test(name) ||
    /^(?:firstname|lastname|email|unsubscribe|first_name|last_name)$/.test(name) ||
    /^[A-Z_]+\s+OR\s+["“]/u.test(name)
  return isMeant ? ifKnown(inside) : null
}

/** Sendy's own words, as it writes them. */
const sendy = new Map([
  ['Name', 'full_name'],
  ['Email', 'email'],
  ['currentyear', 'year'],
])
const sendyWithout =
  /^(?:webversion|reconsent|currentmonth(?:number)?|currentday(?:number)?|currentdate)$/
/** As MailPoet writes them: small letters, no spaces, keys of its own. */
const mailPoet =
  /^(?:(?:user|customer):(?:firstname|lastname|displayname|email|count|cf_\d+)|(?:subscriber|contact_attribute):\p{L}[\p{L}\p{N}_]*|newsletter:(?:subject|total|number|post_title)|site:(?:title|homepage_url|homepage_link)|link:[a-z]+_[a-z_]+|date:(?:d|dordinal|dtext|m|mtext|y|Y))(?:\s*\|\s*default\s*:[\s\S]*)?$/u
const ofMailPoet: ReadonlyMap<string, string> = new Map([
  ['newsletter:subject', 'subject'],
  ['site:title', 'business_name'],
  ['date:y', 'year'],
  ['date:Y', 'year'],
])

/** `[FIRSTNAME]`, `[Name,fallback=you]`, `[subscriber:firstname | default:reader]`, `Dear [Prénom]`. */
const brackets: Reader = (inside, _all, _before, line) => {
  const name = inside.trim()
  const fallback = /^([^,|]+?)\s*,\s*fallback\s*=([\s\S]*)$/iu.exec(name)
  if (fallback !== null) return foreign(`${fallback[1]}|default:"${(fallback[2] ?? '').trim()}"`)
  if (mailPoet.test(name)) return foreign(ofMailPoet.get(name) ?? name.replace(/^link:/u, ''))
  if (sendyWithout.test(inside)) return unknown
  if (/^(?:unsubscribe|unsubscribe_url|unsubscribe_link)$/.test(name)) return ifKnown(name)
  const [, head = '', filter] = /^([^|]*?)\s*(?:\|([\s\S]*))?$/u.exec(name) ?? []
  if (isConstant(head)) return constant(name, head, filter)
  const ofSendy = sendy.get(inside)
  // `[Email]` is a line of a signature or a word of a form as well.
  if (ofSendy !== undefined)
    return ofSendy === 'year' || hasMarkOfSendy(line()) ? foreign(ofSendy) : doubtful
  const known = ifKnown(name)
  if (known?.kind !== 'known' || known.name !== 'first_name') return null
  // In a signature, and in “I am [First Name]”, a writer's own name is left open.
  return isGreeted(line()) ? known : doubtful
}

/** `[URGENT]` and `[SMS | Nouveau]` may be meant for a reader, `[CODE_PROMO]` is not. */
function constant(name: string, head: string, filter: string | undefined): FormReading | null {
  const known = ifKnown(name)
  const isPlain = filter === undefined
  if (known === null) return isPlain && head.includes('_') ? unknown : null
  if (!isPlain) return /^\s*(?:default|fallback)\s*[:=(]/iu.test(filter) ? known : doubtful
  return head.includes('_') || isClear(known) ? known : doubtful
}

/** `{prenom}`, `{$name}`, `{contactfield=firstname}`, `{first_name, "there"}`. */
const singleBraces: Reader = (inside) => {
  const name = inside.trim()
  if (/^\$\s*\p{L}/u.test(name)) {
    // MailerLite's `name` is the first name.
    const first = name.slice(1).replace(/^\s*name(?![\p{L}_])/iu, 'first_name')
    return foreign(first)
  }
  if (/^!\s*\p{L}/u.test(name)) return foreign(name.slice(1))
  // Salesforce's own words for who sends, and where.
  if (/^!\s*\$\s*\p{L}/u.test(name)) return unknown
  if (/^\/[a-z]{3,}$/iu.test(name)) return unknown
  const [, word = ''] = /^([\p{L}_][\p{L}\p{N}_.:=]*)(?:\s*[,|]\s*\S[\s\S]*)?$/u.exec(name) ?? []
  if (word === '') return /^\p{L}+ \p{L}+$/u.test(name) ? ifPerson(name) : null
  const known = ifKnown(name)
  if (known !== null) return known
  if (word !== inside || word.length < 3) return null
  const isField =
    word.length >= 4 && (/^[\p{Lu}\p{N}_]+$/u.test(word) || /[_.=]\p{L}|\d/u.test(word.slice(1)))
  return isField ? unknown : doubtful
}

/** `%FIRSTNAME%`; a sign of percent, an address's `%C3%A9` and `100%` are none. */
const percent: Reader = (inside, _all, before) => {
  const known = ifKnown(inside)
  if (known !== null) return known
  if (!/^(?:[0-9a-f]{2}|u[0-9a-f]{4})/iu.test(inside)) return unknown
  const run = lastRun(before)
  return run.length === before.length || /:|^www\./.test(run) ? null : unknown
}

/** Percent-encoded, as browsers write an address with a field in it. */
const encoded =
  (read: (inside: string) => FormReading | null): Reader =>
  (inside) => {
    try {
      return read(decodeURIComponent(inside))
    } catch {
      return null // No percent-encoded text.
    }
  }

/** Names that stand for a person wherever they are; `«Mobile»` is the word of a menu as well. */
const ofPeople: ReadonlySet<string> = new Set(['first_name', 'last_name', 'full_name', 'email'])
const isOfPerson = (reading: FormReading): boolean =>
  reading.kind === 'known' && ofPeople.has(reading.name)
/** In capitals: `[PRENOM]` and `[UNSUBSCRIBE]`, but not `[MOBILE]`. */
const isClear = (reading: FormReading): boolean =>
  isOfPerson(reading) || (reading.kind === 'known' && reading.name === 'unsubscribe')
const ifPerson = (inside: string): FormReading | null => {
  const reading = ifKnown(inside)
  return reading !== null && isOfPerson(reading) ? reading : null
}
/** Words of one are joined by `_`; `«Formule1»` is a word. */
const isColumn = (name: string) => /^[\p{L}_]+(?:_[\p{L}\p{N}]+)+$/u.test(name)

/** `Bonjour «Prénom»` and `<<Code_postal>>` of a mail merge; `« bonjour »` and `«bonjour»` are words. */
const mailMerge: Reader = (inside, _all, _before, line) => {
  if (isColumn(inside)) return foreign(inside)
  const reading = ifPerson(inside)
  const isCapital = /^\p{Lu}/u.test(inside)
  if (reading === null) return isCapital && /^[\p{L}\p{N}]+$/u.test(inside) ? doubtful : null
  // `fill in your «Nom»` says no name.
  return isCapital && (isGreeted(line()) || isMailMerge(line())) ? reading : doubtful
}
const isMailMerge = (line: FieldLine): boolean =>
  mailMergeNames(line).some((name) => isColumn(name) || ifPerson(name) !== null)

/** In signs that are no brackets: `#SOLDES#` may be meant, `#CODE_PROMO#` is not. */
const betweenSigns: Reader = (inside) => {
  const known = isConstant(inside) ? ifKnown(inside) : ifPerson(inside)
  if (known !== null) return known
  if (!isConstant(inside)) return null
  return inside.includes('_') ? unknown : doubtful
}
/** Doubled, or an `@` on both sides: nobody writes words so. */
const betweenDoubled: Reader = (...read) => {
  const reading = betweenSigns(...read)
  return reading?.kind === 'doubtful' ? unknown : reading
}
const ifConstant: Reader = (inside) => (isConstant(inside) ? ifKnown(inside) : null)

/** `<<First Name>>` has its spaces, unlike Word's own. */
const angled: Reader = (inside, ...others) => ifKnown(inside) ?? mailMerge(inside, ...others)
/** `<NAME>` stands in every manual. */
const oneAngle: Reader = (inside, _all, _before, line) => {
  const known = ifConstant(inside, _all, _before, line)
  if (known === null) return null
  const isFirstName = known.kind === 'known' && known.name === 'first_name'
  return isFirstName || isGreeted(line()) ? known : doubtful
}

/** A name between two signs that belong to no word, no number and no chain of the same. */
const between = (sign: string, notBefore = ''): string => {
  const beside = String.raw`\p{L}\p{N}${sign.slice(-1)}`
  return String.raw`(?<![${beside}${notBefore}])${sign}(\p{L}[\p{L}\p{N}_]{2,60})${sign}(?![${beside}])`
}

/** Each with one group; the first that fits at a place is it. */
const forms: readonly Form[] = [
  { pattern: String.raw`\{\{\{([^{}]*)\}\}\}`, read: (inside) => foreign(inside) },
  { pattern: String.raw`\{\{([^{}]*)\}\}`, read: (inside) => expression(inside) },
  { pattern: String.raw`\{%([^{}]*?)%\}`, read: statement },
  {
    pattern: String.raw`\{#([^{}\n]*?)#\}`,
    read: (inside) => (startsWithLetter.test(inside) ? unknown : null),
  },
  // One that is not closed, or by one brace alone.
  {
    pattern: String.raw`(\{\{(?:\s?[\p{L}_][\p{L}\p{N}_.]{0,60}(?:\s?\}(?!\}))?)?)`,
    read: () => unknown,
  },
  { pattern: String.raw`\{\s*([\p{L}_][\p{L}\p{N}_. ]{0,60})\}\}`, read: () => unknown },
  { pattern: String.raw`(\{%-?\s?\p{L}[\p{L}\p{N}_.]{0,60})`, read: () => unknown },
  { pattern: String.raw`\*\|([^*\n]{1,200}?)\|\*`, read: mailchimp },
  { pattern: String.raw`(\*\|[A-Z][A-Z0-9_:]{1,40})`, read: () => unknown },
  { pattern: String.raw`\[\[([^[\]]{1,300})\]\]`, read: doubleBrackets },
  { pattern: String.raw`\[%([^%[\]\n]{1,200})%\]`, read: ifNamed },
  { pattern: String.raw`<%=?([^%<>\n]{1,200})%>`, read: ifNamed },
  { pattern: String.raw`(<\?(?:php\b|=)[^?<>\n]{0,200}\?>)`, read: () => unknown },
  { pattern: String.raw`\$\[([^[\]\n]{1,120})\]\$`, read: ifNamed },
  { pattern: String.raw`\$\{([^{}\n]{1,120})\}`, read: ifNamed },
  { pattern: String.raw`#\{([^{}\n]{1,120})\}`, read: ifKnown },
  { pattern: String.raw`\{([^{}\n]{1,120})\}`, read: singleBraces },
  {
    pattern: String.raw`\[EMV FIELD\]([^[\]\n]{1,60})\[EMV \/FIELD\]`,
    read: (inside) => foreign(inside),
  },
  { pattern: String.raw`(?<![\w\][])\[([^[\]\n]{1,120})\](?![(\]])`, read: brackets },
  { pattern: String.raw`<<([\p{L}_][^<>\n]{1,60})>>`, read: angled },
  { pattern: String.raw`«([\p{L}_][\p{L}\p{N}_]{1,60})»`, read: mailMerge },
  { pattern: String.raw`<([A-Z][A-Z0-9_]{2,60})>`, read: oneAngle },
  // Sendy's links, in a text part: in HTML they are tags, which are cleaned.
  {
    pattern: String.raw`(</?(?:unsubscribe|webversion|reconsent|preferences|forwardtoafriend)>)`,
    read: () => unknown,
  },
  { pattern: String.raw`%%\[([^\]]{1,2000}?)\]%%`, read: () => unknown },
  { pattern: String.raw`%%=?([\p{L}_][^%\n]{0,120})%%`, read: ifNamed },
  {
    pattern: String.raw`(?<![\p{L}\p{N}%])%([\p{L}][\p{L}\p{N}_.:-]{2,60})%(?![\p{L}\p{N}%])`,
    read: percent,
  },
  { pattern: String.raw`(?<!#)##(\p{L}[\p{L}\p{N}_]{2,60})##(?!#)`, read: betweenDoubled },
  { pattern: between('#', '&/'), read: betweenSigns },
  { pattern: between('@@', '.'), read: betweenDoubled },
  { pattern: between('@', '.'), read: betweenDoubled },
  { pattern: between(String.raw`\$\$`), read: ifConstant },
  { pattern: between(String.raw`\$`), read: ifConstant },
  {
    pattern: String.raw`(?<![\p{L}\p{N}_])__([A-Z][A-Z0-9]{2,60})__(?![\p{L}\p{N}_])`,
    read: ifConstant,
  },
  { pattern: String.raw`%7[bB]%7[bB]([^{}\s<>"]{1,200}?)%7[dD]%7[dD]`, read: encoded(expression) },
  {
    pattern: String.raw`(?:\*|%2A)%7[cC]([^\s*<>"]{1,100}?)%7[cC](?:\*|%2A)`,
    read: encoded(mailchimp),
  },
  { pattern: String.raw`~(Contact\.[\p{L}_]{2,60})~`, read: (inside) => foreign(inside) },
]
const anyForm = new RegExp(forms.map(({ pattern }) => pattern).join('|'), 'gu')

/** True of a text in which no field can be: most are told by this alone. */
export const hasNoField = (text: string): boolean => !/[{[%*<~@#$«]|__/u.test(text)

/**
 * The fields of a text, as a reader sees it.
 * @param lineAt says what stands on the line of a field, where lines are not those of the text
 */
export function findForms(text: string, lineAt: LineReader = linesOf(text)): FoundForm[] {
  if (hasNoField(text)) return []
  const found: FoundForm[] = []
  let from = 0
  for (;;) {
    anyForm.lastIndex = from
    const match = anyForm.exec(text)
    if (match === null) return found
    const index = match.findIndex((group, at) => at > 0 && group !== undefined) - 1
    const form = forms[index]
    const end = match.index + match[0].length
    const start = match.index
    const before = text.slice(Math.max(0, start - maxRun - 1), start)
    const reading =
      form?.read(match[index + 1] ?? '', match[0], before, () => lineAt(start, end)) ?? null
    if (reading !== null) found.push({ start: match.index, end, reading })
    // What is none may have one in it.
    from = reading === null ? match.index + 1 : end
  }
}

/** True if a text is a field as a whole, known or not. */
export function isOneField(text: string): boolean {
  const [first] = findForms(text)
  return first !== undefined && first.start === 0 && first.end === text.length
}

/** How a field of ours is written. */
export const writtenField = (name: string): string => `{{ ${name} }}`
