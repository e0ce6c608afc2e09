// The parts of a running relay, made once and handed to whoever answers.
import { type EventLog, createEventLog } from './eventLog.ts'
import { createFormTime, type FormTime } from './formTime.ts'
import { createPairing, type Pairing } from './pairing.ts'
import { createPublishedPages, type PublishedPages } from './publishedPages.ts'
import { createRateLimit, networkOf, type RateLimit } from './rateLimits.ts'
import { readSecrets, type RelaySecrets } from './relaySecrets.ts'
import { openStore, type RelayStore } from './relayStore.ts'
import { createVisitors, type Visitors } from './visitors.ts'
import type { Asker } from './whoAsks.ts'

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
  /** False if whoever asks does this too often. Only the operator's own machine is not counted. */
  mayGoOn(what: Limited, asker: Asker, form?: string): boolean
  /** False if a link of a message was opened too often within a minute. */
  mayNoteLink(sealed: string): boolean
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
  // Whatever opens one link again and again must not fill the disk.
  const perLink = createRateLimit(6, 3)
  return {
    ...{ store, secrets, pairing, pages, isBehindProxy, now, log, announce },
    events: createEventLog(store, now, log),
    formTime: createFormTime(secrets.formSecret, now),
    visitors: createVisitors(store, now, pages.timeZone),
    mayGoOn: limits(log),
    mayNoteLink: (sealed) => perLink.take(sealed),
  }
}

function limits(log: RelayLog): RelayParts['mayGoOn'] {
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
  let hasWarned = false
  return (what, { address, isOperator, isUnannounced }, form) => {
    if (isUnannounced && !hasWarned) {
      hasWarned = true
      log('Requests come through a proxy. Start with --behind-proxy: all visitors share one limit.')
    }
    // The form's own limit is asked last: what the first one stops uses nothing of it.
    const isExempt = isOperator && what !== 'pair'
    return (
      (isExempt || perAddress[what].take(`${networkOf(address)} ${form ?? ''}`)) &&
      (form === undefined || perForm.take(form))
    )
  }
}
