// What visitors ask for: pages, their pictures, and the buttons that lead on. Only places the
// bundle names are led to.
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ButtonTarget } from '#shared/rules/relayPages.ts'
import { pictureHeaders } from './answerHeaders.ts'
import { sendBody, sendOn, sendPage } from './answering.ts'
import { newReference } from './formIntake.ts'
import type { ReadyPage } from './pageServing.ts'
import type { PublishedFunnel } from './publishedPages.ts'
import type { RelayParts } from './relayParts.ts'
import { ownPage } from './relayTexts.ts'
import { carriedAttribute, carriedQuery, readCarried, type Carried } from './visitSource.ts'
import { isPerson } from './visitors.ts'
import { whoAsks, type Asker } from './whoAsks.ts'

/** Counted where a person asks with GET or POST: HEAD only looks whether something is there. */
function isCounted(parts: RelayParts, request: IncomingMessage, asker: Asker): boolean {
  return (
    request.method !== 'HEAD' &&
    parts.pairing.desktop() !== null &&
    isPerson(request) &&
    parts.mayGoOn('count', asker)
  )
}

export async function servePage(
  parts: RelayParts,
  request: IncomingMessage,
  response: ServerResponse,
  page: ReadyPage,
  query: string,
): Promise<void> {
  const carried = readCarried(query, request)
  const asker = whoAsks(request, parts.isBehindProxy)
  if (isCounted(parts, request, asker)) {
    const visitor = parts.visitors.hash(asker, page.funnelId)
    await parts.events.add((id, at) => ({
      id,
      at,
      kind: 'visit',
      funnelId: page.funnelId,
      pageId: page.pageId,
      visitor,
      source: carried.source,
    }))
  }
  const formTime = page.hasForm ? parts.formTime.token(page.funnelId, page.pageId) : ''
  sendBody(
    request,
    response,
    200,
    page.headers,
    page.body({ formTime, carried: carriedAttribute(carriedQuery(carried)) }),
  )
}

export function servePicture(
  request: IncomingMessage,
  response: ServerResponse,
  funnel: PublishedFunnel,
  path: string,
): void {
  const picture = funnel.assets.get(path)
  if (picture === undefined)
    return sendPage(request, response, 404, ownPage(funnel.language, 'notFound'))
  sendBody(
    request,
    response,
    200,
    [...pictureHeaders, 'Content-Type', picture.contentType],
    picture.bytes,
  )
}

const funnelSlugOf = ({ url = '' }: IncomingMessage): string => url.split('/')[2] ?? ''

const targets: readonly ButtonTarget[] = ['next', 'accepted', 'declined', 'payment']

/** A button: `word` names a target and is never an address, so nobody can be led elsewhere. */
export async function leadOn(
  parts: RelayParts,
  request: IncomingMessage,
  response: ServerResponse,
  page: ReadyPage,
  word: string,
  query: string,
): Promise<void> {
  const target = targets.find((name) => name === word)
  const place = target === undefined ? undefined : page.targets[target]
  if (target === undefined || place === undefined)
    return sendPage(
      request,
      response,
      404,
      ownPage(parts.pages.funnel(funnelSlugOf(request))?.language ?? 'fr', 'notFound'),
    )
  const carried = readCarried(query, request)
  const onward =
    target === 'payment' ? { ...carried, reference: carried.reference ?? newReference() } : carried
  const asker = whoAsks(request, parts.isBehindProxy)
  if (isCounted(parts, request, asker)) {
    const visitor = parts.visitors.hash(asker, page.funnelId)
    await parts.events.add((id, at) => ({
      id,
      at,
      kind: 'click',
      funnelId: page.funnelId,
      pageId: page.pageId,
      visitor,
      target,
    }))
  }
  const funnelSlug = funnelSlugOf(request)
  sendOn(
    response,
    target === 'payment'
      ? paymentAddress(place, onward)
      : `../../../f/${funnelSlug}/${place}${carriedQuery(onward)}`,
  )
}

/**
 * The payment link with the visitor's opaque reference and campaign; what the link says itself is
 * never replaced.
 */
function paymentAddress(link: string, { source, reference }: Carried): string {
  const isPlaced = link.includes('{reference}')
  const url = new URL(link.replaceAll('{reference}', encodeURIComponent(reference ?? '')))
  const add = (name: string, value: string | null) =>
    value !== null && !url.searchParams.has(name) && url.searchParams.set(name, value)
  if (!isPlaced) add('client_reference_id', reference)
  add('utm_source', source.utmSource)
  add('utm_medium', source.utmMedium)
  add('utm_campaign', source.utmCampaign)
  return url.href
}
