// The public keys a domain publishes for DKIM, under the names its provider uses and the one the
// user entered.
import type { DomainDns } from '#main/mail/domain/domainDns.ts'
import { readDkimKey, type DkimKey } from '#main/mail/domain/dkimKey.ts'
import { finding, type Looked } from './findingVerdicts.ts'
import type { SenderEntry } from './senderFile.ts'

/** Bits of an RSA key: fewer than the first are not taken any more, fewer than the second are old. */
const leastBits = 1_024
const goodBits = 2_048

/** `hasKey` is null where it stays open. */
export type DkimLook = { looked: Looked; hasKey: boolean | null }

type Place = { selector: string; host: string }
type Seen = Place &
  (
    | { kind: 'key'; key: DkimKey; text: string }
    | { kind: 'several' }
    | { kind: 'none' }
    | { kind: 'alias'; target: string }
    | { kind: 'open'; reason: string }
  )

export async function lookAtDkim(
  dns: DomainDns,
  domain: string,
  entry: SenderEntry | null,
  entered: string | undefined,
): Promise<DkimLook> {
  const usual = entry?.dkim.selectors ?? []
  const selectors = [...new Set([...(entered === undefined ? [] : [entered]), ...usual])]
  const seen = await Promise.all(selectors.map((selector) => look(dns, domain, selector)))
  const good = seen.filter((one) => one.kind === 'key' && isUsable(one.key))
  const findings = seen.flatMap((one) => findingsOf(one, good.length > 0))
  if (entered !== undefined && seen[0]?.kind === 'none')
    findings.push(finding('dkim_selector_none', { selector: entered }))
  const isNowhere = seen.every(({ kind }) => kind === 'none')
  if (isNowhere && entered === undefined) findings.push(nothingFound(entry, selectors))
  if (findings.length === 0) findings.push(finding('dkim_selector_unknown'))
  return {
    hasKey:
      good.length > 0
        ? true
        : isNowhere && entered === undefined && entry?.dkim.isFixed
          ? false
          : null,
    looked: {
      findings,
      found: seen.flatMap((one) =>
        one.kind === 'key'
          ? [{ host: one.host, type: 'TXT', value: one.text }]
          : one.kind === 'alias'
            ? [{ host: one.host, type: 'CNAME', value: one.target }]
            : [],
      ),
      records: isNowhere && entry !== null ? aliasRecords(entry, domain) : [],
    },
  }
}

const isUsable = (key: DkimKey): boolean =>
  !key.isRevoked && !key.isBroken && (key.bits === null || key.bits >= leastBits)

async function look(dns: DomainDns, domain: string, selector: string): Promise<Seen> {
  const host = `${selector}._domainkey.${domain}`
  const place = { selector, host }
  const answer = await dns.texts(host)
  if (answer.kind === 'failed') return { ...place, kind: 'open', reason: answer.reason }
  const keys = (answer.kind === 'found' ? answer.values : []).flatMap((text) => {
    const key = readDkimKey(text)
    return key === null ? [] : [{ key, text }]
  })
  if (keys.length > 1) return { ...place, kind: 'several' }
  const [only] = keys
  if (only !== undefined) return { ...place, kind: 'key', ...only }
  const alias = await dns.alias(host)
  if (alias.kind === 'failed') return { ...place, kind: 'open', reason: alias.reason }
  return alias.kind === 'found'
    ? { ...place, kind: 'alias', target: alias.values[0] ?? '' }
    : { ...place, kind: 'none' }
}

/** Beside a good key, names that wait for their turn are no fault: providers change keys in turn. */
function findingsOf(seen: Seen, hasGood: boolean): Looked['findings'] {
  const { selector } = seen
  if (seen.kind === 'key') return keyFindings(seen.key, selector, hasGood)
  if (seen.kind === 'several') return [finding('dkim_several', { selector })]
  if (seen.kind === 'none' || hasGood) return []
  return seen.kind === 'alias'
    ? [finding('dkim_dangling', { selector, target: seen.target })]
    : [finding('dkim_some_open', { selector, reason: seen.reason })]
}

function keyFindings(key: DkimKey, selector: string, hasGood: boolean): Looked['findings'] {
  if (key.isRevoked) return hasGood ? [] : [finding('dkim_revoked', { selector })]
  if (key.isBroken) return [finding('dkim_broken', { selector })]
  const bits = key.bits ?? 0
  if (key.kind === 'rsa' && bits < leastBits) return [finding('dkim_weak', { selector, bits })]
  return [
    key.kind === 'ed25519'
      ? finding('dkim_only_ed25519', { selector })
      : bits < goodBits
        ? finding('dkim_renew', { selector, bits })
        : finding('dkim_right', { selector, bits }),
    ...(key.isTest ? [finding('dkim_testing', { selector })] : []),
  ]
}

/** Only a provider that uses no other names lets one say that there is no key. */
function nothingFound(entry: SenderEntry | null, selectors: string[]): Looked['findings'][number] {
  if (entry === null || selectors.length === 0) return finding('dkim_selector_unknown')
  const values = { name: entry.name, selectors: selectors.join(', ') }
  return finding(entry.dkim.isFixed ? 'dkim_none' : 'dkim_not_found', values)
}

const aliasRecords = ({ dkim }: SenderEntry, domain: string): Looked['records'] =>
  dkim.alias === null
    ? []
    : dkim.selectors.map((selector) => ({
        type: 'CNAME' as const,
        host: `${selector}._domainkey.${domain}`,
        value: (dkim.alias ?? '').replace('{selector}', selector).replace('{domain}', domain),
        replaces: [],
      }))
