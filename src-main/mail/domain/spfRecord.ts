// Reads an SPF record (RFC 7208) into its terms, and writes it again with more of them.
import { isIPv4, isIPv6 } from 'node:net'

export type SpfTerm = {
  /** As it was written. */
  text: string
  /** `+` passes, `-` fails, `~` fails softly, `?` says nothing. */
  qualifier: '+' | '-' | '~' | '?'
  /** In small letters: `include`, `a`, `redirect`, … */
  name: string
  /** What stands after the colon or the equals sign, without a length of network. */
  value: string
  /** Bits of the network that counts, for IPv4 and for IPv6. */
  bits: { ipv4: number; ipv6: number }
}
export type SpfRecord = {
  terms: SpfTerm[]
  /** Terms that no receiver understands: a single one makes the whole record worthless. */
  faults: string[]
}

export const isSpf = (text: string): boolean => /^v=spf1(?: |$)/i.test(text)

/** A record that is meant to be one, with quotes, spaces or other things before it. */
export const isNearlySpf = (text: string): boolean =>
  !isSpf(text) && /^.{0,4}v\s*=\s*spf1\b/i.test(text)

const mechanisms = ['all', 'include', 'a', 'mx', 'ptr', 'ip4', 'ip6', 'exists']

export function readSpf(text: string): SpfRecord {
  const terms: SpfTerm[] = []
  const faults: string[] = []
  for (const word of text.split(' ').slice(1)) {
    if (word === '') continue
    const term = readTerm(word)
    if (term === null) faults.push(word)
    else terms.push(term)
  }
  for (const name of ['redirect', 'exp']) {
    const second = terms.filter((term) => term.name === name)[1]
    if (second !== undefined) faults.push(second.text)
  }
  return { terms, faults }
}

function readTerm(text: string): SpfTerm | null {
  const modifier = /^([a-z][a-z0-9._-]*)=([\x21-\x7e]*)$/i.exec(text)
  if (modifier !== null) {
    const name = (modifier[1] ?? '').toLowerCase()
    const value = modifier[2] ?? ''
    // Unknown modifiers are passed over, by the standard.
    return ['redirect', 'exp'].includes(name) && !isDomainSpec(value)
      ? null
      : { ...{ text, qualifier: '+', name, value }, bits: { ipv4: 32, ipv6: 128 } }
  }
  const [, sign = '', name = '', rest = ''] = /^([-+~?]?)([a-z0-9]+)(.*)$/i.exec(text) ?? []
  const mechanism = name.toLowerCase()
  if (!mechanisms.includes(mechanism)) return null
  const term = { text, qualifier: qualifierOf(sign), name: mechanism }
  if (mechanism === 'ip4' || mechanism === 'ip6') return addressTerm(term, rest)
  return nameTerm(term, rest)
}

const qualifierOf = (sign: string): SpfTerm['qualifier'] =>
  sign === '-' || sign === '~' || sign === '?' ? sign : '+'

type Begun = Pick<SpfTerm, 'text' | 'qualifier' | 'name'>

function addressTerm(term: Begun, rest: string): SpfTerm | null {
  const [, value = '', length] = /^:([0-9a-f:.]+)(?:\/(\d{1,3}))?$/i.exec(rest) ?? []
  const isIp4 = term.name === 'ip4'
  const most = isIp4 ? 32 : 128
  const bits = length === undefined ? most : Number(length)
  if (!(isIp4 ? isIPv4(value) : isIPv6(value)) || bits > most) return null
  return { ...term, value, bits: { ipv4: bits, ipv6: bits } }
}

function nameTerm(term: Begun, rest: string): SpfTerm | null {
  const [all, value, four, six] =
    /^(?::([^/]*))?(?:\/(\d{1,2}))?(?:\/\/(\d{1,3}))?$/.exec(rest) ?? []
  if (all === undefined) return null
  const bits = { ipv4: Number(four ?? 32), ipv6: Number(six ?? 128) }
  if (bits.ipv4 > 32 || bits.ipv6 > 128) return null
  const mayHaveBits = term.name === 'a' || term.name === 'mx'
  if (!mayHaveBits && (four !== undefined || six !== undefined)) return null
  if (term.name === 'all' && value !== undefined) return null
  if ((term.name === 'include' || term.name === 'exists') && value === undefined) return null
  if (value !== undefined && !isDomainSpec(value)) return null
  return { ...term, value: (value ?? '').replace(/\.$/, '').toLowerCase(), bits }
}

/** A name, or one with macros in it. */
const isDomainSpec = (value: string): boolean =>
  /^(?:[a-z0-9._-]|%\{[a-z]\d*r?[.+,/_=-]*\}|%[%_-])+$/i.test(value) &&
  value.length <= 253 &&
  value.includes('.')

/** True of what depends on the message it is asked for. */
export const hasMacro = ({ value }: SpfTerm): boolean => value.includes('%')

/**
 * A record with more terms: what is there stays in its order, new terms come after it and before
 * the last word. A last word that lets everybody pass, or none, becomes `~all`.
 * @param added mechanisms as they are written, without those that are there already
 */
export function writeSpf(terms: SpfTerm[], added: string[]): string {
  const all = terms.findLast(({ name }) => name === 'all')
  const redirect = terms.find(({ name }) => name === 'redirect')
  const modifiers = terms.filter(({ text, name }) => text.includes('=') && name !== 'redirect')
  const mechanismTexts = terms
    .filter((term) => term.name !== 'all' && term.name !== 'redirect' && !modifiers.includes(term))
    .map(({ text }) => text)
  const known = new Set(mechanismTexts.map((text) => text.toLowerCase().replace(/^\+/, '')))
  const last =
    all !== undefined
      ? [all.qualifier === '-' || all.qualifier === '~' ? all.text : '~all']
      : redirect !== undefined
        ? [redirect.text]
        : ['~all']
  return [
    'v=spf1',
    ...new Set([...mechanismTexts, ...added.filter((text) => !known.has(text.toLowerCase()))]),
    ...last,
    ...modifiers.map(({ text }) => text),
  ].join(' ')
}

/** Several records as one: everything each of them lets pass, and a last word no harder than any. */
export function mergeSpf(records: SpfRecord[], added: string[]): string {
  const terms = records.flatMap((record) => record.terms)
  const alls = terms.filter(({ name }) => name === 'all')
  // Only where each of them refuses the rest may the one that takes their place.
  const isStrict =
    alls.length === records.length && alls.every(({ qualifier }) => qualifier === '-')
  // One record's `redirect` was its way to say everything else; beside other terms it would be lost.
  const redirected = terms
    .filter(({ name }) => name === 'redirect')
    .map(({ value }) => `include:${value}`)
  const others = terms.filter(({ name }) => name !== 'all' && name !== 'redirect')
  const seen = new Set<string>()
  const once = others.filter(({ text }) => {
    const key = text.toLowerCase().replace(/^\+/, '')
    return !seen.has(key) && seen.add(key)
  })
  return writeSpf([...once, ...(isStrict ? alls.slice(0, 1) : [])], [...redirected, ...added])
}
