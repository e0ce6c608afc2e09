// A message to one's own mailbox, and what the server that took it says of its sender.
import { z } from 'zod'
import { Address, contract, Id, Timestamp } from '../common.ts'

/** Who sent it, by its server's address (SPF), its signature (DKIM), and whether one of them speaks for the address (DMARC). */
export const selfTestMethods = ['spf', 'dkim', 'dmarc'] as const

export const SelfTestInput = z.strictObject({
  id: Id,
  /** The connected mailbox in which it is waited for. */
  mailboxId: Id,
  /** The mailbox's address; left out where its login is one. */
  to: Address.optional(),
})

const Verdict = z.object({
  method: z.enum(selfTestMethods),
  /** In the server's word: `pass`, `fail`, `none`, …; null where it says nothing. */
  result: z.string().nullable(),
  /** The domain that was judged. */
  domain: z.string().nullable(),
  /** Whether that domain speaks for the sender's address; null where nobody here can tell. */
  isAligned: z.boolean().nullable(),
})

export const SelfTest = z.object({
  from: z.string(),
  to: z.string(),
  /** When the account's server took it, and in which words. */
  sentAt: Timestamp,
  reply: z.string(),
  /** Where it lay; null if it had not come within three minutes. */
  folder: z.enum(['inbox', 'junk']).nullable(),
  /** From the acceptance until it was found, in seconds; null if it was not. */
  seconds: z.int().nullable(),
  /** The server whose judgement this is; null where it gives no name. */
  authority: z.string().nullable(),
  verdicts: z.array(Verdict),
  /** The headers it was read from. */
  lines: z.array(z.string()),
})
export type SelfTest = z.infer<typeof SelfTest>

/** Sends one message and waits for it, three minutes at most; ended, nothing more is waited for. */
export const selfTest = contract
  .route({ method: 'POST', path: '/marketing/email-accounts/{id}/self-test' })
  .input(SelfTestInput)
  .output(SelfTest)
