// Addresses of public mail providers and the servers that may write for them. Others' messages with
// such an address are taken for forgeries (Google and Yahoo sender requirements, February 2024;
// DMARC records of the domains, read 2026-11).
import { domainOf } from './emailAddress.ts'

type Provider = {
  /** Domains of addresses. */
  addresses: readonly string[]
  /** Domains of the servers that write for them: those under them count, too. */
  servers: readonly string[]
}

const providers: readonly Provider[] = [
  {
    addresses: ['gmail.com', 'googlemail.com'],
    servers: ['gmail.com', 'googlemail.com', 'google.com'],
  },
  {
    addresses: [
      ...['outlook.com', 'outlook.fr', 'hotmail.com', 'hotmail.fr', 'hotmail.be', 'hotmail.co.uk'],
      ...['live.com', 'live.fr', 'live.be', 'msn.com', 'outlook.be', 'outlook.de', 'outlook.es'],
    ],
    servers: ['outlook.com', 'office365.com', 'live.com', 'hotmail.com'],
  },
  {
    addresses: [
      'yahoo.com',
      'yahoo.fr',
      'yahoo.co.uk',
      'yahoo.de',
      'yahoo.es',
      'yahoo.it',
      'ymail.com',
      'rocketmail.com',
      'aol.com',
      'aol.fr',
    ],
    servers: ['yahoo.com', 'yahoo.fr', 'aol.com'],
  },
  {
    addresses: ['icloud.com', 'me.com', 'mac.com'],
    servers: ['me.com', 'icloud.com', 'apple.com'],
  },
  { addresses: ['orange.fr', 'wanadoo.fr'], servers: ['orange.fr', 'wanadoo.fr'] },
  {
    addresses: ['free.fr', 'libertysurf.fr', 'aliceadsl.fr'],
    servers: ['free.fr'],
  },
  {
    addresses: ['sfr.fr', 'neuf.fr', 'cegetel.net', 'club-internet.fr', 'numericable.fr'],
    servers: ['sfr.fr', 'neuf.fr'],
  },
  { addresses: ['laposte.net'], servers: ['laposte.net'] },
  { addresses: ['bbox.fr'], servers: ['bbox.fr', 'bouyguestelecom.fr'] },
  {
    addresses: ['gmx.com', 'gmx.fr', 'gmx.net', 'gmx.de', 'gmx.at', 'gmx.ch', 'mail.com'],
    servers: ['gmx.com', 'gmx.net', 'gmx.fr', 'mail.com'],
  },
  { addresses: ['web.de'], servers: ['web.de'] },
  { addresses: ['t-online.de'], servers: ['t-online.de'] },
  { addresses: ['skynet.be', 'proximus.be'], servers: ['skynet.be', 'proximus.be'] },
  { addresses: ['bluewin.ch'], servers: ['bluewin.ch', 'swisscom.ch'] },
  {
    addresses: ['proton.me', 'protonmail.com', 'pm.me'],
    servers: ['proton.me', 'protonmail.ch', 'protonmail.com'],
  },
  { addresses: ['yandex.com', 'yandex.ru'], servers: ['yandex.com', 'yandex.ru'] },
]

/** Domains of addresses that public providers give. */
export const publicDomains: ReadonlySet<string> = new Set(
  providers.flatMap(({ addresses }) => addresses),
)

/** True if a public provider gave the address: it says nothing of where its owner works. */
export const isPublicMailbox = (address: string): boolean =>
  publicDomains.has(domainOf(address.trim().toLowerCase()))

const isUnder = (host: string, domains: readonly string[]): boolean =>
  domains.some((domain) => host === domain || host.endsWith(`.${domain}`))

/**
 * True if the provider of an address lets only its own servers write for it, and the server is none
 * of them. Servers on this machine are not judged: what they pass messages on to is not known.
 * @param host the SMTP server, as it was entered
 */
export function isForeignAddress(address: string, host: string): boolean {
  const server = host.trim().toLowerCase().replace(/\.$/, '')
  if (server === '' || /^(localhost|127\.|::1$)/.test(server)) return false
  const provider = providers.find(({ addresses }) =>
    addresses.includes(domainOf(address.trim().toLowerCase())),
  )
  return provider !== undefined && !isUnder(server, provider.servers)
}
