// Letters: messages the user writes to one person. Durable as a campaign's, and in none of its lists
// and figures.
import { z } from 'zod'
import { line, text } from '../../rules/valueSchemas.ts'
import { suppressionReasons } from '../../rules/suppressionReasons.ts'
import { Address, ById, contract, Id, Timestamp } from '../common.ts'
import { ContactLabel } from '../crm/contactPoints.ts'
import { Delivery } from '../deliveries.ts'

/** Characters of a letter. */
export const maxLetterLength = 100_000
const Subject = line(300)
const Body = text(maxLetterLength)

/** What was typed and not sent yet. By its key a letter leaves once, however often it is asked for. */
export const LetterDraft = z.strictObject({
  key: z.uuid(),
  /** Null: the usual account, and the first address that can receive. */
  accountId: Id.nullable(),
  to: z.string().max(254).nullable(),
  subject: Subject,
  text: Body,
})
export type LetterDraft = z.infer<typeof LetterDraft>

/** What there is to know before a letter is written. */
export const LetterSheet = z.object({
  /** Addresses of the person, the first one first. */
  addresses: z.array(
    z.object({
      address: z.string(),
      label: ContactLabel.nullable(),
      /** Why it cannot be written to; null where it can. */
      refusal: z
        .object({
          reason: z.enum(suppressionReasons),
          scope: z.enum(['address', 'domain']),
          note: z.string().nullable(),
          since: Timestamp,
        })
        .nullable(),
    }),
  ),
  /** Accounts to send with, the usual one first. */
  accounts: z.array(
    z.object({
      id: Id,
      name: z.string(),
      fromName: z.string(),
      fromEmail: z.string(),
      /** Why nothing leaves through it now; null where it can. */
      blockedReason: z.string().nullable(),
      isPasswordMissing: z.boolean(),
      /** The lines the letter will end with. */
      footer: z.string(),
    }),
  ),
  /** What merge fields stand for, by name; what nobody knows is left out. */
  values: z.record(z.string(), z.string()),
  customKeys: z.array(z.string()),
  draft: LetterDraft.nullable(),
})
export type LetterSheet = z.infer<typeof LetterSheet>

/** A letter as it was sent, or waits. */
export const Letter = Delivery.extend({
  subject: z.string(),
  text: z.string(),
  accountId: Id.nullable(),
})
export type Letter = z.infer<typeof Letter>

const letterPath = '/marketing/messages/{id}' as const

export const letters = {
  /** Who can be written to, by which account, and what was typed before. The id is the lead's. */
  sheet: contract.input(ById).output(LetterSheet),
  /** Keeps what is being typed. A draft whose letter has left since is not kept. */
  keepDraft: contract
    .input(z.strictObject({ id: Id, draft: LetterDraft }))
    .output(z.object({ isKept: z.boolean() })),
  discardDraft: contract.input(z.strictObject({ key: z.uuid() })).output(z.void()),
  /**
   * One message to one person. Merge fields are filled with what is known of the person; one that
   * nothing stands for is refused. `to` is one of the person's addresses, or the first that can
   * receive; `accountId` the account used last. With a `key`, asked for twice it leaves once.
   */
  send: contract
    .route({ method: 'POST', path: '/marketing/leads/{id}/messages', successStatus: 201 })
    .input(
      z.strictObject({
        id: Id,
        subject: Subject,
        text: Body,
        accountId: Id.optional(),
        to: Address.optional(),
        key: z.uuid().optional(),
      }),
    )
    .output(Delivery),
  get: contract.route({ method: 'GET', path: letterPath }).input(ById).output(Letter),
  /** While no server has it. @throws 409 once one may have */
  cancel: contract
    .route({ method: 'POST', path: `${letterPath}/cancel` })
    .input(ById)
    .output(Delivery),
  /** The user's word on a letter that may have arrived: sent again as a new one, or left as it is. */
  decide: contract
    .route({ method: 'POST', path: `${letterPath}/decide` })
    .input(z.strictObject({ id: Id, decision: z.enum(['send_again', 'leave']) }))
    .output(Delivery),
}
