// What stands between the braces of a field: a name, what to do with its value, and what to say
// where there is none. Liquid, Jinja, Twig, Handlebars, Mailjet and HubSpot say the same in their ways.
import { isFieldName, type FieldName } from './mergeFieldNames.ts'
import { fieldOfName } from './foreignNames.ts'

export type KnownField = {
  kind: 'known'
  name: FieldName
  /** What to say of somebody of whom the field is not known; plain text. */
  fallback: string
  changes: readonly Change[]
  /** The words of a link that the field is, where they are written with it. */
  label: string | null
  /** Written as our own editor does: nothing to explain. */
  isOwn: boolean
}
export type FieldReading = KnownField | { kind: 'unknown'; fallback: string }
export type Change = 'upper' | 'lower' | 'capital' | 'title'

const changes: Record<string, Change | 'none'> = {
  ...{ upcase: 'upper', upper: 'upper', uppercase: 'upper', touppercase: 'upper' },
  ...{ downcase: 'lower', lower: 'lower', lowercase: 'lower' },
  ...{ capitalize: 'capital', capitalise: 'capital', capfirst: 'capital', ucfirst: 'capital' },
  ...{ title: 'title', titlecase: 'title', titleize: 'title' },
  // Values are put in safely wherever they stand.
  ...{ escape: 'none', e: 'none', h: 'none', safe: 'none', raw: 'none', strip: 'none' },
  ...{ default: 'none', trim: 'none', url_encode: 'none', urlencode: 'none', html: 'none' },
}

const quotes = /^(?:"([\s\S]*)"|'([\s\S]*)'|“([\s\S]*)”|‘([\s\S]*)’|`([\s\S]*)`)$/
/** A text without the quotes around it. */
function unquoted(text: string): string {
  const trimmed = text.trim()
  const match = quotes.exec(trimmed)
  return match === null ? trimmed : (match.slice(1).find((one) => one !== undefined) ?? '')
}

const quoted = `"[^"]*"|'[^']*'|“[^”]*”|‘[^’]*’|\`[^\`]*\``
const quotedWhole = new RegExp(`^(?:${quoted})$`)
const isQuoted = (text: string) => quotedWhole.test(text.trim())
/** `default: "x"`, `default("x")`, `default "x"`, and the same by other words. */
const defaultFilter =
  /^(?:default|fallback|default_if_none|ifempty|if_empty|defaultvalue|reader)\s*(?:[:=]\s*([\s\S]*)|\(([\s\S]*)\)|\s([\s\S]*))$/iu
const tokenCall = new RegExp(
  `^(?:personali[sz]ation_token|get|field)\\s*\\(\\s*(${quoted})\\s*(?:,\\s*(${quoted})\\s*)?\\)$`,
  'iu',
)
const lookup = new RegExp(
  `^(?:person|contact|subscriber|profile)?\\s*(?:\\|\\s*lookup\\s*:\\s*|\\s)(${quoted})$`,
  'iu',
)
const otherwise = new RegExp(`^(\\S+)\\s*(?:\\sor\\s|\\|\\|)\\s*(${quoted})$`, 'iu')
const withDefault = new RegExp(`^([^:,]+(?::[^:,"']+)?)\\s*[:,]\\s*(${quoted})$`, 'u')
const namePattern = /^[\p{L}_.$][\p{L}\p{N}_.:=$'’ ()/-]*$/u

type Parts = { name: string; fallback: string; changes: Change[]; isPlain: boolean } | null

/** @param inside without the braces, entities resolved */
export function readInside(inside: string): FieldReading {
  const parts = partsOf(clean(inside))
  if (parts === null) return { kind: 'unknown', fallback: '' }
  const name = namePattern.test(parts.name) ? fieldOfName(parts.name) : null
  if (name === null) return { kind: 'unknown', fallback: parts.fallback }
  const isOwn = parts.isPlain && isFieldName(parts.name.toLowerCase())
  return {
    kind: 'known',
    name,
    fallback: parts.fallback,
    changes: parts.changes,
    label: null,
    isOwn,
  }
}

/** Without the marks for "eat the space" and "as it is", and with plain spaces. */
const clean = (inside: string) =>
  inside
    .replace(/[\u200b-\u200d\u2060\ufeff\u00ad]/gu, '')
    .replace(/\s+/gu, ' ')
    .replace(/\s?\|\s?lookup\s?:\s?["']([^"']{1,60})["']|\[["']([^"']{1,60})["']\]/gu, '.$1$2')
    .trim()
    .replace(/^[-~&](?=[\s\p{L}])|(?<=[\p{L}\p{N})"'])\s?[-~]$/gu, '')
    .trim()

function partsOf(inside: string): Parts {
  const call = tokenCall.exec(inside) ?? otherwise.exec(inside) ?? lookup.exec(inside)
  if (call !== null)
    return {
      name: unquoted(call[1] ?? ''),
      fallback: unquoted(call[2] ?? ''),
      changes: [],
      isPlain: false,
    }
  const [head = '', ...filters] = splitAtBars(inside)
  const given = withDefault.exec(head.trim())
  const parts = {
    name: (given?.[1] ?? head).trim(),
    fallback: given === null ? '' : unquoted(given[2] ?? ''),
    changes: [] as Change[],
    isPlain: given === null,
  }
  if (parts.name === '') return null
  for (const [index, filter] of filters.entries()) {
    const default_ = defaultFilter.exec(filter.trim())
    const argument = default_?.slice(1).find((one) => one !== undefined)
    const change = changes[filter.trim().toLowerCase()]
    if (argument !== undefined) {
      // What another field says is no text.
      if (isOtherField(argument)) return { ...parts, name: '' }
      parts.fallback = unquoted(firstArgument.exec(argument)?.[1] ?? argument)
    } else if (change !== undefined) {
      if (change !== 'none') parts.changes.push(change)
    } else if (isOtherFilter(filter)) return { ...parts, name: '' }
    // A bar and plain words are our own way: the last bar that is no filter holds the fallback.
    else parts.fallback = unquoted(filters.slice(index).join('|'))
    if (argument === undefined && change === undefined) break
  }
  return parts
}

/** Of several, as in `default('x', true)`. */
const firstArgument = new RegExp(`^\\s*(${quoted})\\s*(?:,|$)`, 'u')
const isOtherField = (argument: string) => /^\s*[\p{L}_]\w*(?:\.[\p{L}_]\w*)+\s*$/u.test(argument)

/** `truncate: 10`, `date("Y")`: what it would do to a value nobody here knows. */
const isOtherFilter = (filter: string) =>
  !isQuoted(filter) &&
  /^\s*[a-z_]+\s*(?::\s*(?:["'“‘]|\d+\s*$)|\(\s*(?:["'“‘\d][^()]*)?\)\s*$)/iu.test(filter)

const quotedOrBar = new RegExp(`(?<=[|:=(\\s,])(?:${quoted})|\\|`, 'gu')

/** At bars outside quotes; a quote that is not closed is an apostrophe. */
function splitAtBars(text: string): string[] {
  const parts: string[] = []
  let from = 0
  for (const match of text.matchAll(quotedOrBar)) {
    if (match[0] !== '|') continue
    parts.push(text.slice(from, match.index))
    from = match.index + 1
  }
  return [...parts, text.slice(from)]
}

/** The value as the filters of a field make it. */
export function changedValue(value: string, wanted: readonly Change[]): string {
  let changed = value
  for (const change of wanted) {
    if (change === 'upper') changed = changed.toLocaleUpperCase('fr')
    else if (change === 'lower') changed = changed.toLocaleLowerCase('fr')
    else if (change === 'capital')
      changed = changed.replace(/^\p{L}/u, (letter) => letter.toLocaleUpperCase('fr'))
    else
      changed = changed.replace(
        /\p{L}[\p{L}\p{M}]*/gu,
        (word) => word.charAt(0).toLocaleUpperCase('fr') + word.slice(1).toLocaleLowerCase('fr'),
      )
  }
  return changed
}
