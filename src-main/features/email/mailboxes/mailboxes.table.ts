// Mailboxes, how far each of their folders was read, and what came in that is about a message of ours.
// Passwords rest elsewhere.
import {
  bigInteger,
  flag,
  id,
  integer,
  longText,
  moment,
  optional,
  text,
  withDefault,
} from '#main/database/columnKinds.ts'
import { defineTable, type RowOfTable } from '#main/database/defineTable.ts'
import type { MailboxTrouble } from '#main/mail/imap/imapFailure.ts'
import type { BounceClass, ReceivedKind } from '#shared/contract/email/mailboxes.ts'
import type { EmailAccount, SmtpCause } from '#shared/contract/emailAccounts.ts'

export const mailboxesTable = defineTable({
  name: 'mailboxes',
  columns: {
    id: id(),
    name: text(),
    accountId: optional(integer()),
    host: text(),
    port: integer(),
    security: text<EmailAccount['security']>(),
    user: text(),
    trustedCertificate: optional(text()),
    /** Signed in on the provider's page instead of by a password. */
    signInId: optional(integer()),
    /** When all of it was read last, to its end. */
    lastReadAt: optional(moment()),
    lastTriedAt: optional(moment()),
    trouble: optional(text<MailboxTrouble>()),
    troubleCause: optional(text<SmtpCause>()),
    troubleReply: optional(longText()),
    troubleAt: optional(moment()),
    /** Null with a trouble: not before the user has changed something. */
    retryAt: optional(moment()),
    failures: withDefault(integer(), 0),
    createdAt: moment(),
    updatedAt: moment(),
  },
})
export type MailboxRow = RowOfTable<typeof mailboxesTable>

export const mailboxFoldersTable = defineTable({
  name: 'mailbox_folders',
  columns: {
    id: id(),
    mailboxId: integer(),
    path: text(),
    uidValidity: text(),
    lastUid: bigInteger(),
  },
  indices: [{ name: 'mailbox_folders_path', columns: ['mailboxId', 'path'], unique: true }],
})

export const receivedTable = defineTable({
  name: 'received_messages',
  columns: {
    id: id(),
    mailboxId: integer(),
    folder: text(),
    uidValidity: text(),
    uid: bigInteger(),
    messageKey: text(),
    kind: text<ReceivedKind>(),
    class: optional(text<BounceClass>()),
    isDelayed: { ...flag(), default: 0 },
    outboxId: optional(integer()),
    leadId: optional(integer()),
    /** Who wrote, or whose address a report is about. */
    address: optional(text()),
    subject: text(),
    /** What a person wrote, or a server said. */
    words: longText(),
    receivedAt: moment(),
    readAt: moment(),
  },
  indices: [
    { name: 'received_messages_key', columns: ['messageKey'], unique: true },
    {
      name: 'received_messages_place',
      columns: ['mailboxId', 'folder', 'uidValidity', 'uid'],
      unique: true,
    },
    { name: 'received_messages_lead', columns: ['leadId', 'receivedAt', 'id'] },
    {
      name: 'received_messages_outbox',
      columns: ['outboxId'],
      where: 'outbox_id IS NOT NULL',
    },
    {
      name: 'received_messages_complaints',
      columns: ['outboxId'],
      where: `kind = 'complaint'`,
    },
    {
      name: 'received_messages_reports',
      columns: ['readAt'],
      where: `kind IN ('bounce', 'complaint')`,
    },
  ],
})
export type ReceivedRow = RowOfTable<typeof receivedTable>
