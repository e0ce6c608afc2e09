// The dry run: every message of a campaign is drawn before one leaves, and what is found is told.
import { z } from 'zod'
import { Id, Timestamp } from '../common.ts'
import { Variant } from './campaignTest.ts'
import { Audience } from '../campaigns.ts'

/** With these a campaign is not sent. */
export const blockingFindings = [
  /** `detail`: the field that is missing. */
  'incomplete',
  /** Places, and fields nobody knows: as they are written. */
  'places_left',
  'no_recipients',
  'unsubscribe_missing',
  /** Leads nowhere, or is no address at all. A warning where only some people's messages have it. */
  'link_broken',
  /** A file of the message is not there. A warning where only some people's messages have it. */
  'picture_missing',
  'message_too_heavy',
  /** All that it says is for others: somebody would get an empty message. */
  'nothing_shown',
  /** Of a test: both versions say the same. */
  'variants_same',
  'test_too_small',
] as const

/** What most people would want to mend first. */
export const warningFindings = [
  /** Empty for some people, and no fallback says something in its place. */
  'field_empty',
  /** A message would hold braces or brackets of a field: they stand in what is known of the person. */
  'braces_left',
  'link_empty',
  /** On this computer or network only. */
  'link_local',
  /** More than Gmail shows. */
  'html_clipped',
  'message_heavy',
  /** A picture written into the HTML itself, which Gmail and Outlook do not show. */
  'picture_inline',
  /** A picture of a kind that Outlook does not show. */
  'picture_webp',
  'sender_foreign',
  'account_blocked',
  'business_unknown',
] as const

/** Worth a look. */
export const hintFindings = [
  'link_insecure',
  'picture_without_alt',
  'brackets',
  /** A block whose condition none of the recipients meets. */
  'block_for_nobody',
  /** Wordings that filters know from junk: a guess, and no verdict. */
  'spam_wording',
] as const

export const findings = [...blockingFindings, ...warningFindings, ...hintFindings] as const
export type FindingName = (typeof findings)[number]

export const Finding = z.object({
  finding: z.enum(findings),
  level: z.enum(['blocking', 'warning', 'hint']),
  /** The version of a test that has it; null where both have it, and without a test. */
  variant: Variant.nullable(),
  /** Messages it concerns; null for one that is the same in all. */
  messages: z.int().nullable(),
  /** What it is about, as written: fields, addresses, words. The first ones. */
  detail: z.array(z.string()),
  /** The first people it concerns. */
  people: z.array(z.object({ id: Id, email: z.string() })),
})
export type Finding = z.infer<typeof Finding>

const check = z.object({
  /** Whom it reaches, and who is left out, at this moment. */
  audience: Audience,
  /** Messages that were drawn: one a recipient, of each version of a test. */
  drawn: z.int(),
  findings: z.array(Finding),
  /** True unless something blocking was found. */
  canBeSent: z.boolean(),
  /** Bytes of the largest HTML and of the largest whole message, as it crosses the wire. */
  htmlBytes: z.int(),
  messageBytes: z.int(),
  /** Bytes of all messages together; of the heavier version, where two are tested. */
  allBytes: z.int(),
  /** When the last one will have left at the earliest; null in the sandbox, and where nobody can tell. */
  finishedAt: Timestamp.nullable(),
})
// Named, because the compiler cannot write down the contract's type with all of it spelled out.
export interface CampaignCheck extends z.infer<typeof check> {}
export const CampaignCheck: z.ZodType<CampaignCheck, CampaignCheck> = check
