// Counts visitors without identifying anybody: a hash of address, browser and a secret that is
// replaced every day. The address itself is never written anywhere; without the day's secret
// nothing leads back from the hash, and yesterday's is gone.
import { z } from 'zod'
import { hash, randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { RelayStore } from './relayStore.ts'
import type { Asker } from './whoAsks.ts'

const settingName = 'visitorSecret'
const day = 24 * 60 * 60_000

export type Visitors = { hash(asker: Pick<Asker, 'address' | 'browser'>, funnelId: number): string }

export function createVisitors(store: RelayStore, now: () => number): Visitors {
  let secret = readSecret(store)
  const todays = (): string => {
    const today = Math.floor(now() / day)
    if (secret?.day !== today) {
      // Kept on disk so that a restart does not count everybody twice; replaced, not added to.
      secret = { day: today, key: randomBytes(32).toString('base64url') }
      store.set(settingName, JSON.stringify(secret))
      store.connection.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    }
    return secret.key
  }
  return {
    // The funnel is part of it, so that nobody is followed from one funnel to another. A plain hash
    // under a secret of fixed length: nothing is proven by it, and it costs a fifth of an HMAC on
    // every page.
    hash: ({ address, browser }, funnelId) =>
      hash('sha256', `${todays()}\n${funnelId}\n${address}\n${browser}`, 'base64url').slice(0, 22),
  }
}

const Secret = z.object({ day: z.int(), key: z.string() })

function readSecret(store: RelayStore): z.infer<typeof Secret> | null {
  const value = store.setting(settingName)
  return value === null ? null : Secret.parse(JSON.parse(value))
}

const programs =
  /bot\b|bot[/;)]|crawl|spider|slurp|scanner|facebookexternalhit|embedly|preview|monitor|uptime|lighthouse/i

/**
 * False for programs that say so, and for pages a browser fetches before anybody asked for them.
 */
export function isPerson({ headers }: IncomingMessage): boolean {
  const ahead = headers['sec-purpose'] ?? headers['purpose'] ?? headers['x-moz']
  if (typeof ahead === 'string' && /prefetch|prerender/.test(ahead)) return false
  return !programs.test(headers['user-agent'] ?? '')
}
