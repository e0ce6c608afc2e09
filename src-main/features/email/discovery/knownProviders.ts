// Finds a provider in the built-in table: by the domain of an address, by a mail exchanger, by the
// server mail leaves through.
import type { MailProvider } from '#shared/contract/email/accountDiscovery.ts'
import { readProviders, type ProviderEntry } from './providerFile.ts'

const isUnder = (name: string, parent: string): boolean =>
  name === parent || name.endsWith(`.${parent}`)

export const providerOfDomain = (domain: string): ProviderEntry | null =>
  readProviders().providers.find(({ domains }) => domains.includes(domain)) ?? null

/** The most exact entry wins: `mail.ovh.net` before `ovh.net`. */
export function providerOfExchanger(exchanger: string): ProviderEntry | null {
  const name = exchanger.toLowerCase().replace(/\.$/, '')
  let best: { entry: ProviderEntry; length: number } | null = null
  for (const entry of readProviders().providers)
    for (const parent of entry.mx)
      if (isUnder(name, parent) && parent.length > (best?.length ?? 0))
        best = { entry, length: parent.length }
  return best?.entry ?? null
}

/** Of several entries with this server the first, which is the plainest. */
export const providerOfServer = (host: string): ProviderEntry | null =>
  readProviders().providers.find(({ smtp }) => smtp?.host === host.toLowerCase()) ?? null

export const providerById = (id: string): ProviderEntry | null =>
  readProviders().providers.find((entry) => entry.id === id) ?? null

/** Those who send for addresses of any domain, by name. */
export const sendingServices = (): MailProvider[] =>
  readProviders()
    .providers.filter(({ kind }) => kind === 'sendingService')
    .map(shownProvider)
    .sort((one, other) => one.name.localeCompare(other.name))

export const shownProvider = ({ id, name, kind }: ProviderEntry): MailProvider => ({
  id,
  name,
  kind,
})
