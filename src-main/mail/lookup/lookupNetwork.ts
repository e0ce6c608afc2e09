// The network as the search for a domain's mail server sees it: its DNS, and small texts over https
// from public addresses.
import { Resolver, lookup } from 'node:dns/promises'
import { scopeOf } from '#main/platform/networkScope.ts'

type Exchanger = { exchange: string; priority: number }
export type ServiceRecord = { name: string; port: number; priority: number; weight: number }

export type LookupNetwork = {
  /** Empty where the domain has none. @throws what the DNS says else */
  exchangers(domain: string, signal: AbortSignal): Promise<Exchanger[]>
  services(name: string, signal: AbortSignal): Promise<ServiceRecord[]>
  /** Where a domain may keep its settings (Mozilla's autoconfig), the likeliest first. */
  autoconfigUrls(domain: string): string[]
  addresses(host: string): Promise<string[]>
  /** Only the public network is asked. */
  mayConnect(address: string): boolean
}

/** Milliseconds that one question to the DNS may take, and how often it is put. */
const patience = { timeout: 3_000, tries: 2 }
/** The DNS has no such name, or no such record: an answer, not a failure. */
const nothingThere = ['ENOTFOUND', 'ENODATA', 'NXDOMAIN']

/**
 * @param servers name servers to ask instead of the system's, `address:port` each
 */
export function createLookupNetwork(servers?: string[]): LookupNetwork {
  async function asked<Record>(
    ask: (resolver: Resolver) => Promise<Record[]>,
    signal: AbortSignal,
  ): Promise<Record[]> {
    signal.throwIfAborted()
    const resolver = new Resolver(patience)
    if (servers !== undefined) resolver.setServers(servers)
    const stop = () => resolver.cancel()
    signal.addEventListener('abort', stop, { once: true })
    try {
      return await ask(resolver)
    } catch (error) {
      signal.throwIfAborted()
      if (error instanceof Error && 'code' in error && nothingThere.includes(String(error.code)))
        return []
      throw error
    } finally {
      signal.removeEventListener('abort', stop)
    }
  }
  return {
    exchangers: (domain, signal) => asked((resolver) => resolver.resolveMx(domain), signal),
    services: (name, signal) => asked((resolver) => resolver.resolveSrv(name), signal),
    autoconfigUrls: (domain) => [
      `https://autoconfig.${domain}/mail/config-v1.1.xml`,
      `https://${domain}/.well-known/autoconfig/mail/config-v1.1.xml`,
    ],
    addresses: async (host) => (await lookup(host, { all: true })).map(({ address }) => address),
    mayConnect: (address) => scopeOf(address) === 'public',
  }
}
