// What can be asked about sending accounts, campaigns, their deliveries, refusals, the sandbox and
// the outbox.
import { z } from 'zod'
import { LeadFilter } from './crm.contract.ts'
import { TopicKey } from './crm/topics.ts'
import { Delivery, DeliveryListInput, ListedDelivery, ShownDeliveryState } from './deliveries.ts'
import { CampaignLinks, ClickChoice, maxLink } from './email/clicks.ts'
import { letters } from './email/letters.ts'
import { mailboxes } from './email/mailboxes.ts'
import { signIns } from './email/signIns.ts'
import { MailTree } from './mailTree.ts'
import {
  Address,
  ById,
  contract,
  DeletedItem,
  GivenTimestamp,
  Id,
  pageOf,
  Paging,
  Timestamp,
} from './common.ts'
import { BusinessLogo } from './settings.contract.ts'
import { line, text, TimeZone } from '../rules/valueSchemas.ts'
import {
  CampaignStatus,
  CampaignDraft,
  CampaignChange,
  Campaign,
  SavedCampaign,
  CampaignSummary,
  Audience,
  RenderedMessage,
  GlobalCampaignStats,
} from './campaigns.ts'
import { accounts } from './email/accounts.ts'
import { CampaignCheck } from './email/campaignCheck.ts'
import { files } from './email/campaignFiles.ts'
import { CampaignByAccount, SendingPlan, SendingPlanInput } from './email/sendingPlan.ts'
import { savedBlocks } from './email/savedBlocks.ts'
import { tests } from './email/campaignTests.ts'
import { Variant } from './email/campaignTest.ts'
import { OutboxStatus, SandboxMessage } from './outbox.ts'
import { suppressionReasons, Suppression } from './suppressions.ts'

const campaignPath = '/marketing/campaigns/{id}' as const

/**
 * Needed where `mayHaveBeenSent`: the data is a copy, and the campaign may have been sent from
 * elsewhere since.
 */
const evenIfSent = { evenIfSent: z.boolean().default(false) }

const onCampaign = (action: string) =>
  contract.route({ method: 'POST', path: `${campaignPath}/${action}` })

/** Whether a lead can be sent e-mails, by the same judge that chooses recipients. */
export const Reachability = z.object({
  canReceive: z.boolean(),
  email: z.string().nullable(),
  reason: z.enum(['no_address', ...suppressionReasons]).nullable(),
  /** Whether its own address was refused, or everybody's at its domain. */
  scope: z.enum(['address', 'domain']).nullable(),
  note: z.string().nullable(),
  since: Timestamp.nullable(),
})
export type Reachability = z.infer<typeof Reachability>

const allButAccounts = {
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
      .output(SavedCampaign),
    get: contract.route({ method: 'GET', path: campaignPath }).input(ById).output(Campaign),
    update: contract
      .route({ method: 'PUT', path: campaignPath })
      .input(CampaignChange)
      .output(SavedCampaign),
    delete: contract
      .route({ method: 'DELETE', path: campaignPath, successStatus: 204 })
      .input(ById)
      .output(z.void()),
    /** Takes a deletion of the last 30 days back; nothing is sent by it. */
    restore: onCampaign('restore').input(ById).output(Campaign),
    /** What can be restored, newest first. */
    deleted: contract.output(z.array(DeletedItem)),
    duplicate: contract.input(ById).output(Campaign),
    /**
     * The dry run: every message drawn, what was found, whom it reaches and when it will end. Changes
     * nothing.
     */
    check: onCampaign('check').input(ById).output(CampaignCheck),
    /** What each account takes on which day, and when it will end. Changes nothing. */
    plan: onCampaign('plan').input(SendingPlanInput).output(SendingPlan),
    /** What became of its messages, by the account that took them; one with one account has one. */
    byAccount: contract
      .route({ method: 'GET', path: `${campaignPath}/accounts` })
      .input(ById)
      .output(CampaignByAccount),
    /** Its links and who opened them, of the people who agreed that this is measured. */
    links: contract
      .route({ method: 'GET', path: `${campaignPath}/links` })
      .input(ById)
      .output(CampaignLinks),
    send: onCampaign('send')
      .input(z.strictObject({ id: Id, ...evenIfSent }))
      .output(Campaign),
    pause: onCampaign('pause').input(ById).output(Campaign),
    resume: onCampaign('resume').input(ById).output(Campaign),
    cancel: onCampaign('cancel').input(ById).output(Campaign),
    /** Sends although the account's mailbox was not read lately: wishes to hear no more may wait there. */
    sendUnread: onCampaign('send-unread').input(ById).output(Campaign),
    schedule: onCampaign('schedule')
      .input(
        z.strictObject({
          id: Id,
          scheduledAt: GivenTimestamp,
          timeZone: TimeZone.optional(),
          ...evenIfSent,
        }),
      )
      .output(Campaign),
    audience: contract
      .input(z.strictObject({ recipients: LeadFilter, topic: TopicKey.nullable().optional() }))
      .output(Audience),
    /**
     * The message as one lead would get it; without a lead, with the first recipient or, failing
     * that, sample values.
     */
    preview: contract
      .input(z.strictObject({ id: Id, leadId: Id.optional() }))
      .output(RenderedMessage),
    /**
     * The message as it will be drawn, from blocks that need not be saved. `bytes` of HTML; in an
     * editor, of the HTML that will leave.
     */
    layOut: contract
      .input(z.strictObject({ blocks: MailTree, isForEditor: z.boolean().default(false) }))
      .output(z.object({ html: z.string(), text: z.string(), bytes: z.int() })),
    /** Goes with places left to fill in, which it names. */
    testSend: contract
      .input(z.strictObject({ id: Id, to: Address, leadId: Id.optional() }))
      .output(z.object({ reply: z.string(), places: z.array(z.string()) })),
    deliveries: contract
      .route({ method: 'GET', path: `${campaignPath}/deliveries` })
      .input(
        z.strictObject({
          id: Id,
          ...Paging,
          /** `sent`: all that a server accepted, whatever came back of it later. */
          state: ShownDeliveryState.optional(),
          /** Those whose person asked for no more messages. */
          isWithdrawn: z.boolean().default(false),
          /** What is measured of it; with `link`, of this link alone. */
          clicks: ClickChoice.optional(),
          link: z.string().min(1).max(maxLink).optional(),
          /** Those of a test who get this version; the rest, who got the winner, is not among them. */
          variant: Variant.optional(),
        }),
      )
      .output(pageOf(Delivery)),
    /** The user's word on messages that may or may not have arrived. */
    decideUncertain: contract
      .input(z.strictObject({ id: Id, decision: z.enum(['send_again', 'leave']) }))
      .output(Campaign),
    files,
    stats: contract
      .route({ method: 'GET', path: '/marketing/campaigns/stats/global' })
      .output(GlobalCampaignStats),
  },
  logo: {
    /** Keeps the business's logo: a picture as campaigns take it. */
    set: contract.input(z.strictObject({ file: z.file() })).output(BusinessLogo),
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
  reachability: contract
    .route({ method: 'GET', path: '/marketing/leads/{id}/reachability' })
    .input(ById)
    .output(Reachability),
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

/** Accounts stand apart: written out as a whole it is longer than the compiler will print. */
export const email: {
  accounts: typeof accounts
  letters: typeof letters
  mailboxes: typeof mailboxes
  savedBlocks: typeof savedBlocks
  signIns: typeof signIns
  tests: typeof tests
} & typeof allButAccounts = {
  accounts,
  letters,
  mailboxes,
  savedBlocks,
  signIns,
  tests,
  ...allButAccounts,
}
