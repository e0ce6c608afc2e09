// What can be asked about sending accounts, campaigns, their deliveries, refusals, the sandbox and
// the outbox.
import { z } from 'zod'
import { isEmailAddress, readEmailAddress } from '../rules/emailAddress.ts'
import { LeadFilter } from './crm.contract.ts'
import { Delivery, DeliveryListInput, DeliveryState, ListedDelivery } from './deliveries.ts'
import { MailTree } from './mailTree.ts'
import {
  ById,
  contract,
  GivenTimestamp,
  Id,
  line,
  pageOf,
  Paging,
  text,
  Timestamp,
} from './common.ts'

/** One bare address, needed. */
const Address = z
  .string()
  .max(320)
  .refine(isEmailAddress, 'not a plain e-mail address')
  .transform((value) => {
    const read = readEmailAddress(value)
    return read.ok ? read.address : value
  })
/** One bare address, or nothing yet: a draft may be incomplete. */
const AddressOrNull = z.union([Address, z.literal('').transform(() => null), z.null()])

// ── Accounts ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────

export const securityModes = ['tls', 'starttls', 'none'] as const
const Hostname = line(253).refine(
  (value) => /^[A-Za-z0-9:]([A-Za-z0-9.:-]*[A-Za-z0-9])?$/.test(value),
  'not a host name',
)

const accountFields = {
  name: line(120).refine((value) => value !== '', 'a name is needed'),
  host: Hostname,
  port: z.int().min(1).max(65_535),
  /** `none` is taken for a loopback host only. */
  security: z.enum(securityModes),
  user: line(320).nullable(),
  fromName: line(120),
  fromEmail: Address,
  /** Messages per minute at most; the pace is counted from the attempt log. */
  maxPerMinute: z.int().min(1).max(60_000),
  maxConnections: z.int().min(1).max(20),
}
const Password = z.string().min(1).max(1_000)

export const EmailAccountDraft = z.strictObject({
  ...accountFields,
  user: accountFields.user.default(null),
  fromName: accountFields.fromName.default(''),
  maxPerMinute: accountFields.maxPerMinute.default(60),
  maxConnections: accountFields.maxConnections.default(2),
  password: Password.nullable().optional(),
})
export const EmailAccountChange = z.strictObject({
  id: Id,
  ...z.strictObject({ ...accountFields, password: Password.nullable() }).partial().shape,
})
export const EmailAccount = z.object({
  id: Id,
  name: z.string(),
  host: z.string(),
  port: z.int(),
  security: z.enum(securityModes),
  user: z.string().nullable(),
  hasPassword: z.boolean(),
  fromName: z.string(),
  fromEmail: z.string(),
  maxPerMinute: z.int(),
  maxConnections: z.int(),
  /**
   * Why nothing leaves through this account now, in the server's words; null where it works or was
   * not tried.
   */
  blocked: z.object({ reason: z.string(), reply: z.string(), since: Timestamp }).nullable(),
})
export type EmailAccount = z.infer<typeof EmailAccount>

const AccountTrouble = z.enum([
  'network',
  'refused',
  'certificate',
  'security',
  'login',
  'rate',
  'quota',
])

export const AccountCheck = z.object({
  ok: z.boolean(),
  /** The server's own words, or the network's. */
  reply: z.string(),
  encrypted: z.boolean(),
  authenticated: z.boolean(),
  /** What stands in the way, where it is known; the next step follows from it. */
  trouble: AccountTrouble.nullable(),
})

// ── Campaigns ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * `automatic`: a funnel writes it to whoever comes in by a form. `imported`: sent by another
 * application, kept for memory; never sent from here.
 */
export const campaignStatuses = [
  'draft',
  'scheduled',
  'sending',
  'automatic',
  'paused',
  'completed',
  'cancelled',
  'imported',
] as const
export const CampaignStatus = z.enum(campaignStatuses)
export type CampaignStatus = z.infer<typeof CampaignStatus>

/** Why a campaign is paused. Only `user` was asked for. */
export const pauseReasons = [
  'user',
  'missed_schedule',
  'places_left',
  'refused_by_servers',
  'restored_copy',
] as const

export const CampaignStats = z.object({
  /** People written to or to be written to; those who refused are not among them. */
  recipients: z.int(),
  queued: z.int(),
  sent: z.int(),
  failed: z.int(),
  uncertain: z.int(),
  suppressed: z.int(),
  cancelled: z.int(),
})
export type CampaignStats = z.infer<typeof CampaignStats>

/**
 * What the application that sent it had counted, as it said: not measured here, part of no
 * statistics. Null is "it did not say".
 */
const ImportedCount = z.int().nonnegative().nullable()
export const ImportedTotals = z.object({
  recipients: ImportedCount,
  sent: ImportedCount,
  delivered: ImportedCount,
  opened: ImportedCount,
  clicked: ImportedCount,
  bounced: ImportedCount,
  unsubscribed: ImportedCount,
  sentAt: Timestamp.nullable(),
})
export type ImportedTotals = z.infer<typeof ImportedTotals>

const campaignFields = {
  name: line(200).refine((value) => value !== '', 'a name is needed'),
  subject: line(300),
  preheader: line(300),
  html: text(2_000_000),
  /** Null or empty: made from the HTML. */
  text: text(500_000).nullable(),
  /** HTML and text are drawn from it. Null, or writing `html` alone, makes it free HTML. */
  blocks: MailTree.nullable(),
  fromName: line(120),
  fromEmail: AddressOrNull,
  replyTo: AddressOrNull,
  /** Null is the sandbox. */
  accountId: Id.nullable(),
  recipients: LeadFilter,
}
export const CampaignDraft = z.strictObject({
  ...z.strictObject(campaignFields).partial().shape,
  name: campaignFields.name,
})
export type CampaignDraft = z.infer<typeof CampaignDraft>
export const CampaignChange = z.strictObject({
  id: Id,
  ...z.strictObject(campaignFields).partial().shape,
})

export const Campaign = z.object({
  id: Id,
  name: z.string(),
  subject: z.string(),
  preheader: z.string(),
  html: z.string(),
  text: z.string(),
  /** The tree the HTML is drawn from; null where the HTML was written by itself. */
  blocks: MailTree.nullable(),
  fromName: z.string(),
  fromEmail: z.string().nullable(),
  replyTo: z.string().nullable(),
  accountId: Id.nullable(),
  recipients: LeadFilter,
  status: CampaignStatus,
  /**
   * Whether an automatic campaign writes to people now; null for any other. Off, it can be edited,
   * and what waits is held.
   */
  automaticOn: z.boolean().nullable(),
  pauseReason: z.enum(pauseReasons).nullable(),
  scheduledAt: Timestamp.nullable(),
  startedAt: Timestamp.nullable(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
  stats: CampaignStats,
  /** Null unless the status is `imported`. */
  importedTotals: ImportedTotals.nullable(),
})
export type Campaign = z.infer<typeof Campaign>
export const CampaignSummary = Campaign.omit({ html: true, text: true, blocks: true })
export type CampaignSummary = z.infer<typeof CampaignSummary>

/** Who a filter reaches, exactly, at this moment. */
export const Audience = z.object({
  matching: z.int(),
  withoutEmail: z.int(),
  suppressed: z.int(),
  /** matching − withoutEmail − suppressed: the people who would be written to. */
  recipients: z.int(),
})

export const RenderedMessage = z.object({
  to: z.string(),
  from: z.string(),
  subject: z.string(),
  preheader: z.string(),
  html: z.string(),
  text: z.string(),
  unknownFields: z.array(z.string()),
})

export const GlobalCampaignStats = CampaignStats.extend({
  campaigns: z.int(),
  byStatus: z.record(CampaignStatus, z.int()),
})

// ── Refusals, sandbox, outbox ─────────────────────────────────────────────────────────────────────────────────────────────────

export const suppressionReasons = [
  'unsubscribed',
  'refused',
  'hard_bounce',
  'complaint',
  'manual',
  'imported',
] as const
export const Suppression = z.object({
  id: Id,
  kind: z.enum(['address', 'domain']),
  value: z.string(),
  reason: z.enum(suppressionReasons),
  note: z.string().nullable(),
  /**
   * The other address of the same person by which the refusal came; null where it came by this one,
   * or was entered.
   */
  viaAddress: z.string().nullable(),
  createdAt: Timestamp,
})
export type Suppression = z.infer<typeof Suppression>

export const SandboxMessage = z.object({
  id: Id,
  from: z.string(),
  to: z.string(),
  subject: z.string(),
  html: z.string(),
  text: z.string(),
  messageId: z.string(),
  receivedAt: Timestamp,
})
export type SandboxMessage = z.infer<typeof SandboxMessage>

export const OutboxStatus = z.object({
  /** `elsewhere`: another running copy of the application owns the outbox. */
  engine: z.enum(['running', 'stopped', 'elsewhere', 'low_disk']),
  /** Messages not yet handed to a server, over all running campaigns. */
  waiting: z.int(),
  uncertain: z.int(),
  /** Server connections could not be opened at the last attempt. */
  offline: z.boolean(),
  sandboxOnly: z.boolean(),
  sending: z.array(
    z.object({
      campaignId: Id,
      name: z.string(),
      done: z.int(),
      total: z.int(),
      /** Measured over the last minute; null until something was measured. */
      perMinute: z.number().nullable(),
      secondsLeft: z.int().nullable(),
    }),
  ),
  blockedAccounts: z.array(
    z.object({ id: Id, name: z.string(), reason: z.string(), reply: z.string() }),
  ),
})
export type OutboxStatus = z.infer<typeof OutboxStatus>

const campaignPath = '/marketing/campaigns/{id}' as const
const onCampaign = (action: string) =>
  contract.route({ method: 'POST', path: `${campaignPath}/${action}` })

export const email = {
  accounts: {
    list: contract
      .route({ method: 'GET', path: '/marketing/email-accounts' })
      .input(z.strictObject(Paging))
      .output(pageOf(EmailAccount)),
    create: contract
      .route({ method: 'POST', path: '/marketing/email-accounts', successStatus: 201 })
      .input(EmailAccountDraft)
      .output(EmailAccount),
    update: contract
      .route({ method: 'PUT', path: '/marketing/email-accounts/{id}' })
      .input(EmailAccountChange)
      .output(EmailAccount),
    delete: contract
      .route({ method: 'DELETE', path: '/marketing/email-accounts/{id}', successStatus: 204 })
      .input(ById)
      .output(z.void()),
    /** Connects, secures and logs in; sends nothing. Unblocks the account when it works. */
    verify: contract
      .route({ method: 'POST', path: '/marketing/email-accounts/{id}/verify' })
      .input(ById)
      .output(AccountCheck),
  },
  campaigns: {
    list: contract
      .route({ method: 'GET', path: '/marketing/campaigns' })
      .input(
        z.strictObject({
          ...Paging,
          search: line(200).optional(),
          status: CampaignStatus.optional(),
          /** Scheduled, being sent or paused. */
          isActive: z.boolean().default(false),
          /** Started from this moment on, and before that one. */
          startedFrom: GivenTimestamp.optional(),
          startedTo: GivenTimestamp.optional(),
          sort: z.enum(['-updatedAt', '-createdAt', 'name']).default('-updatedAt'),
        }),
      )
      .output(pageOf(CampaignSummary)),
    create: contract
      .route({ method: 'POST', path: '/marketing/campaigns', successStatus: 201 })
      .input(CampaignDraft)
      .output(Campaign),
    get: contract.route({ method: 'GET', path: campaignPath }).input(ById).output(Campaign),
    update: contract
      .route({ method: 'PUT', path: campaignPath })
      .input(CampaignChange)
      .output(Campaign),
    delete: contract
      .route({ method: 'DELETE', path: campaignPath, successStatus: 204 })
      .input(ById)
      .output(z.void()),
    duplicate: contract.input(ById).output(Campaign),
    send: onCampaign('send').input(ById).output(Campaign),
    pause: onCampaign('pause').input(ById).output(Campaign),
    resume: onCampaign('resume').input(ById).output(Campaign),
    cancel: onCampaign('cancel').input(ById).output(Campaign),
    schedule: onCampaign('schedule')
      .input(z.strictObject({ id: Id, scheduledAt: GivenTimestamp, timeZone: line(60).optional() }))
      .output(Campaign),
    audience: contract.input(z.strictObject({ recipients: LeadFilter })).output(Audience),
    /**
     * The message as one lead would get it; without a lead, with the first recipient or, failing
     * that, sample values.
     */
    preview: contract
      .input(z.strictObject({ id: Id, leadId: Id.optional() }))
      .output(RenderedMessage),
    /** The message as it will be drawn, from blocks that need not be saved. `bytes` of HTML. */
    layOut: contract
      .input(z.strictObject({ blocks: MailTree }))
      .output(z.object({ html: z.string(), text: z.string(), bytes: z.int() })),
    /** Goes with places left to fill in, which it names. */
    testSend: contract
      .input(z.strictObject({ id: Id, to: Address, leadId: Id.optional() }))
      .output(z.object({ reply: z.string(), places: z.array(z.string()) })),
    deliveries: contract
      .route({ method: 'GET', path: `${campaignPath}/deliveries` })
      .input(z.strictObject({ id: Id, ...Paging, state: DeliveryState.optional() }))
      .output(pageOf(Delivery)),
    /** The user's word on messages that may or may not have arrived. */
    decideUncertain: contract
      .input(z.strictObject({ id: Id, decision: z.enum(['send_again', 'leave']) }))
      .output(Campaign),
    stats: contract
      .route({ method: 'GET', path: '/marketing/campaigns/stats/global' })
      .output(GlobalCampaignStats),
  },
  /**
   * Messages of all campaigns by what became of them, newest first: the rows behind the figures.
   */
  deliveries: {
    list: contract
      .route({ method: 'GET', path: '/marketing/deliveries' })
      .input(DeliveryListInput)
      .output(pageOf(ListedDelivery)),
  },
  suppressions: {
    list: contract
      .route({ method: 'GET', path: '/marketing/suppressions' })
      .input(z.strictObject({ ...Paging, search: line(200).optional() }))
      .output(pageOf(Suppression)),
    /** A pasted list: one address or domain a line (commas and semicolons also part). */
    add: contract
      .route({ method: 'POST', path: '/marketing/suppressions' })
      .input(
        z.strictObject({
          entries: text(2_000_000),
          reason: z.enum(suppressionReasons).default('manual'),
          note: line(300).nullable().default(null),
        }),
      )
      .output(z.object({ added: z.int(), already: z.int(), invalid: z.array(z.string()) })),
    delete: contract
      .route({ method: 'DELETE', path: '/marketing/suppressions/{id}', successStatus: 204 })
      .input(ById)
      .output(z.void()),
  },
  sandbox: {
    list: contract
      .route({ method: 'GET', path: '/marketing/sandbox/messages' })
      .input(z.strictObject({ ...Paging, search: line(200).optional() }))
      .output(pageOf(SandboxMessage)),
    get: contract.input(ById).output(SandboxMessage),
    clear: contract.output(z.object({ deleted: z.int() })),
  },
  outbox: {
    status: contract.output(OutboxStatus),
  },
}
