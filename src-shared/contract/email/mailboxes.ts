// Mailboxes that are read for what comes back: bounces, answers, wishes to hear no more.
import { z } from 'zod'
import { ById, contract, Id, pageOf, Paging, Timestamp } from '../common.ts'
import { bounceClasses, type BounceClass } from '../deliveries.ts'
import {
  AccountTrouble,
  Hostname,
  Password,
  securityModes,
  ShownCertificate,
  smtpCauses,
} from '../emailAccounts.ts'
import { line } from '../../rules/valueSchemas.ts'
import { AttemptId, SignIn } from './signIn.ts'

export type { BounceClass }

/** What a message that came in can be, where it is about one of ours. */
export const receivedKinds = ['bounce', 'reply', 'auto_reply', 'unsubscribe', 'complaint'] as const
export type ReceivedKind = (typeof receivedKinds)[number]

/**
 * What one reading came upon: all messages, by what they are. `other` is nothing to us, or was read
 * before. A report is counted whether or not it is about a message of ours.
 */
export const SweepCounts = z.object({
  read: z.int(),
  bounce: z.int(),
  reply: z.int(),
  auto_reply: z.int(),
  unsubscribe: z.int(),
  complaint: z.int(),
  other: z.int(),
})
export type SweepCounts = z.infer<typeof SweepCounts>

const fields = {
  /** Empty takes the login. */
  name: line(120),
  /** The sending account it belongs to: its campaigns wait until it was read. Null for none. */
  accountId: Id.nullable(),
  host: Hostname,
  port: z.int().min(1).max(65_535),
  /** `none` is taken for a loopback host only. */
  security: z.enum(securityModes),
  user: line(320).refine((value) => value !== '', 'a login is needed'),
  /** SHA-256 of a certificate that the user trusts although nobody vouches for it; null for none. */
  trustedCertificate: z
    .string()
    .regex(/^[0-9A-F]{2}(:[0-9A-F]{2}){31}$/)
    .nullable(),
}

/** In place of a password: the sign-in of its account, or one of its own. */
const signedIn = {
  asAccount: z.boolean().optional(),
  signInAttempt: AttemptId.optional(),
}

export const MailboxDraft = z.strictObject({
  ...fields,
  name: fields.name.default(''),
  accountId: fields.accountId.default(null),
  port: fields.port.default(993),
  security: fields.security.default('tls'),
  trustedCertificate: fields.trustedCertificate.default(null),
  password: Password.optional(),
  ...signedIn,
})

export const MailboxChange = z.strictObject({
  id: Id,
  ...z.strictObject({ ...fields, password: Password }).partial().shape,
  ...signedIn,
})

export const Mailbox = z.object({
  id: Id,
  name: z.string(),
  accountId: Id.nullable(),
  host: z.string(),
  port: z.int(),
  security: z.enum(securityModes),
  user: z.string(),
  hasPassword: z.boolean(),
  /** Null where it logs in by a password. */
  signIn: SignIn.nullable(),
  trustedCertificate: z.string().nullable(),
  /** It is being read at this moment. */
  isReading: z.boolean(),
  /** Its server tells of new messages by itself. */
  isWatched: z.boolean(),
  /** When it was read to its end; null if it never was. */
  lastReadAt: Timestamp.nullable(),
  lastTriedAt: Timestamp.nullable(),
  /** Why it cannot be read, in the server's words. */
  trouble: z
    .object({
      reason: AccountTrouble,
      cause: z.enum(smtpCauses).nullable(),
      reply: z.string(),
      since: Timestamp,
      /** When it is tried again; null: not before something is changed here. */
      retryAt: Timestamp.nullable(),
    })
    .nullable(),
  /** Messages that were about one of ours, since it is read. */
  received: SweepCounts.omit({ read: true, other: true }),
})
export type Mailbox = z.infer<typeof Mailbox>

export const MailboxCheck = z.object({
  ok: z.boolean(),
  /** The server's own words, or the network's; empty where it worked. */
  reply: z.string(),
  trouble: AccountTrouble.nullable(),
  cause: z.enum(smtpCauses).nullable(),
  /** What the server showed where its certificate is not trusted. */
  certificate: ShownCertificate.nullable(),
})

export const ReceivedMessage = z.object({
  id: Id,
  kind: z.enum(receivedKinds),
  class: z.enum(bounceClasses).nullable(),
  /** A server that has not given up yet. */
  isDelayed: z.boolean(),
  leadId: Id.nullable(),
  /** Who wrote, or whose address a report is about. */
  address: z.string().nullable(),
  subject: z.string(),
  /** What a person wrote, or a server said. */
  words: z.string(),
  receivedAt: Timestamp,
})
export type ReceivedMessage = z.infer<typeof ReceivedMessage>

const path = '/marketing/mailboxes' as const

export const mailboxes = {
  list: contract
    .route({ method: 'GET', path })
    .input(z.strictObject(Paging))
    .output(pageOf(Mailbox)),
  create: contract
    .route({ method: 'POST', path, successStatus: 201 })
    .input(MailboxDraft)
    .output(Mailbox),
  update: contract
    .route({ method: 'PUT', path: `${path}/{id}` })
    .input(MailboxChange)
    .output(Mailbox),
  /** It is not read any more. What came in stays on record. */
  delete: contract
    .route({ method: 'DELETE', path: `${path}/{id}`, successStatus: 204 })
    .input(ById)
    .output(z.void()),
  /** Logs in and opens the inbox; nothing is kept, nothing marked. */
  check: contract
    .route({ method: 'POST', path: `${path}/check` })
    .input(MailboxDraft)
    .output(MailboxCheck),
  /** Reads it now, to its end. Nothing is marked, moved or deleted. */
  sweep: contract
    .route({ method: 'POST', path: `${path}/{id}/sweep` })
    .input(ById)
    .output(SweepCounts),
  /** What came in about messages of ours, newest first. */
  messages: contract
    .route({ method: 'GET', path: `${path}/{id}/messages` })
    .input(z.strictObject({ id: Id, ...Paging, kind: z.enum(receivedKinds).optional() }))
    .output(pageOf(ReceivedMessage)),
}
