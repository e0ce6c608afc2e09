// Where a visitor came from, and what goes along from page to page in the address: there is no
// cookie.
import type { IncomingMessage } from 'node:http'

export type Source = {
  utmSource: string | null
  utmMedium: string | null
  utmCampaign: string | null
  referrer: string | null
}
export type Carried = {
  source: Source
  /** Opaque name of this way through the funnel, made at the first form or payment; null before. */
  reference: string | null
}

const nothing: Carried = {
  source: { utmSource: null, utmMedium: null, utmCampaign: null, referrer: null },
  reference: null,
}
const referencePattern = /^[A-Za-z0-9_-]{16,64}$/
const hostPattern = /^(?=.{1,253}$)[a-z0-9-]+(\.[a-z0-9-]+)+$/

/** @param query of the address, after the question mark; empty if there is none */
export function readCarried(query: string, request: IncomingMessage): Carried {
  const referrer = foreignReferrer(request)
  if (query === '')
    return referrer === null
      ? nothing
      : { source: { ...nothing.source, referrer }, reference: null }
  const values = new URLSearchParams(query)
  const reference = values.get('r')
  const from = values.get('from')
  return {
    source: {
      utmSource: campaignWord(values.get('utm_source')),
      utmMedium: campaignWord(values.get('utm_medium')),
      utmCampaign: campaignWord(values.get('utm_campaign')),
      referrer: referrer ?? (from !== null && hostPattern.test(from) ? from : null),
    },
    reference: reference !== null && referencePattern.test(reference) ? reference : null,
  }
}

/** The same once more as a query with its question mark, or nothing. */
export function carriedQuery({ source, reference }: Carried): string {
  const values = new URLSearchParams()
  const add = (name: string, value: string | null) => value !== null && values.set(name, value)
  add('r', reference)
  add('utm_source', source.utmSource)
  add('utm_medium', source.utmMedium)
  add('utm_campaign', source.utmCampaign)
  add('from', source.referrer)
  return values.size === 0 ? '' : `?${values.toString()}`
}

/**
 * For an attribute in HTML. URLSearchParams has percent-encoded everything else that could end it.
 */
export const carriedAttribute = (query: string): string => query.replaceAll('&', '&amp;')

/** Some campaign tools put the reader's address into links: that stays out of the database. */
function campaignWord(value: string | null): string | null {
  const word = value?.trim() ?? ''
  return word === '' || word.length > 150 || word.includes('@') ? null : word
}

function foreignReferrer({ headers }: IncomingMessage): string | null {
  const { referer, host } = headers
  if (referer === undefined || !URL.canParse(referer)) return null
  const from = new URL(referer)
  return from.host === host || !hostPattern.test(from.hostname) ? null : from.hostname
}
