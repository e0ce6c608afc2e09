// What the DNS says of an account's domain: each part with a verdict, why, what was found, and the
// record to copy where one would mend it.
import { z } from 'zod'
import { Id, Timestamp } from '../common.ts'

/** `alignment`: whether SPF or DKIM speak for the very domain of the address (DMARC). */
export const domainParts = ['mx', 'spf', 'dkim', 'dmarc', 'alignment', 'bimi'] as const

/**
 * `wrong`: what is there does not work, or works against the sender. `unchecked`: nobody answered,
 * or the answer leaves it open; never taken for missing.
 */
export const domainVerdicts = ['right', 'improve', 'wrong', 'missing', 'unchecked'] as const
export type DomainVerdict = (typeof domainVerdicts)[number]

/** Why a part has its verdict; the interface has a sentence for each, with the finding's values. */
export const domainFindings = [
  'unanswered',
  'domain_unknown',
  'mx_right',
  'mx_none',
  'mx_refuses',
  'mx_unreachable',
  'mx_address',
  'spf_right',
  'spf_none',
  'spf_not_needed',
  'spf_service_missing',
  'spf_server_missing',
  'spf_server_unknown',
  'spf_several',
  'spf_not_first',
  'spf_broken',
  'spf_include_broken',
  'spf_loop',
  'spf_too_many',
  'spf_near_limit',
  'spf_too_many_after',
  'spf_voids',
  'spf_all_passes',
  'spf_all_neutral',
  'spf_no_all',
  'spf_after_all',
  'spf_ptr',
  'spf_sender_id',
  'spf_open',
  'spf_macro',
  'dkim_right',
  'dkim_none',
  'dkim_not_found',
  'dkim_selector_unknown',
  'dkim_selector_none',
  'dkim_dangling',
  'dkim_revoked',
  'dkim_weak',
  'dkim_renew',
  'dkim_testing',
  'dkim_broken',
  'dkim_several',
  'dkim_only_ed25519',
  'dkim_some_open',
  'dmarc_right',
  'dmarc_watching',
  'dmarc_none',
  'dmarc_parent',
  'dmarc_several',
  'dmarc_broken',
  'dmarc_no_policy',
  'dmarc_no_reports',
  'dmarc_reports_refused',
  'dmarc_part_only',
  'dmarc_odd_tag',
  'dmarc_alias',
  'aligned_both',
  'aligned_spf',
  'aligned_dkim',
  'aligned_none',
  'aligned_open',
  'aligned_own_return_path',
  'bimi_found',
  'bimi_broken',
  'bimi_needs_policy',
] as const
export type DomainFindingCode = (typeof domainFindings)[number]

export const DomainFinding = z.object({
  code: z.enum(domainFindings),
  /** What the sentence names, by name: a term, a selector, a number. */
  values: z.record(z.string(), z.string()),
})
export type DomainFinding = z.infer<typeof DomainFinding>

/** A record as the registrar's form asks for it. */
export const DomainRecord = z.object({
  type: z.enum(['TXT', 'CNAME']),
  /** In full: `_dmarc.boutique.fr`. */
  host: z.string(),
  /** Within the domain's zone (`_dmarc`, `@`), which most forms ask for; null where it is not known. */
  name: z.string().nullable(),
  value: z.string(),
  /** Records in whose place it comes: they are deleted or edited, never kept beside it. */
  replaces: z.array(z.string()),
})
export type DomainRecord = z.infer<typeof DomainRecord>

export const DomainPart = z.object({
  part: z.enum(domainParts),
  verdict: z.enum(domainVerdicts),
  findings: z.array(DomainFinding).min(1),
  /** Records that were found, as they are. */
  found: z.array(z.object({ host: z.string(), type: z.string(), value: z.string() })),
  /** Empty where nothing is to be set, or only the provider knows what. */
  records: z.array(DomainRecord),
})
export type DomainPart = z.infer<typeof DomainPart>

export const DomainCheckInput = z.strictObject({
  id: Id,
  /** The name of a DKIM key (`s=` in a message's signature), where the user knows it. */
  selector: z
    .string()
    .trim()
    .max(120)
    .regex(/^[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?$/i)
    .optional(),
})

export const DomainCheck = z.object({
  address: z.string(),
  /** As the DNS knows it. */
  domain: z.string(),
  /** The account's server. */
  server: z.string(),
  /** Who runs the server, where the built-in table knows. */
  provider: z
    .object({
      name: z.string(),
      /** When its entry was written, and whether it was compared with a source. */
      checkedOn: z.string(),
      isChecked: z.boolean(),
    })
    .nullable(),
  /**
   * Set for an address that a public provider gave, where nothing is to be set and nothing was
   * asked: `foreign` sends through another's server, which DMARC does not let pass.
   */
  freeMail: z.enum(['own', 'foreign']).nullable(),
  checkedAt: Timestamp,
  parts: z.array(DomainPart),
})
export type DomainCheck = z.infer<typeof DomainCheck>
