// Which addresses a relay may have: over https, or on this very computer. What is typed in ends up in
// links that recipients open, and carries what visitors write.
import { isIP } from 'node:net'
import { hostOf, isLocalName, isOwnName, scopeOf } from '#main/platform/networkScope.ts'
import { RelayError } from './relayRequest.ts'

/**
 * `insecure`: anybody on the way reads and changes what is said. `private`: only the own network
 * opens its pages. `nowhere`: link-local, reserved and the like, where nobody has a relay.
 */
type AddressObjection = 'insecure' | 'private' | 'nowhere'

/** @param url of a relay, as it is kept. @returns null if nothing speaks against it */
export function objectionToRelay(url: string): AddressObjection | null {
  const parsed = new URL(url)
  const host = hostOf(parsed)
  if (isOwnName(host)) return null
  const scope = isIP(host) === 0 ? (isLocalName(host) ? 'private' : 'public') : scopeOf(host)
  if (scope === 'never') return 'nowhere'
  if (parsed.protocol !== 'https:') return 'insecure'
  return scope === 'private' ? 'private' : null
}

const words: Record<AddressObjection, string> = {
  insecure: 'A relay is reached over https; over http only on this computer.',
  private: 'Only the own network reaches this address: others could not open what is published.',
  nowhere: 'No relay can be at this address.',
}

/**
 * @param agreed what the user said yes to: an address of the own network
 * @throws RelayError
 */
export function requireRelayAddress(url: string, agreed: { isPrivate: boolean }): void {
  const objection = objectionToRelay(url)
  if (objection === null || (objection === 'private' && agreed.isPrivate)) return
  throw new RelayError(objection, words[objection])
}
