// Links of messages by way of the relay: signed, so that it leads to them and to nothing else, and with what
// tells the desktop whose message it was. Made while sending.
import { maxMeasuredAddress, measuredLinkToken } from '#shared/rules/relay/measuredLinks.ts'
import { linkText } from '#shared/rules/relay/relaySigning.ts'
import { linkPath } from '#shared/rules/relayPages.ts'
import { isTrustworthy, type RelayAccess } from './relayLinks.ts'
import { signText } from './relaySignatures.ts'
import { openToken, sealToken } from './relayTokens.ts'

/** Of which message, as it was fixed, and which of its links. */
export type ClickedLink = { reference: string; versionId: number; place: number }

/** Signatures that are kept: most messages of a campaign have the same links. */
const maxKept = 2_000

export type LinkSigner = {
  /** @returns null where the address is none that can be measured: then it stays as it is */
  link(access: RelayAccess, address: string, clicked: ClickedLink): string | null
}

export function createLinkSigner(): LinkSigner {
  const signatures = new Map<string, string>()
  let by: RelayAccess['signing'] = null
  return {
    link(access, written, { reference, versionId, place }) {
      if (access.signing === null || !isTrustworthy(access.url)) return null
      if (!URL.canParse(written)) return null
      const { protocol, href } = new URL(written)
      const isOut = protocol === 'https:' || protocol === 'http:'
      if (!isOut || href.length > maxMeasuredAddress) return null
      if (by !== access.signing || signatures.size >= maxKept) signatures.clear()
      by = access.signing
      const signature = signatures.get(href) ?? signText(linkText(href), access.signing)
      signatures.set(href, signature)
      const address = Buffer.from(href).toString('base64url')
      const sealed = sealToken(access, 'click', `${reference} ${versionId} ${place}`)
      return `${access.url}${linkPath(measuredLinkToken({ address, signature, sealed }))}`
    },
  }
}

/** @returns null for what was not sealed here as a click */
export function readClickedLink(
  keys: { tokenKey: Uint8Array },
  sealed: string,
): ClickedLink | null {
  const content = openToken(keys, 'click', sealed)
  const [reference = '', versionId, place] = (content ?? '').split(' ')
  return content === null ? null : { reference, versionId: Number(versionId), place: Number(place) }
}
