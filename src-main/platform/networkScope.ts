// Where an address of the network leads: to this computer, into a local network, to the public, or
// nowhere anybody offers a service.
import { BlockList, isIP, isIPv6 } from 'node:net'

export type NetworkScope = 'public' | 'loopback' | 'private' | 'never'

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
// service there, and each is a known way around a check.
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

/** @param address an IPv4 or IPv6 address; anything else is `never` */
export function scopeOf(address: string): NetworkScope {
  const plain = unmapped(address)
  const family = isIPv6(plain) ? 'ipv6' : 'ipv4'
  if (isIP(plain) === 0 || never.check(plain, family)) return 'never'
  if (loopback.check(plain, family)) return 'loopback'
  return local.check(plain, family) ? 'private' : 'public'
}

/** The name or address of a URL, without brackets, the last dot and capitals. */
export const hostOf = (url: URL): string =>
  url.hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase()
/** True of this computer's own names and addresses. */
export const isOwnName = (host: string): boolean =>
  host === 'localhost' ||
  host.endsWith('.localhost') ||
  (isIP(host) !== 0 && scopeOf(host) === 'loopback')
/** True of a name that only a local network knows. */
export const isLocalName = (host: string): boolean =>
  /\.(local|internal|lan|home|intranet|corp|home\.arpa)$/.test(host) ||
  (isIP(host) === 0 && !host.includes('.'))
