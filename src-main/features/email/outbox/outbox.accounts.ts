// The accounts that have something to send: started when they have, ended when they have not.
import { setTimeout as delay } from 'node:timers/promises'
import type { Statement } from '#main/database/sqliteConnection.ts'
import { describeError } from '#main/platform/log.ts'
import { storageProblem } from '#main/platform/storageProblem.ts'
import { statusSql } from '../campaigns/campaignStatus.ts'
import { mayLeaveSql } from '../campaigns/mayLeave.ts'
import { SendingAccount } from './outbox.account.ts'
import type { EngineParts } from './outbox.parts.ts'
import { sandboxAccount } from './outbox.sandbox.ts'
import * as states from './outbox.states.ts'

/** How long to wait before rows that could not be freed are tried again, in milliseconds. */
const freeAgainAfter = 1_000

type Running = { id: number; account: number }

const isRunningSql = `${mayLeaveSql} AND deleted_at IS NULL
  AND (${statusSql} = 'sending' OR (status = 'automatic' AND ${states.hasUnfinishedSql}))`
/** A campaign once for each of its accounts. */
const runningSql = `SELECT id, account FROM (
    SELECT id, coalesce(account_id, ${sandboxAccount}) AS account, started_at FROM campaigns WHERE ${isRunningSql}
    UNION ALL SELECT campaigns.id, campaign_accounts.account_id, started_at FROM campaign_accounts
      JOIN campaigns ON campaigns.id = campaign_accounts.campaign_id AND campaigns.account_id IS NOT NULL WHERE ${isRunningSql})
  ORDER BY started_at, id`

export class Accounts {
  readonly #parts: EngineParts
  readonly #select: Statement<[], Running>
  readonly #accounts = new Map<number, SendingAccount>()
  readonly #closing = new Map<number, Promise<void>>()
  #campaigns = new Map<number, number[]>()

  constructor(parts: EngineParts) {
    this.#parts = parts
    this.#select = parts.database.prepare<[], Running>(runningSql)
    this.readCampaigns()
  }

  /** Campaigns that may have rows to send, by account; 0 is the sandbox. */
  runningCampaigns(accountId: number): number[] {
    return this.#campaigns.get(accountId) ?? []
  }

  readCampaigns(): void {
    const byAccount = new Map<number, number[]>()
    for (const { id, account } of this.#select.all())
      byAccount.set(account, [...(byAccount.get(account) ?? []), id])
    this.#campaigns = byAccount
  }

  /** Starts who has something to send, and ends who has nothing left. */
  update(): void {
    this.readCampaigns()
    for (const account of this.#accounts.values()) account.reload()
    for (const id of this.#campaigns.keys())
      if (id !== sandboxAccount && !this.#accounts.has(id))
        this.#accounts.set(id, new SendingAccount(this.#parts, id))
    for (const id of this.#accounts.keys()) if (!this.#campaigns.has(id)) void this.restart(id)
  }

  /**
   * Closes an account's connections and frees what they still hold; the next tick starts it again
   * where it is needed.
   */
  restart(id: number): Promise<void> {
    const account = this.#accounts.get(id)
    if (account === undefined) return Promise.resolve()
    let ending = this.#closing.get(id)
    if (ending === undefined) {
      ending = this.#end(account).finally(() => this.#closing.delete(id))
      this.#closing.set(id, ending)
    }
    return ending
  }

  /** After a jump of the clock: no connection and no count of the last minute is to be trusted. */
  startOver(now: number): void {
    this.dropConnections()
    for (const account of this.#accounts.values()) account.recount(now)
  }

  dropConnections(): void {
    for (const account of this.#accounts.values()) account.dropConnections()
  }

  /** Resolves once what is under way everywhere has an answer. */
  async closeAll(): Promise<void> {
    await Promise.all([...this.#accounts.values()].map((account) => account.close()))
  }

  async #end(account: SendingAccount): Promise<void> {
    const { commits, options } = this.#parts
    // Rows that stayed claimed would wait for the next start: on a full disk they are freed once
    // there is room.
    for (let isFreed = false; !isFreed;)
      try {
        await account.close()
        await commits.run(() => this.#releaseRows(account.id))
        isFreed = true
      } catch (error) {
        options.log('error', 'Rows could not be freed.', describeError(error))
        isFreed = storageProblem(error) === null
        if (!isFreed) await delay(freeAgainAfter, undefined, { ref: false })
      }
    this.#accounts.delete(account.id)
  }

  /** Rows of an account whose connections have all ended: by the same rule as after a crash. */
  #releaseRows(accountId: number): void {
    const { database } = this.#parts
    states.prepareTransition(database, states.recoverHandingOverOf).run(accountId)
    states.prepareTransition(database, states.recoverClaimedOf).run(accountId)
  }
}
