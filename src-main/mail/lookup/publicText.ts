// Reads a small text from a web server nobody vouches for: only at addresses that were checked,
// bounded in time and size, and sent on a few times at most.
import { request as requestPlain, type IncomingMessage } from 'node:http'
import { request as requestSecurely } from 'node:https'
import { isIP, isIPv6 } from 'node:net'
import { hostOf } from '#main/platform/networkScope.ts'
import type { LookupNetwork } from './lookupNetwork.ts'

const limits = { bytes: 64 * 1024, redirects: 2, milliseconds: 6_000 }

/**
 * The text at an address; null if the server has none there. A server may send on to another, as
 * long as that is a public one and encrypted like the first.
 * @throws Error if it cannot be had: not allowed, no answer in time, too long
 */
export async function readPublicText(
  address: string,
  network: Pick<LookupNetwork, 'addresses' | 'mayConnect'>,
  signal: AbortSignal,
): Promise<string | null> {
  const first = new URL(address)
  const end = AbortSignal.any([signal, AbortSignal.timeout(limits.milliseconds)])
  let url = first
  for (let sentOn = 0; sentOn <= limits.redirects; sentOn += 1) {
    const addresses = await untilAborted(checkedAddresses(url, network), end)
    const response = await open(url, addresses, end)
    const status = response.statusCode ?? 0
    if (status >= 200 && status < 300) return await bounded(response)
    response.destroy()
    const { location } = response.headers
    if (status < 300 || status >= 400 || location === undefined) return null
    url = new URL(location, url)
    if (url.protocol !== first.protocol) throw new Error(`${first.host} sends on unencrypted.`)
  }
  throw new Error(`${first.host} sends on without an end.`)
}

/** The system's look-up of a name cannot be stopped: it is left to itself. */
function untilAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason as Error)
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}

/** What is connected to is what was checked: asked again, the DNS could say something else. */
async function checkedAddresses(
  url: URL,
  network: Pick<LookupNetwork, 'addresses' | 'mayConnect'>,
): Promise<[string, ...string[]]> {
  const host = hostOf(url)
  const addresses = isIP(host) === 0 ? await network.addresses(host) : [host]
  const [first, ...others] = addresses
  if (first === undefined) throw new Error(`${host} has no address.`)
  if (!addresses.every((one) => network.mayConnect(one)))
    throw new Error(`${host} leads into a private network, which is not asked.`)
  return [first, ...others]
}

/** The addresses are tried one after the other: a machine without IPv6 reaches only some. */
function open(
  url: URL,
  addresses: [string, ...string[]],
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const isSecure = url.protocol === 'https:'
  const familyOf = (address: string) => (isIPv6(address) ? 6 : 4)
  return new Promise((resolve, reject) => {
    const sent = (isSecure ? requestSecurely : requestPlain)(url, {
      signal,
      agent: false,
      headers: { accept: 'application/xml, text/xml', 'accept-encoding': 'identity' },
      lookup: (_host, options, answer) =>
        options.all === true
          ? answer(
              null,
              addresses.map((address) => ({ address, family: familyOf(address) })),
            )
          : answer(null, addresses[0], familyOf(addresses[0])),
    })
    sent.on('response', resolve)
    sent.on('error', reject)
    sent.end()
  })
}

async function bounded(response: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of response as AsyncIterable<Buffer>) {
    size += part.length
    if (size > limits.bytes) throw new Error('The answer is longer than settings are.')
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}
