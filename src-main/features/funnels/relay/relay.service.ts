// The paired relay as the interface sees it: pairing, its state, fetching what happened there.
import type { z } from 'zod'
import type { RelayStatus, SaleHook } from '#shared/contract/relayStatus.ts'
import type { Topic } from '#shared/contract/system.contract.ts'
import { memorySlot } from '#main/core/memory.ts'
import { refuseWhereStopped } from '#main/core/sendingStop.ts'
import type { Services } from '#main/core/services.ts'
import { moment } from '#main/database/columnKinds.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { describeError } from '#main/platform/log.ts'
import { saleHookPath } from '#shared/rules/relayPages.ts'
import { toOptionalTimestamp } from '#main/database/columns.ts'
import type { RelayPairing } from '#main/relay/relayClient.ts'
import { pullOnce } from '#main/relay/relayPull.ts'
import { applyRelayEvent } from './relayEvents.service.ts'
import {
  forgetSeen,
  lookAtRelay,
  seenAtRelay,
  withdrawUnknownFunnel,
} from './relayFunnels.service.ts'
import { tellMeasuring } from './relayMeasuring.service.ts'
import { tellTopics } from './relayTopics.service.ts'
import { notPaired, withRelay } from './relayLink.ts'
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
const neverPulled: LastPull = { at: null, error: null, waiting: null, running: null }
const lastPull = memorySlot<LastPull>(() => ({ ...neverPulled }))

/** The relay's last words if the last pull failed; null if it worked or none was tried. */
export const lastRelayError = ({ memory }: Pick<Services, 'memory'>): string | null =>
  memory.of(lastPull).error

/**
 * Pages are published at a relay, and the pairing with it is not there: it rests with the passwords,
 * and leaving a relay takes its pages off.
 */
export async function hasLostRelay({ database, relay }: Services): Promise<boolean> {
  const published = 'SELECT EXISTS (SELECT 1 FROM funnels WHERE published_at IS NOT NULL) AS n'
  return database.count(published) > 0 && (await relay.pairing()) === null
}

const cursorMoment = rowOf({ at: moment() })

export async function relayStatus(services: Services): Promise<Status> {
  const paired = await services.relay.pairing()
  if (paired === null)
    return {
      ...{ paired: false, url: null, lastPullAt: null, lastError: null, waitingEvents: null },
      ...{ unknownFunnels: [], clockAheadMinutes: null, measuresClicks: false },
    }
  const { at, error, waiting } = services.memory.of(lastPull)
  const moved = services.database.first(
    cursorMoment,
    'SELECT moved_at AS at FROM relay_cursors WHERE relay_key = ?',
    [paired.relayKey],
  )?.at
  return {
    paired: true,
    url: paired.url,
    lastPullAt: toOptionalTimestamp(at ?? moved ?? null),
    lastError: error,
    waitingEvents: waiting,
    measuresClicks: paired.measures === true,
    unknownFunnels: seenAtRelay(services).unknown,
    clockAheadMinutes: seenAtRelay(services).clockAheadMinutes,
  }
}

/** @throws 404; 422 with the relay's words */
export async function withdrawUnknown(services: Services, id: number): Promise<Status> {
  await withdrawUnknownFunnel(services, id)
  return relayStatus(services)
}

/** What still waits at a relay that is about to be left; it may have gone already. */
async function pullForTheLastTime(services: Services): Promise<void> {
  if ((await services.relay.pairing()) === null) return
  await pullRelay(services).catch((error: unknown) =>
    services.host.log(
      'warn',
      'What waited at the relay that is left could not be fetched.',
      describeError(error),
    ),
  )
}

/** @throws 409 where this computer does not send; 422 with the relay's words */
export async function pairRelay(
  services: Services,
  { url, code, evenIfPrivate = false }: { url: string; code: string; evenIfPrivate?: boolean },
): Promise<Status> {
  refuseWhereStopped(services)
  const before = await services.relay.pairing()
  await pullForTheLastTime(services)
  const paired = await withRelay(services, (relay) =>
    relay.pair(url, code, { isPrivate: evenIfPrivate }),
  )
  // Another relay has none of the pages; the same one under another address has them there.
  if (before !== null && before.relayKey !== paired.relayKey) await forgetPublications(services)
  else if (before !== null) await movePublications(services, before.url, paired.url)
  forgetSeen(services)
  Object.assign(services.memory.of(lastPull), neverPulled)
  await tellMeasuring(services)
  await services.outbox.relayChanged()
  services.changes.publish(['funnels', 'email'])
  return relayStatus(services)
}

/**
 * Its pages go off the web. A relay that cannot be told is forgotten all the same.
 * @throws 409 where this computer does not send: they are the other one's pages
 */
export async function unpairRelay(services: Services): Promise<void> {
  refuseWhereStopped(services)
  await pullForTheLastTime(services)
  forgetSeen(services)
  await withRelay(services, (relay) => relay.unpair())
  Object.assign(services.memory.of(lastPull), neverPulled)
  await services.outbox.relayChanged()
  await forgetPublications(services)
}

/** @throws 409 without a relay */
export async function revealSaleHook(services: Services): Promise<Hook> {
  const paired = await services.relay.pairing()
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
      'UPDATE funnels SET published_at = NULL, published_url = NULL, published = NULL WHERE published_at IS NOT NULL',
    ),
  )
}

async function movePublications({ database }: Services, from: string, to: string): Promise<void> {
  if (from === to) return
  await database.write(['funnels'], (transaction) =>
    transaction.sql(
      'UPDATE funnels SET published_url = ? || substr(published_url, ?) WHERE substr(published_url, 1, ?) = ?',
      [to, from.length + 1, from.length, from],
    ),
  )
}

/**
 * One pull at a time: who asks during one gets its answer.
 * @throws 409 without a relay, or where this computer does not send; 422 if it does not answer
 */
export async function pullRelay(services: Services): Promise<{ applied: number }> {
  refuseWhereStopped(services)
  const last = services.memory.of(lastPull)
  last.running ??= pull(services, last).finally(() => (last.running = null))
  return last.running
}

async function pull(services: Services, last: LastPull): Promise<{ applied: number }> {
  const { database, host } = services
  try {
    const report = await withRelay(services, async (client) => {
      const keys = await client.keys()
      const installKey = await services.installKey()
      const now = () => host.clock.now()
      await lookAtRelay(services)
      await tellTopics(services)
      await tellMeasuring(services)
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
    services.outbox.relayAnswered()
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
