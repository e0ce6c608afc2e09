// Links of messages that are measured. Whoever opens one is led on at once, to an address that the desktop
// signed and to no other; what is noted says which link and when, never who or from where. Nothing here
// changes what anybody agreed to.
import type { KeyObject } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { maxMeasuredAddress, partsOfMeasuredLink } from '#shared/rules/relay/measuredLinks.ts'
import { judgeLink } from '#shared/rules/relay/linkChecksum.ts'
import { linkText } from '#shared/rules/relay/relaySigning.ts'
import { bareHeaders } from '../answerHeaders.ts'
import { sendPage } from '../answering.ts'
import { isSigned } from '../publicKeys.ts'
import type { RelayParts } from '../relayParts.ts'
import type { RelayStore } from '../relayStore.ts'
import { languageOf, ownPage } from '../relayTexts.ts'
import { looksLikeProgram } from '../visitors.ts'
import { whoAsks } from '../whoAsks.ts'

const settingName = 'measures'

export const keepMeasuring = (store: RelayStore, measures: boolean): void =>
  store.set(settingName, measures ? 'yes' : null)

/** True where the desktop measures links: then its pages offer to end it. */
export const isMeasuring = (store: RelayStore): boolean => store.setting(settingName) !== null

export async function followLink(
  parts: RelayParts,
  request: IncomingMessage,
  response: ServerResponse,
  token: string,
): Promise<void> {
  const link = partsOfMeasuredLink(token)
  const address = link === null ? null : Buffer.from(link.address, 'base64url').toString('utf8')
  const signs = (key: KeyObject) =>
    link !== null && address !== null && isSigned(linkText(address), link.signature, key)
  const desktop = parts.pairing.desktop()
  const isOurs = desktop !== null && signs(desktop.verifying)
  // Messages outlive a pairing: what a desktop of before signed still leads on, and is noted for nobody.
  if (address === null || !(isOurs || parts.pairing.formerKeys().some(signs)) || !leadsOut(address))
    return sendPage(
      request,
      response,
      404,
      ownPage(languageOf(request.headers['accept-language']), 'damagedAddress'),
    )
  if (isOurs && link !== null && isNoted(parts, request, link.sealed)) {
    const looks = looksLikeProgram(request)
    await parts.events.add((id, at) => ({
      ...{ id, at: at - (at % 1_000), kind: 'link', sealed: link.sealed, looks },
    }))
  }
  response.writeHead(302, [...bareHeaders, 'Location', address, 'Content-Length', '0'])
  response.end()
}

/** What was cut, and what is beyond these limits, is led on all the same. */
const isNoted = (parts: RelayParts, request: IncomingMessage, sealed: string): boolean =>
  judgeLink(sealed) === 'whole' &&
  parts.mayGoOn('count', whoAsks(request, parts.isBehindProxy)) &&
  parts.mayNoteLink(sealed)

/** As the desktop writes them, so that nothing else can get into a header. */
function leadsOut(address: string): boolean {
  if (address.length > maxMeasuredAddress || !URL.canParse(address)) return false
  const { protocol, href } = new URL(address)
  return (protocol === 'https:' || protocol === 'http:') && href === address
}
