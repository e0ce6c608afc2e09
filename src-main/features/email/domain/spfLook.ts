// Whether SPF lets the account's server write for the domain, and the one record that would.
import type { DomainDns } from '#main/mail/domain/domainDns.ts'
import {
  isNearlySpf,
  isSpf,
  mergeSpf,
  readSpf,
  writeSpf,
  type SpfRecord,
} from '#main/mail/domain/spfRecord.ts'
import { maxLookups, maxVoids, walkSpf, type SpfWalk } from '#main/mail/domain/spfWalk.ts'
import { finding, unanswered, type Looked } from './findingVerdicts.ts'
import { judgeSender, wantedWithout, type SpfSender } from './spfSender.ts'

/** `isAllowed` is null where it stays open. */
export type SpfLook = { looked: Looked; isAllowed: boolean | null }

export async function lookAtSpf(dns: DomainDns, sender: SpfSender): Promise<SpfLook> {
  const { domain } = sender
  const answer = await dns.texts(domain)
  if (answer.kind === 'failed') return { looked: unanswered(answer.reason), isAllowed: null }
  const texts = answer.kind === 'found' ? answer.values : []
  const records = texts.filter(isSpf)
  const nearly = texts.filter(isNearlySpf)
  const [text] = records
  const look =
    text === undefined
      ? withoutRecord(nearly, sender)
      : records.length > 1
        ? several(records, wantedWithout(sender))
        : await oneRecord(dns, domain, text, sender)
  if (texts.some((one) => /^spf2\.0\//i.test(one))) look.findings.push(finding('spf_sender_id'))
  const { value, replaces, ...rest } = look
  const isNew = value !== null && !(replaces.length === 1 && replaces[0] === value)
  if (isNew) rest.findings.push(...(await afterwards(dns, domain, value, rest.findings)))
  return {
    isAllowed: rest.isAllowed,
    looked: {
      findings: rest.findings,
      found: [...records, ...(text === undefined ? nearly : [])].map((one) => ({
        ...{ host: domain, type: 'TXT', value: one },
      })),
      records: isNew ? [{ type: 'TXT', host: domain, value, replaces }] : [],
    },
  }
}

type Judged = {
  findings: Looked['findings']
  isAllowed: boolean | null
  /** The record as it should be; null where only a person can tell. */
  value: string | null
  replaces: string[]
}

function withoutRecord(nearly: string[], sender: SpfSender): Judged {
  const wanted = wantedWithout(sender)
  const [text] = nearly
  if (text === undefined)
    return {
      ...{ findings: [finding('spf_none')], isAllowed: false, replaces: [] },
      value: wanted.length > 0 ? writeSpf([], wanted) : null,
    }
  const meant = readSpf(text.replace(/^.*?v\s*=\s*spf1/i, 'v=spf1').replace(/["'“”«»\s]+$/, ''))
  return {
    findings: [finding('spf_not_first', { record: text })],
    isAllowed: false,
    value: meant.faults.length > 0 ? null : writeSpf(meant.terms, wanted),
    replaces: nearly,
  }
}

function several(texts: string[], wanted: string[]): Judged {
  const records = texts.map(readSpf)
  const isReadable = records.every(({ faults }) => faults.length === 0)
  return {
    findings: [finding('spf_several', { count: texts.length })],
    isAllowed: false,
    value: isReadable ? mergeSpf(records, wanted) : null,
    replaces: texts,
  }
}

async function oneRecord(
  dns: DomainDns,
  domain: string,
  text: string,
  sender: SpfSender,
): Promise<Judged> {
  const record = readSpf(text)
  if (record.faults.length > 0)
    return {
      findings: [finding('spf_broken', { term: record.faults.join(' ') })],
      ...{ isAllowed: false, value: null, replaces: [text] },
    }
  const walk = await walkSpf(dns, domain, text)
  const judged = await judgeSender(dns, walk, sender)
  const findings = [...judged.findings, ...walkFindings(walk), ...wordFindings(record)]
  const isMended = findings.some(({ code }) =>
    ['spf_all_passes', 'spf_all_neutral', 'spf_no_all', 'spf_after_all'].includes(code),
  )
  const fails = findings.some(({ code }) =>
    ['spf_include_broken', 'spf_loop', 'spf_too_many'].includes(code),
  )
  return {
    findings,
    isAllowed: fails ? false : judged.isAllowed,
    value: isMended || judged.wanted.length > 0 ? writeSpf(record.terms, judged.wanted) : null,
    replaces: [text],
  }
}

function walkFindings(walk: SpfWalk): Looked['findings'] {
  const { lookups, voids, broken, loops, open } = walk
  return [
    ...broken.map((name) => finding('spf_include_broken', { name })),
    ...loops.map((name) => finding('spf_loop', { name })),
    ...(lookups > maxLookups
      ? [finding('spf_too_many', { count: lookups })]
      : lookups >= maxLookups - 1
        ? [finding('spf_near_limit', { count: lookups })]
        : []),
    ...(voids > maxVoids ? [finding('spf_voids', { count: voids })] : []),
    ...(open.length > 0 ? [finding('spf_open', { name: [...new Set(open)].join(', ') })] : []),
    ...(walk.hasMacros ? [finding('spf_macro')] : []),
  ]
}

function wordFindings({ terms }: SpfRecord): Looked['findings'] {
  const all = terms.findIndex(({ name }) => name === 'all')
  const qualifier = terms[all]?.qualifier
  const isAfter = terms.slice(all + 1).some(({ text }) => all !== -1 && !text.includes('='))
  return [
    ...(qualifier === '+' ? [finding('spf_all_passes')] : []),
    ...(qualifier === '?' ? [finding('spf_all_neutral')] : []),
    ...(all === -1 && !terms.some(({ name }) => name === 'redirect')
      ? [finding('spf_no_all')]
      : []),
    ...(isAfter ? [finding('spf_after_all')] : []),
    ...(terms.some(({ name }) => name === 'ptr') ? [finding('spf_ptr')] : []),
  ]
}

/** A record that would cost receivers too many questions is not handed over in silence. */
async function afterwards(
  dns: DomainDns,
  domain: string,
  value: string,
  before: Looked['findings'],
): Promise<Looked['findings']> {
  if (before.some(({ code }) => code === 'spf_too_many')) return []
  const { lookups } = await walkSpf(dns, domain, value)
  return lookups > maxLookups ? [finding('spf_too_many_after', { count: lookups })] : []
}
