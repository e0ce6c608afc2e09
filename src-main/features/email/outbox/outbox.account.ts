// An account while it sends: its row as last read, its password, its pace, its lanes.
import type { AccountRow } from '../accounts/accounts.table.ts'
import { selectAccountSql } from '../accounts/accounts.repository.ts'
import { startLane } from './outbox.lane.ts'
import { createPace, type Pace } from './outbox.pace.ts'
import type { EngineParts, Lane, SendingAccount } from './outbox.parts.ts'

export type RunningAccount = SendingAccount & {
  pace: Pace
  /** Ends the lanes once what is under way has an answer. */
  close(): Promise<void>
  dropConnections(): void
}

export function startAccount(parts: EngineParts, id: number): RunningAccount {
  const { options } = parts
  const select = parts.connection.prepare<[number], AccountRow>(selectAccountSql)
  const pace = createPace(parts.connection, id, options.clock.now())
  let row = select.get(id)
  let closed = row === undefined
  const lanes: Lane[] = []

  const account: RunningAccount = {
    id,
    pace,
    campaignIds: () => parts.runningCampaigns(id),
    async server() {
      if (row === undefined) throw new Error(`Account ${id} is gone.`)
      const { host, port, security, user } = row
      return {
        host,
        port,
        security,
        user,
        password: user === null ? null : await options.passwordOf({ id, host }),
      }
    },
    wait(now) {
      if (closed || row === undefined || parts.isHeld()) return Infinity
      if (row.blockedReason !== null && (row.retryAt === null || row.retryAt > now))
        return row.retryAt === null ? Infinity : row.retryAt - now
      return pace.wait(now, row.maxPerMinute)
    },
    take: (now) => pace.take(now, row?.maxPerMinute ?? 1),
    isBlocked: () => row?.blockedReason != null,
    isClosed: () => closed,
    reload() {
      row = select.get(id)
      if (row === undefined) closed = true
    },
    async close() {
      closed = true
      parts.signal.notify()
      await Promise.all(lanes.map((lane) => lane.ended))
    },
    dropConnections() {
      for (const lane of lanes) lane.drop()
    },
  }
  for (let number = 0; number < (row?.maxConnections ?? 0); number += 1)
    lanes.push(startLane(parts, account, number))
  return account
}
