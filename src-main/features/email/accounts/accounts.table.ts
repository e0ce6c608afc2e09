// Sending accounts: a server, how to reach it, how fast it may be used, and why it is blocked.
// Passwords rest elsewhere.
import { EntitySchema } from 'typeorm'
import {
  idColumn,
  momentColumn,
  optionalMomentColumn,
  optionalTextColumn,
  textColumn,
} from '#main/database/columns.ts'
import type { EmailAccount } from '#shared/contract/emailAccounts.ts'

export type AccountRow = {
  id: number
  name: string
  host: string
  port: number
  security: EmailAccount['security']
  user: string | null
  fromName: string
  fromEmail: string
  maxPerMinute: number
  maxConnections: number
  blockedReason: string | null
  blockedReply: string | null
  blockedAt: number | null
  retryAt: number | null
  connectionFailures: number
  createdAt: number
  updatedAt: number
}

export const accountsTable = new EntitySchema<AccountRow>({
  name: 'email_accounts',
  columns: {
    id: idColumn,
    name: textColumn('name'),
    host: textColumn('host'),
    port: { type: 'integer' },
    security: textColumn('security') as never,
    user: optionalTextColumn('user'),
    fromName: textColumn('from_name'),
    fromEmail: textColumn('from_email'),
    maxPerMinute: { type: 'integer', name: 'max_per_minute' },
    maxConnections: { type: 'integer', name: 'max_connections' },
    blockedReason: optionalTextColumn('blocked_reason'),
    blockedReply: { type: 'text', name: 'blocked_reply', nullable: true },
    blockedAt: optionalMomentColumn('blocked_at'),
    retryAt: optionalMomentColumn('retry_at'),
    connectionFailures: { type: 'integer', name: 'connection_failures', default: 0 },
    createdAt: momentColumn('created_at'),
    updatedAt: momentColumn('updated_at'),
  },
})
