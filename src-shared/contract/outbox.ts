// The outbox as the interface sees it, and the sandbox: messages of campaigns without an account,
// kept here and sent to nobody.
import { z } from 'zod'
import { fileKinds } from '../rules/sending/messageFiles.ts'
import { Id, Timestamp } from './common.ts'
import { FileHash } from './email/campaignFiles.ts'

/** A file that a message was sent with. */
export const SentFile = z.object({
  kind: z.enum(fileKinds),
  hash: FileHash,
  name: z.string(),
  type: z.string(),
  bytes: z.int(),
})
export type SentFile = z.infer<typeof SentFile>

export const SandboxMessage = z.object({
  id: Id,
  from: z.string(),
  to: z.string(),
  subject: z.string(),
  html: z.string(),
  text: z.string(),
  messageId: z.string(),
  receivedAt: Timestamp,
  /** Its pictures and attachments, in their order. */
  files: z.array(SentFile),
})
export type SandboxMessage = z.infer<typeof SandboxMessage>

export const OutboxStatus = z.object({
  /**
   * `elsewhere`: another running copy of the application owns the outbox; `damaged`: damage was
   * found in the database; `not_writable`: the ledger or the lock cannot be written;
   * `folder_gone`: the data folder was moved, replaced or unplugged while it was used; `key_lost`: the
   * key of message identities is gone, and a second one is never made; `left`: another computer sends
   * from now on; `arrived`: the data came from another computer, which may still send.
   */
  engine: z.enum([
    'running',
    'stopped',
    'elsewhere',
    'low_disk',
    'damaged',
    'not_writable',
    'folder_gone',
    'key_lost',
    'left',
    'arrived',
  ]),
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
