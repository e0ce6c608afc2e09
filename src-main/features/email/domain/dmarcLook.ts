// The policy that counts for a domain, its own or that of a name above it, and BIMI where it is
// there.
import type { DomainDns } from '#main/mail/domain/domainDns.ts'
import { tagsOf } from '#main/mail/domain/dkimKey.ts'
import {
  findDmarc,
  isDmarc,
  readDmarc,
  type DmarcPolicy,
  type DmarcRecord,
  type FoundDmarc,
} from '#main/mail/domain/dmarcRecord.ts'
import { finding, unanswered, type Looked } from './findingVerdicts.ts'

export type DmarcLook = { looked: Looked; policy: DmarcPolicy | null }

/** @param address whose mailbox takes the reports of a first record */
export async function lookAtDmarc(
  dns: DomainDns,
  domain: string,
  address: string,
): Promise<DmarcLook> {
  const found = await findDmarc(dns, domain)
  if (found.kind === 'failed') return { looked: unanswered(found.reason), policy: null }
  const host = `_dmarc.${domain}`
  const first = `v=DMARC1; p=none; rua=mailto:${mailtoOf(address, domain)}`
  if (found.kind === 'none') return { looked: await none(dns, host, first), policy: null }
  const [text = ''] = found.texts
  const shown = found.texts.map((value) => ({ host: found.host, type: 'TXT', value }))
  const told = (findings: Looked['findings'], value: string | null): Looked => ({
    ...{ findings, found: shown },
    records:
      value === null ? [] : [{ type: 'TXT', host: found.host, value, replaces: found.texts }],
  })
  if (found.kind === 'nearly')
    return { looked: told([finding('dmarc_broken', { record: text })], first), policy: null }
  if (found.texts.length > 1) {
    const kept = found.texts.find((one) => readDmarc(one).policy !== null) ?? first
    const several = finding('dmarc_several', { count: found.texts.length })
    return { looked: told([several], kept), policy: null }
  }
  return oneRecord(dns, { domain, address, found, told, text })
}

/** An alias in the place of the record would have to go before the record can come. */
async function none(dns: DomainDns, host: string, value: string): Promise<Looked> {
  const alias = await dns.alias(host)
  const target = alias.kind === 'found' ? alias.values : []
  return {
    findings: [finding('dmarc_none'), ...target.map((name) => finding('dmarc_alias', { name }))],
    found: target.map((name) => ({ host, type: 'CNAME', value: name })),
    records: [{ type: 'TXT', host, value, replaces: target }],
  }
}

async function oneRecord(
  dns: DomainDns,
  given: {
    domain: string
    address: string
    found: Extract<FoundDmarc, { kind: 'found' }>
    told: (findings: Looked['findings'], value: string | null) => Looked
    text: string
  },
): Promise<DmarcLook> {
  const { domain, address, found, told, text } = given
  const record = readDmarc(text)
  const isParent = found.domain !== domain
  const policy = isParent ? record.subdomainPolicy : record.policy
  const parent = isParent ? [finding('dmarc_parent', { name: found.domain })] : []
  if (record.policy === null || policy === null) {
    const broken = finding('dmarc_no_policy', { policy: record.written })
    return { looked: told([broken, ...parent], withTag(text, 'p', 'none')), policy: null }
  }
  const reports = `mailto:${mailtoOf(address, domain)}`
  const lacksReports = record.reportsTo.length === 0
  const findings = [
    finding(policy === 'none' ? 'dmarc_watching' : 'dmarc_right', { policy }),
    ...parent,
    ...(lacksReports ? [finding('dmarc_no_reports')] : []),
    ...record.oddParts.map((part) => finding('dmarc_odd_tag', { part })),
    ...(record.percent < 100 ? [finding('dmarc_part_only', { percent: record.percent })] : []),
    ...(await refusedReports(dns, found.domain, record)),
  ]
  // A record of the whole organisation is not for this account to change.
  const value = lacksReports && !isParent ? withTag(text, 'rua', reports) : null
  const looked = told(findings, value)
  return { looked: value === null ? looked : await beyondAlias(dns, looked), policy }
}

/** A record that was read through an alias is the provider's: only in its place can another stand. */
async function beyondAlias(dns: DomainDns, looked: Looked): Promise<Looked> {
  const alias = await dns.alias(looked.records[0]?.host ?? '')
  if (alias.kind !== 'found') return looked
  return {
    ...looked,
    findings: [...looked.findings, ...alias.values.map((name) => finding('dmarc_alias', { name }))],
    records: looked.records.map((record) => ({ ...record, replaces: alias.values })),
  }
}

/** Another domain takes reports only where it says so (RFC 9990, 4). */
async function refusedReports(
  dns: DomainDns,
  domain: string,
  { reportsTo }: DmarcRecord,
): Promise<Looked['findings']> {
  const asked = reportsTo.slice(0, 5).map(async (address) => {
    const other = address.slice(address.lastIndexOf('@') + 1).toLowerCase()
    if (isKin(domain, other)) return []
    const answer = await dns.texts(`${domain}._report._dmarc.${other}`)
    if (answer.kind === 'failed') return []
    const isTaken = answer.kind === 'found' && answer.values.some(isDmarc)
    return isTaken ? [] : [finding('dmarc_reports_refused', { address })]
  })
  return (await Promise.all(asked)).flat()
}

const isKin = (one: string, other: string): boolean =>
  one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`)

/** The record with one part set, and everything else as it is. */
function withTag(text: string, name: string, value: string): string {
  const parts = text
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '' && !part.toLowerCase().startsWith(`${name}=`))
  // `p` has to stand right behind the version, for older receivers.
  parts.splice(name === 'p' ? 1 : parts.length, 0, `${name}=${value}`)
  return parts.join('; ')
}

/** An address as a link: what would end it is written by its number. */
function mailtoOf(address: string, domain: string): string {
  const local = address.slice(0, address.lastIndexOf('@'))
  return `${local.replace(/[^A-Za-z0-9._+-]/g, (sign) => encodeURIComponent(sign))}@${domain}`
}

/** Null where the domain has no logo to show: nobody needs one. */
export async function lookAtBimi(
  dns: DomainDns,
  domain: string,
  policy: DmarcPolicy | null,
): Promise<Looked | null> {
  const host = `default._bimi.${domain}`
  const answer = await dns.texts(host)
  const text = answer.kind === 'found' ? answer.values.find((one) => /^v=BIMI1/i.test(one)) : null
  if (text === null || text === undefined) return null
  const logo = tagsOf(text).get('l') ?? ''
  const isFine = /^https:\/\/\S+\.svg(\?\S*)?$/i.test(logo)
  return {
    findings: [
      finding(isFine ? 'bimi_found' : 'bimi_broken', { logo }),
      ...(policy === 'none' ? [finding('bimi_needs_policy')] : []),
    ],
    ...{ found: [{ host, type: 'TXT', value: text }], records: [] },
  }
}
