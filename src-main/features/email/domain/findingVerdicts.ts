// What each finding of a domain check means for its part: the gravest decides.
import type {
  DomainFinding,
  DomainFindingCode,
  DomainPart,
  DomainRecord,
  DomainVerdict,
} from '#shared/contract/email/domainCheck.ts'

const verdicts: Record<DomainFindingCode, DomainVerdict> = {
  unanswered: 'unchecked',
  domain_unknown: 'unchecked',
  mx_right: 'right',
  mx_none: 'missing',
  mx_refuses: 'wrong',
  mx_unreachable: 'wrong',
  mx_address: 'wrong',
  spf_right: 'right',
  spf_none: 'missing',
  spf_not_needed: 'right',
  spf_service_missing: 'wrong',
  spf_server_missing: 'improve',
  spf_server_unknown: 'unchecked',
  spf_several: 'wrong',
  spf_not_first: 'wrong',
  spf_broken: 'wrong',
  spf_include_broken: 'wrong',
  spf_loop: 'wrong',
  spf_too_many: 'wrong',
  spf_near_limit: 'right',
  spf_too_many_after: 'improve',
  spf_voids: 'improve',
  spf_all_passes: 'wrong',
  spf_all_neutral: 'improve',
  spf_no_all: 'improve',
  spf_after_all: 'improve',
  spf_ptr: 'improve',
  spf_sender_id: 'improve',
  spf_open: 'unchecked',
  spf_macro: 'right',
  dkim_right: 'right',
  dkim_none: 'missing',
  dkim_not_found: 'unchecked',
  dkim_selector_unknown: 'unchecked',
  dkim_selector_none: 'missing',
  dkim_dangling: 'wrong',
  dkim_revoked: 'wrong',
  dkim_weak: 'wrong',
  dkim_renew: 'improve',
  dkim_testing: 'improve',
  dkim_broken: 'wrong',
  dkim_several: 'wrong',
  dkim_only_ed25519: 'improve',
  dkim_some_open: 'unchecked',
  dmarc_right: 'right',
  dmarc_watching: 'right',
  dmarc_none: 'missing',
  dmarc_parent: 'right',
  dmarc_several: 'wrong',
  dmarc_broken: 'wrong',
  dmarc_no_policy: 'wrong',
  dmarc_no_reports: 'improve',
  dmarc_reports_refused: 'improve',
  dmarc_part_only: 'improve',
  dmarc_odd_tag: 'improve',
  dmarc_alias: 'right',
  aligned_both: 'right',
  aligned_spf: 'right',
  aligned_dkim: 'right',
  aligned_none: 'wrong',
  aligned_open: 'unchecked',
  aligned_own_return_path: 'right',
  bimi_found: 'right',
  bimi_broken: 'improve',
  bimi_needs_policy: 'improve',
}

/** The gravest first. What is known to be amiss outweighs what nobody answered. */
const gravity: DomainVerdict[] = ['wrong', 'missing', 'improve', 'unchecked', 'right']

const gravityOf = ({ code }: DomainFinding): number => gravity.indexOf(verdicts[code])

export const finding = (
  code: DomainFindingCode,
  values: Record<string, string | number> = {},
): DomainFinding => ({
  code,
  values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)])),
})

export type Looked = Pick<DomainPart, 'findings' | 'found'> & {
  /** Where the record stands is told later, by the domain's zone. */
  records: Omit<DomainRecord, 'name'>[]
}

/** A part with the verdict of its gravest finding, which comes first. */
export function partOf(part: DomainPart['part'], looked: Looked, zone: string | null): DomainPart {
  const findings = looked.findings.toSorted((one, other) => gravityOf(one) - gravityOf(other))
  const [first] = findings
  return {
    part,
    verdict: first === undefined ? 'unchecked' : verdicts[first.code],
    findings,
    found: looked.found,
    records: looked.records.map((record) => ({ ...record, name: within(record.host, zone) })),
  }
}

/** The name of a host as the form of its zone asks for it. */
function within(host: string, zone: string | null): string | null {
  if (zone === null) return null
  if (host === zone) return '@'
  return host.endsWith(`.${zone}`) ? host.slice(0, -zone.length - 1) : null
}

export const unanswered = (reason: string): Looked => ({
  ...{ findings: [finding('unanswered', { reason })], found: [], records: [] },
})
