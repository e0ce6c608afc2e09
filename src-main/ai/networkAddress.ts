// Which network addresses a provider may have: public ones; this computer by its own name; the
// local network only where the user said so.
import { lookup } from 'node:dns/promises'
import { BlockList, isIP, isIPv6 } from 'node:net'
import { AiError } from './aiError.ts'

export type ResolvedAddress = { address: string; family: number }
export type Resolve = (name: string) => Promise<ResolvedAddress[]>
export type AddressRule = { allowPrivateNetwork: boolean }

export const resolveName: Resolve = (name) => lookup(name, { all: true })

type Scope = 'public' | 'loopback' | 'private' | 'never'

function listOf(...ranges: string[]): BlockList {
  const list = new BlockList()
  for (const range of ranges) {
    const [address = '', bits] = range.split('/')
    list.addSubnet(address, Number(bits), isIPv6(address) ? 'ipv6' : 'ipv4')
  }
  return list
}

const loopback = listOf('127.0.0.0/8', '::1/128')
const local = listOf('10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7')
// Unspecified, link-local (where clouds keep their credentials), documentation, benchmarks,
// multicast, reserved, and the ranges of IPv6 that carry an IPv4 address in them: nobody offers a
// model there, and each is a known way around a check.
const never = listOf(
  ...[
    '0.0.0.0/8',
    '169.254.0.0/16',
    '192.0.0.0/24',
    '192.0.2.0/24',
    '192.88.99.0/24',
    '198.18.0.0/15',
    '198.51.100.0/24',
    '203.0.113.0/24',
    '224.0.0.0/4',
    '240.0.0.0/4',
  ],
  ...[
    '::/128',
    '64:ff9b::/96',
    '64:ff9b:1::/48',
    '100::/64',
    '2001::/32',
    '2001:db8::/32',
    '2002::/16',
    'fe80::/10',
    'fec0::/10',
    'ff00::/8',
    'fd00:ec2::/32',
  ],
)

/** `::ffff:a.b.c.d`, in either spelling, as the IPv4 address it means; else the address itself. */
function unmapped(address: string): string {
  if (!isIPv6(address)) return address
  const canonical = new URL(`http://[${address.split('%')[0]}]`).hostname.slice(1, -1)
  const mapped = /^::(?:ffff:)?([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(canonical)
  if (mapped?.[1] === undefined || mapped[2] === undefined) return canonical
  const [high, low] = [parseInt(mapped[1], 16), parseInt(mapped[2], 16)]
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}

export function scopeOf(address: string): Scope {
  const plain = unmapped(address)
  const family = isIPv6(plain) ? 'ipv6' : 'ipv4'
  if (isIP(plain) === 0 || never.check(plain, family)) return 'never'
  if (loopback.check(plain, family)) return 'loopback'
  return local.check(plain, family) ? 'private' : 'public'
}

const hostOf = (url: URL): string =>
  url.hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase()
const isOwnName = (host: string): boolean =>
  host === 'localhost' ||
  host.endsWith('.localhost') ||
  (isIP(host) !== 0 && scopeOf(host) === 'loopback')
const isLocalName = (host: string): boolean =>
  /\.(local|internal|lan|home|intranet|corp|home\.arpa)$/.test(host) ||
  (isIP(host) === 0 && !host.includes('.'))

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

function checkScope(scope: Scope, host: string, protocol: string, rule: AddressRule): void {
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
