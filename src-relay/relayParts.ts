// The parts of a running relay, made once and handed to whoever answers.
import { type EventLog, createEventLog } from './eventLog.ts'
import { createFormTime, type FormTime } from './formTime.ts'
import { createPairing, type Pairing } from './pairing.ts'
import { createPublishedPages, type PublishedPages } from './publishedPages.ts'
import { createRateLimit, isLoopback, networkOf, type RateLimit } from './rateLimits.ts'
import { readSecrets, type RelaySecrets } from './relaySecrets.ts'
import { openStore, type RelayStore } from './relayStore.ts'
import { createVisitors, type Visitors } from './visitors.ts'

/** One JSON line; never given addresses, contents or tokens. */
export type RelayLog = (message: string, details?: Record<string, unknown>) => void

export type RelayParts = {
  store: RelayStore
  secrets: RelaySecrets
  pairing: Pairing
  pages: PublishedPages
  events: EventLog
  formTime: FormTime
  visitors: Visitors
  isBehindProxy: boolean
  now: () => number
  log: RelayLog
  /** False if this address does this too often. */
  mayGoOn(what: Limited, address: string, form?: string): boolean
  /** Prints the line that says where the relay is and how to pair with it. */
  announce: () => void
}

export type Limited = 'form' | 'count' | 'token' | 'pair' | 'hook' | 'desktop'

export type RelayOptions = {
  dataFolder: string
  isBehindProxy: boolean
  pairAgain: boolean
  now?: () => number
  log: RelayLog
  announce: () => void
}

/** @throws if the data folder cannot be used */
export function createParts({
  dataFolder,
  isBehindProxy,
  pairAgain,
  now = Date.now,
  log,
  announce,
}: RelayOptions): RelayParts {
  const store = openStore(dataFolder)
  const secrets = readSecrets(store)
  const pairing = createPairing(store, secrets, pairAgain)
  const pages = createPublishedPages(store)
  const refused = pages.reload(pairing.desktop())
  if (refused > 0)
    log('Funnels on the disk are not as the desktop signed them and are not served.', {
      funnels: refused,
    })
  return {
    ...{ store, secrets, pairing, pages, isBehindProxy, now, log, announce },
    events: createEventLog(store, now, log),
    formTime: createFormTime(secrets.formSecret, now),
    visitors: createVisitors(store, now),
    mayGoOn: limits(),
  }
}

function limits(): RelayParts['mayGoOn'] {
  const perAddress: Record<Limited, RateLimit> = {
    form: createRateLimit(20, 20),
    // Visits and clicks: beyond this the page is answered, but no longer counted.
    count: createRateLimit(240, 240),
    // Mailbox providers unsubscribe many people from few addresses.
    token: createRateLimit(1_200, 1_200),
    pair: createRateLimit(10, 10),
    hook: createRateLimit(600, 600),
    desktop: createRateLimit(600, 600),
  }
  /** Of one form, whoever posts: many addresses together must not fill the disk. */
  const perForm = createRateLimit(60_000, 3_000)
  return (what, address, form) => {
    // The form's own limit is asked last: what the first one stops uses nothing of it.
    const isLocal = isLoopback(address) && what !== 'pair'
    return (
      (isLocal || perAddress[what].take(`${networkOf(address)} ${form ?? ''}`)) &&
      (form === undefined || perForm.take(form))
    )
  }
}
