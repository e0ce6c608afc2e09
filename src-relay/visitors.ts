// Counts visitors without identifying anybody: a hash of address, browser and a secret that is
// replaced every day of the business. The address itself is never written anywhere; without the day's secret
// nothing leads back from the hash, and yesterday's is gone.
import { z } from 'zod'
import { hash, randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { dateAt } from '#shared/rules/calendar/calendarDays.ts'
import { isTimeZone } from '#shared/rules/zonedMoment.ts'
import type { RelayStore } from './relayStore.ts'
import type { Asker } from './whoAsks.ts'

const settingName = 'visitorSecrets'
/** Under which days of one zone were counted, whoever asked: of another scheme, and gone. */
const formerSetting = 'visitorSecret'

export type Visitors = { hash(asker: Pick<Asker, 'address' | 'browser'>, funnelId: number): string }

/** @param zoneOf the zone in whose days a funnel's visitors are counted: its business's */
export function createVisitors(
  store: RelayStore,
  now: () => number,
  zoneOf: (funnelId: number) => string,
): Visitors {
  let secrets = readSecrets(store)
  const todays = (zone: string): string => {
    const at = now()
    const today = dateAt(at, zone)
    const secret = secrets[zone]
    if (secret?.day === today) return secret.key
    const key = randomBytes(32).toString('base64url')
    // Kept on disk so that a restart does not count everybody twice; replaced, not added to. No
    // other zone's outlives its day either, asked for or not.
    const kept = Object.entries(secrets).filter(([other, { day }]) => day === dateAt(at, other))
    secrets = { ...Object.fromEntries(kept), [zone]: { day: today, key } }
    store.set(settingName, JSON.stringify(secrets))
    store.set(formerSetting, null)
    store.connection.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    return key
  }
  return {
    // The funnel is part of it, so that nobody is followed from one funnel to another. A plain hash
    // under a secret of fixed length: nothing is proven by it, and it costs a fifth of an HMAC on
    // every page.
    hash: ({ address, browser }, funnelId) =>
      hash(
        'sha256',
        `${todays(zoneOf(funnelId))}\n${funnelId}\n${address}\n${browser}`,
        'base64url',
      ).slice(0, 22),
  }
}

/** By zone; `day` as `2026-11-29`. */
const Secrets = z.record(z.string(), z.object({ day: z.string(), key: z.string() }))

/** Without those of zones this machine does not know: where they were stored, another one ran. */
function readSecrets(store: RelayStore): z.infer<typeof Secrets> {
  const value = store.setting(settingName)
  const stored = value === null ? {} : Secrets.parse(JSON.parse(value))
  return Object.fromEntries(Object.entries(stored).filter(([zone]) => isTimeZone(zone)))
}

const programs =
  /bot\b|bot[/;)]|crawl|spider|slurp|scanner|facebookexternalhit|embedly|preview|monitor|uptime|lighthouse/i

/** Those that follow links of messages besides: filters of mail, and libraries that fetch. */
const followers =
  /barracuda|mimecast|proofpoint|fireeye|trendmicro|symantec|forcepoint|sophos|ironport|virustotal|urlscan|safelinks|headless|phantom|selenium|puppeteer|playwright|curl|wget|python|java\/|okhttp|go-http|node-fetch|undici|axios|libwww|httpclient|ruby|perl/i

const isAhead = ({ headers }: IncomingMessage): boolean => {
  const ahead =
    headers['sec-purpose'] ?? headers['purpose'] ?? headers['x-purpose'] ?? headers['x-moz']
  return typeof ahead === 'string' && /prefetch|prerender|preview/i.test(ahead)
}

/**
 * False for programs that say so, and for pages a browser fetches before anybody asked for them.
 */
export const isPerson = (request: IncomingMessage): boolean =>
  !isAhead(request) && !programs.test(request.headers['user-agent'] ?? '')

/** Why who opens a link of a message looks like a program; null where nothing says so. */
export function looksLikeProgram(request: IncomingMessage): 'head' | 'prefetch' | 'program' | null {
  if (request.method === 'HEAD') return 'head'
  if (isAhead(request)) return 'prefetch'
  const browser = request.headers['user-agent'] ?? ''
  return browser === '' || programs.test(browser) || followers.test(browser) ? 'program' : null
}
