// Sending accounts: a server, how to reach it, how fast it may be used, and why it is blocked.
// Passwords rest elsewhere.
import {
  id,
  integer,
  longText,
  moment,
  optional,
  text,
  withDefault,
} from '#main/database/columnKinds.ts'
import { defineTable, type RowOfTable } from '#main/database/defineTable.ts'
import type { EmailAccount, SmtpCause } from '#shared/contract/emailAccounts.ts'

export const accountsTable = defineTable({
  name: 'email_accounts',
  columns: {
    id: id(),
    name: text(),
    host: text(),
    port: integer(),
    security: text<EmailAccount['security']>(),
    user: optional(text()),
    fromName: text(),
    fromEmail: text(),
    maxPerMinute: integer(),
    maxPerHour: optional(integer()),
    maxPerDay: optional(integer()),
    maxConnections: integer(),
    trustedCertificate: optional(text()),
    /** Signed in on the provider's page instead of by a password. */
    signInId: optional(integer()),
    /** The stage of its warm-up, from 1, and since when; null without one. */
    warmUpStage: optional(integer()),
    warmUpSince: optional(moment()),
    blockedReason: optional(text()),
    blockedCause: optional(text<SmtpCause>()),
    blockedReply: optional(longText()),
    blockedAt: optional(moment()),
    retryAt: optional(moment()),
    connectionFailures: withDefault(integer(), 0),
    createdAt: moment(),
    updatedAt: moment(),
  },
})
export type AccountRow = RowOfTable<typeof accountsTable>
