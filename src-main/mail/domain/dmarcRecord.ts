// Reads DMARC records (RFC 7489, RFC 9989), and finds the one that counts for a domain.
import type { DomainDns } from './domainDns.ts'
import { tagsOf } from './dkimKey.ts'

export type DmarcPolicy = 'none' | 'quarantine' | 'reject'
export type DmarcRecord = {
  /** Null where it is missing or no policy at all. */
  policy: DmarcPolicy | null
  /** For names below; the policy itself where nothing else is said. */
  subdomainPolicy: DmarcPolicy | null
  /** What the record says as `p=`, for words about one that is wrong. */
  written: string
  /** Where reports go: addresses, without `mailto:`. */
  reportsTo: string[]
  /** Parts nobody understands. */
  oddParts: string[]
  percent: number
  isStrict: { spf: boolean; dkim: boolean }
}

export const isDmarc = (text: string): boolean => /^v\s*=\s*DMARC1\s*(?:;|$)/.test(text)

/** A record that is meant to be one: other letters, quotes or blanks before it. */
export const isNearlyDmarc = (text: string): boolean =>
  !isDmarc(text) && /^.{0,4}v\s*=\s*dmarc\s*1?/i.test(text)

const known = 'v p sp np rua ruf adkim aspf fo pct rf ri psd t'.split(' ')
const policies = ['none', 'quarantine', 'reject'] as const
const policyOf = (text: string | undefined): DmarcPolicy | null =>
  policies.find((policy) => policy === text?.toLowerCase()) ?? null

export function readDmarc(text: string): DmarcRecord {
  const tags = tagsOf(text)
  const policy = policyOf(tags.get('p'))
  const percent = Number(tags.get('pct') ?? 100)
  return {
    policy,
    subdomainPolicy: policyOf(tags.get('sp')) ?? policy,
    written: tags.get('p') ?? '',
    reportsTo: (tags.get('rua') ?? '').split(',').flatMap((target) => {
      const [, address] = /^\s*mailto:([^!\s]+@[^!\s]+)/i.exec(target) ?? []
      return address === undefined ? [] : [address]
    }),
    oddParts: oddPartsOf(text, tags),
    percent: Number.isInteger(percent) && percent >= 0 && percent <= 100 ? percent : 100,
    isStrict: {
      spf: tags.get('aspf')?.toLowerCase() === 's',
      dkim: tags.get('adkim')?.toLowerCase() === 's',
    },
  }
}

function oddPartsOf(text: string, tags: Map<string, string>): string[] {
  const parts = text.split(';').map((part) => part.trim())
  const odd = parts.filter((part) => {
    const name = part.split('=', 1)[0]?.trim().toLowerCase() ?? ''
    return part !== '' && (!part.includes('=') || !known.includes(name))
  })
  if (tags.has('sp') && policyOf(tags.get('sp')) === null) odd.push(`sp=${tags.get('sp')}`)
  for (const target of (tags.get('rua') ?? '').split(','))
    if (target.trim() !== '' && !/^\s*mailto:[^@\s]+@[^@\s]+/i.test(target))
      odd.push(`rua=${target.trim()}`)
  return odd
}

export type FoundDmarc =
  | { kind: 'found'; host: string; domain: string; texts: string[] }
  | { kind: 'nearly'; host: string; domain: string; texts: string[] }
  | { kind: 'none' }
  | { kind: 'failed'; host: string; reason: string }

/** Names above a domain that are asked at most (RFC 9989, 4.10). */
const maxParents = 8

/**
 * The record of the domain, else that of the nearest name above it. A name whose record cannot be
 * read leaves everything open: what stands above it would not count.
 */
export async function findDmarc(dns: DomainDns, domain: string): Promise<FoundDmarc> {
  const labels = domain.split('.')
  const starts = labels.map((_, index) => index).slice(0, -1)
  const asked = starts.length > maxParents ? [0, ...starts.slice(1 - maxParents)] : starts
  for (const start of asked) {
    const parent = labels.slice(start).join('.')
    const host = `_dmarc.${parent}`
    const answer = await dns.texts(host)
    if (answer.kind === 'failed') return { kind: 'failed', host, reason: answer.reason }
    if (answer.kind !== 'found') continue
    const texts = answer.values.filter(isDmarc)
    if (texts.length > 0) return { kind: 'found', host, domain: parent, texts }
    const nearly = answer.values.filter(isNearlyDmarc)
    if (nearly.length > 0 && start === 0) return { kind: 'nearly', host, domain, texts: nearly }
  }
  return { kind: 'none' }
}
