// Campaigns over several accounts: what each takes on which day, before they are sent and after.
import { z } from 'zod'
import { GivenTimestamp, Id, Timestamp } from '../common.ts'

/** Accounts a campaign may have beside its own. */
export const mostFurtherAccounts = 9

export const SendingPlanInput = z.strictObject({
  id: Id,
  /** When the first message may leave; left out for now. */
  from: GivenTimestamp.optional(),
})

export const SendingPlan = z.object({
  /** Messages that are planned: of a campaign under way, those that have not left. */
  messages: z.int(),
  /** Messages of other campaigns that leave before them through these accounts. */
  waiting: z.int(),
  /** At the earliest, by the limits of all accounts together; null where that cannot be told. */
  finishedAt: Timestamp.nullable(),
  accounts: z.array(
    z.object({
      accountId: Id,
      name: z.string(),
      fromEmail: z.string(),
      /** True while nothing leaves through it until a person has seen to it: it takes nothing. */
      isBlocked: z.boolean(),
      messages: z.int(),
      finishedAt: Timestamp.nullable(),
    }),
  ),
  /** What each takes, day by day of the business's time zone, as far as it is told. */
  days: z.array(
    z.object({
      /** `2026-11-30`. */
      day: z.string(),
      /** When the last message of the day leaves. */
      until: Timestamp,
      accounts: z.array(z.object({ accountId: Id, messages: z.int() })),
    }),
  ),
})
export type SendingPlan = z.infer<typeof SendingPlan>

/** What became of a campaign's messages, by the account that took them. */
export const CampaignByAccount = z.array(
  z.object({
    accountId: Id,
    /** Null for an account that is gone. */
    name: z.string().nullable(),
    sent: z.int(),
    failed: z.int(),
    uncertain: z.int(),
    /** Messages that left through it in the last 24 hours, of all campaigns, and its limit now. */
    sentLastDay: z.int(),
    perDay: z.int().nullable(),
    isBlocked: z.boolean(),
  }),
)
export type CampaignByAccount = z.infer<typeof CampaignByAccount>
