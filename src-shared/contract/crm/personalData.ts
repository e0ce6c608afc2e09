// What is known of one person, and what an erasure took out.
import { z } from 'zod'
import { Timestamp } from '../common.ts'

/** Rows as they are kept, moments as ISO 8601: a person reads them, no program depends on them. */
const Rows = z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()])))

/** @param lead, consent the schemas of these, which stand above this file */
export const personalDataOf = <Lead extends z.ZodType, Consent extends z.ZodType>(
  lead: Lead,
  consent: Consent,
) =>
  z.object({
    madeAt: Timestamp,
    lead,
    /** All on record, earlier ones included. */
    addresses: z.array(z.string()),
    /** What the custom fields of the lead are called. */
    customFields: z.array(z.object({ key: z.string(), name: z.string() })),
    interactions: Rows,
    tasks: Rows,
    /** Why they were kept although nothing came from them for long. */
    retention: Rows,
    stageChanges: Rows,
    consents: z.array(consent),
    refusals: Rows,
    /** Topics of messages that they do not want. */
    topicsLeft: Rows,
    messages: Rows,
    /** Links of messages that they opened, as far as they agreed that this is measured. */
    clicks: Rows,
    /** Typed for this person, and not sent. */
    letterDrafts: Rows,
    /** What came in about a message of ours: reports, answers of programs and people, wishes. */
    receivedMessages: Rows,
    /** Sequences they are or were in, with what was done for them: a line a step. */
    sequences: Rows,
    /** In the trial box of this computer; they left for nobody. */
    trialMessages: Rows,
    formsAndSales: Rows,
    formsNotTaken: Rows,
    imports: Rows,
    assistantCalls: Rows,
  })

export const ErasureReport = z.object({
  /** Rows deleted, or freed of what they told of the person, by table. */
  removed: z.array(z.object({ table: z.string(), rows: z.int() })),
  /** Addresses that had refused: a keyed hash of each is kept. */
  refusalsKept: z.int(),
})
export type ErasureReport = z.infer<typeof ErasureReport>
