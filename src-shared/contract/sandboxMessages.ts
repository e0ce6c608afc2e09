// Messages of campaigns without an account: kept here, sent to nobody.
import { z } from 'zod'
import { Id, Timestamp } from './common.ts'

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
