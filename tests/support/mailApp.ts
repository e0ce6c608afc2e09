// The real procedures, database and sending engine on a temporary folder, with the engine in this
// thread: its clock stands still until told, its waits are short, and it can be stopped and started
// again on the same files.
import { createRouterClient, type RouterClient } from '@orpc/server'
import { copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { features } from '#main/app/features.ts'
import { router, type AppRouter } from '#main/app/router.ts'
import { createServices, type Services } from '#main/core/services.ts'
import { openDatabase } from '#main/database/openDatabase.ts'
import { credentialOf } from '#main/features/email/accounts/accountCredentials.ts'
import type { EngineStatus } from '#main/core/outboxControl.ts'
import { startOutbox, type OutboxOwner } from '#main/features/email/outbox/outbox.owner.ts'
import { recoverOutbox } from '#main/features/email/outbox/outbox.recovery.ts'
import {
  defaultTiming,
  type EngineOptions,
  type EngineTiming,
} from '#main/features/email/outbox/outbox.settings.ts'
import { createChangeFeed } from '#main/platform/changeFeed.ts'
import type { Log } from '#main/platform/log.ts'
import { placeNewDatabase } from './templateDatabase.ts'
import type { SecretStore } from '#main/platform/secrets/secrets.ts'
import { createTestHost, type TestHost } from './testHost.ts'

export const quickTiming: EngineTiming = {
  ...defaultTiming,
  tick: 25,
  lockRetry: 50,
  settleAfterJump: 50,
  idleConnection: 500,
  stopGrace: 10_000,
  // Servers here answer at once, but a busy machine may not: only tests of silence shorten these.
  timeouts: { connection: 30_000, greeting: 30_000, command: 30_000, finalDot: 30_000 },
  lowDisk: 0,
}

export type MailApp = {
  host: TestHost
  services: Services
  client: RouterClient<AppRouter>
  status(): EngineStatus
  startEngine(more?: Partial<EngineOptions>): void
  stopEngine(): Promise<void>
  /** Adds leads `prefix1@domain` … */
  addLeads(count: number, prefix?: string, domain?: string): Promise<void>
  /** An account on a server of this machine. */
  addAccount(
    port: number,
    more?: Partial<Parameters<RouterClient<AppRouter>['email']['accounts']['create']>[0]>,
  ): Promise<number>
  /** A complete campaign to everybody. */
  addCampaign(
    accountId: number | null,
    more?: Partial<Parameters<RouterClient<AppRouter>['email']['campaigns']['create']>[0]>,
  ): Promise<number>
  rows(): OutboxRow[]
  /** Closes the database and opens it again, after `between`. */
  reopen(between?: () => void): Promise<void>
  close(): Promise<void>
}

export type OutboxRow = {
  id: number
  email: string
  state: string
  reason: string | null
  attempts: number
  last_code: number | null
  message_id: string
  next_attempt_at: number
}

export async function createMailApp(
  options: {
    log?: Log
    dataFolder?: string
    memoryFolder?: string | null
    secrets?: SecretStore
    engine?: boolean
    timing?: Partial<EngineTiming>
  } = {},
): Promise<MailApp> {
  const host = await createTestHost(options)
  const file = join(host.dataFolder, 'main.db')
  const tables = features.flatMap((feature) => feature.tables)
  const changes = createChangeFeed()
  await placeNewDatabase(file)
  let services = createServices({
    host,
    changes,
    database: await openDatabase(file, tables, changes),
  })
  let client = createRouterClient(router, { context: services })
  let outbox: OutboxOwner | null = null
  let status: EngineStatus = { engine: 'stopped', perMinute: {} }
  const installKey = await services.installKey()
  let relay = await services.relay.access()
  const relayChanged = async () => void (relay = await services.relay.access())

  const app: MailApp = {
    host,
    get services() {
      return services
    },
    get client() {
      return client
    },
    status: () => status,
    startEngine(more = {}) {
      const owner = startOutbox({
        files: {
          database: file,
          ledger: join(host.dataFolder, 'ledger.db'),
          lock: join(host.dataFolder, 'instance.lock'),
          memory: host.memoryFolder,
        },
        installKey,
        relay: () => relay,
        credentialOf: (account, refused) => credentialOf(services, account, refused),
        changed: (topics) => changes.publish(topics),
        statusChanged: (value) => void (status = value),
        log: host.log,
        clock: host.clock,
        timing: { ...quickTiming, ...options.timing },
        recover: recoverOutbox,
        ...more,
      })
      outbox = owner
      services.outbox.connect({
        status: () => status,
        wake: () => void owner.wake(),
        accountChanged: (id) => owner.accountChanged(id),
        relayChanged,
        relayAnswered: () => void owner.wake(),
        damageFound: () => owner.damageFound(),
      })
    },
    async stopEngine() {
      await outbox?.stop()
      outbox = null
      services.outbox.connect(null)
    },
    async addLeads(count, prefix = 'person', domain = 'people.example') {
      await services.database.write([], async (transaction) => {
        for (let index = 1; index <= count; index += 1) {
          await transaction.sql(
            `INSERT INTO leads (email, first_name, status, score, estimated_value_cents, tags, sort_name, created_at, updated_at)
             VALUES (?, ?, 'new', 0, 0, '[]', ?, 0, 0)`,
            [`${prefix}${index}@${domain}`, `First ${index}`, `first ${index}`],
          )
        }
      })
    },
    async addAccount(port, more = {}) {
      const account = await client.email.accounts.create({
        ...{
          name: 'Test',
          host: '127.0.0.1',
          port,
          security: 'none',
          fromEmail: 'shop@business.example',
          maxPerMinute: 60_000,
          maxConnections: 2,
        },
        ...more,
      })
      return account.id
    },
    async addCampaign(accountId, more = {}) {
      const campaign = await client.email.campaigns.create({
        ...{
          name: 'News',
          subject: 'News for {{ first_name }}',
          html: '<p>Hello {{ first_name | you }}</p>',
          fromEmail: 'shop@business.example',
        },
        accountId,
        ...more,
      })
      return campaign.id
    },
    rows: () =>
      services.database.query<OutboxRow>(
        'SELECT id, email, state, reason, attempts, last_code, message_id, next_attempt_at FROM outbox ORDER BY id',
      ),
    async reopen(between) {
      await app.stopEngine()
      await services.database.close()
      between?.()
      services = createServices({
        host,
        changes,
        database: await openDatabase(file, tables, changes),
      })
      client = createRouterClient(router, { context: services })
    },
    async close() {
      await app.stopEngine()
      await services.database.close()
      await host.remove()
    },
  }
  if (options.engine !== false) app.startEngine()
  return app
}

const waitingTime = 60_000

/** Waits until something is true, for at most a minute. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  what = 'the condition',
): Promise<void> {
  const deadline = performance.now() + waitingTime
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`Waited in vain for ${what}.`)
    await delay(20)
  }
}

/**
 * Puts back a copy of the database as a restored backup would be: without the files that belong to
 * the newer one.
 */
export function restoreCopy(folder: string, copy: string): void {
  for (const suffix of ['-wal', '-shm']) rmSync(join(folder, `main.db${suffix}`), { force: true })
  copyFileSync(copy, join(folder, 'main.db'))
}
