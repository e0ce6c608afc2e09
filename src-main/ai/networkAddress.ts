// Which network addresses a provider may have: public ones; this computer by its own name; the
// local network only where the user said so.
import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import {
  hostOf,
  isLocalName,
  isOwnName,
  scopeOf,
  type NetworkScope,
} from '#main/platform/networkScope.ts'
import { AiError } from './aiError.ts'

export type ResolvedAddress = { address: string; family: number }
export type Resolve = (name: string) => Promise<ResolvedAddress[]>
export type AddressRule = { allowPrivateNetwork: boolean }

export const resolveName: Resolve = (name) => lookup(name, { all: true })

const forbidden = (message: string) => new AiError('ai_address_forbidden', message)

/** What can be said of an address before anything is resolved. @throws AiError */
export function checkUrl(url: URL, rule: AddressRule): void {
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw forbidden('The address must begin with https://.')
  if (url.username !== '' || url.password !== '')
    throw forbidden('The address must not hold a name or a password.')
  const host = hostOf(url)
  if (isOwnName(host)) return
  if (isIP(host) !== 0) checkScope(scopeOf(host), host, url.protocol, rule)
  else if (isLocalName(host) && !rule.allowPrivateNetwork)
    throw forbidden(`${host} is a name of a local network.`)
  else if (url.protocol === 'http:' && !rule.allowPrivateNetwork)
    throw forbidden('The address must begin with https://.')
}

function checkScope(scope: NetworkScope, host: string, protocol: string, rule: AddressRule): void {
  if (scope === 'never') throw forbidden(`${host} is an address that no provider has.`)
  if (scope === 'loopback') throw forbidden(`${host} leads to this computer under another name.`)
  if (scope === 'private' && !rule.allowPrivateNetwork)
    throw forbidden(`${host} is in a local network.`)
  if (scope === 'public' && protocol === 'http:')
    throw forbidden('The address must begin with https://.')
}

/**
 * Resolves the name of an address and checks every answer: one that is not allowed refuses them
 * all. What is returned is what must be
 * connected to; resolving again could give another answer.
 * @throws AiError if it may not be connected to; whatever `resolve` throws
 */
export async function checkedAddresses(
  url: URL,
  rule: AddressRule,
  resolve: Resolve = resolveName,
): Promise<ResolvedAddress[]> {
  checkUrl(url, rule)
  const host = hostOf(url)
  const family = isIP(host)
  const addresses = family === 0 ? await resolve(host) : [{ address: host, family }]
  if (addresses.length === 0) throw new AiError('ai_unreachable', `${host} has no address.`)
  for (const { address } of addresses) {
    const scope = scopeOf(address)
    if (isOwnName(host)) {
      if (scope !== 'loopback') throw forbidden(`${host} does not lead to this computer.`)
    } else checkScope(scope, host === address ? host : `${host} (${address})`, url.protocol, rule)
  }
  return addresses
}
