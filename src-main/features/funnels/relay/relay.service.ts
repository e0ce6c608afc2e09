// The paired relay as the interface sees it: pairing, its state, fetching what happened there.
import type { z } from 'zod'
import type { RelayStatus, SaleHook } from '#shared/contract/relayStatus.ts'
import type { Topic } from '#shared/contract/system.contract.ts'
import type { Services } from '#main/core/services.ts'
import { saleHookPath } from '#shared/rules/relayPages.ts'
import { toOptionalTimestamp } from '#main/database/columns.ts'
import type { RelayPairing } from '#main/relay/relayClient.ts'
import { installKeyOf, outboxOf } from '#main/features/email/email.feature.ts'
import { relayKeysOf } from '#main/relay/relayKeys.ts'
import { pullOnce } from '#main/relay/relayPull.ts'
import { applyRelayEvent } from './relayEvents.service.ts'
import { notPaired, relayOf, withRelay } from './relayLink.ts'
import { forgetOldEvents } from './relayEvents.repository.ts'

type Status = z.infer<typeof RelayStatus>
type Hook = z.infer<typeof SaleHook>
type LastPull = {
  at: number | null
  error: string | null
  waiting: number | null
  running: Promise<{ applied: number }> | null
}

const pullTopics: Topic[] = ['funnels', 'crm', 'email', 'dashboard']
const lastPulls = new WeakMap<Services['database'], LastPull>()

function lastPullOf({ database }: Pick<Services, 'database'>): LastPull {
  let last = lastPulls.get(database)
  if (last === undefined)
    lastPulls.set(database, (last = { at: null, error: null, waiting: null, running: null }))
  return last
}

/** The relay's last words where the last pull failed; null where it worked or none was tried. */
export const lastRelayError = (database: Services['database']): string | null =>
  lastPullOf({ database }).error

export async function relayStatus(services: Services): Promise<Status> {
  const paired = await relayOf(services).pairing()
  if (paired === null)
    return { paired: false, url: null, lastPullAt: null, lastError: null, waitingEvents: null }
  const { at, error, waiting } = lastPullOf(services)
  const moved = services.database.query<{ at: number }>(
    'SELECT moved_at AS at FROM relay_cursors WHERE relay_key = ?',
    [paired.relayKey],
  )[0]?.at
  return {
    paired: true,
    url: paired.url,
    lastPullAt: toOptionalTimestamp(at ?? moved ?? null),
    lastError: error,
    waitingEvents: waiting,
  }
}

/** @throws 422 with the relay's words */
export async function pairRelay(
  services: Services,
  { url, code }: { url: string; code: string },
): Promise<Status> {
  const before = await relayOf(services).pairing()
  const paired = await withRelay(services, (relay) => relay.pair(url, code))
  // Another relay has none of the pages.
  if (before !== null && before.relayKey !== paired.relayKey) await forgetPublications(services)
  lastPulls.delete(services.database)
  await outboxOf(services.database).relayChanged()
  services.changes.publish(['funnels', 'email'])
  return relayStatus(services)
}

/** Its pages go off the web. A relay that cannot be told is forgotten all the same. */
export async function unpairRelay(services: Services): Promise<void> {
  await withRelay(services, (relay) => relay.unpair())
  lastPulls.delete(services.database)
  await outboxOf(services.database).relayChanged()
  await forgetPublications(services)
}

/** @throws 409 without a relay */
export async function revealSaleHook(services: Services): Promise<Hook> {
  const paired = await relayOf(services).pairing()
  if (paired === null) throw notPaired()
  return toHook(paired)
}

/** @throws 409 without a relay; 422 with the relay's words */
export async function renewSaleHook(services: Services): Promise<Hook> {
  return toHook(await withRelay(services, (relay) => relay.renewSaleHook()))
}

const toHook = ({ url, saleHook }: RelayPairing): Hook => ({
  address: `${url}${saleHookPath(saleHook.key)}`,
  secret: saleHook.secret,
})

async function forgetPublications({ database }: Services): Promise<void> {
  await database.write(['funnels'], (transaction) =>
    transaction.sql(
      'UPDATE funnels SET published_at = NULL, published_url = NULL WHERE published_at IS NOT NULL',
    ),
  )
}

/**
 * One pull at a time: who asks during one gets its answer.
 * @throws 409 without a relay, 422 where it does not answer
 */
export async function pullRelay(services: Services): Promise<{ applied: number }> {
  const last = lastPullOf(services)
  last.running ??= pull(services, last).finally(() => (last.running = null))
  return last.running
}

async function pull(services: Services, last: LastPull): Promise<{ applied: number }> {
  const { database, host } = services
  try {
    const report = await withRelay(services, async (client) => {
      const keys = await relayKeysOf(host.secrets)
      const installKey = await installKeyOf(host.secrets)
      const now = () => host.clock.now()
      return pullOnce({
        ...{ client, database, keys, now, log: host.log, topics: pullTopics },
        apply: (transaction, event, opened) =>
          applyRelayEvent(
            { now: now(), keys, installKey, log: host.log },
            transaction,
            event,
            opened,
          ),
      })
    })
    outboxOf(database).relayAnswered()
    await forgetOldEvents(database, host.clock.now())
    Object.assign(last, { at: host.clock.now(), error: null, waiting: report.waiting })
    return { applied: report.applied }
  } catch (error) {
    last.error = wordsOf(error)
    throw error
  }
}

function wordsOf(error: unknown): string {
  const data =
    error instanceof Error && 'data' in error
      ? (error.data as { detail?: string } | undefined)
      : undefined
  return data?.detail ?? (error instanceof Error ? error.message : String(error))
}
