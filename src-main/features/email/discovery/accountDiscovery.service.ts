// What is known of an address's mail server: from the built-in table at once, from its domain's own
// records where the user lets them be asked, else a guess that says that it is one.
import type { z } from 'zod'
import type {
  AccountDiscovery,
  DiscoverAccountInput,
} from '#shared/contract/email/accountDiscovery.ts'
import { domainOf } from '#shared/rules/emailAddress.ts'
import { DomainLookup } from '#main/mail/lookup/domainLookup.ts'
import { createLookupNetwork, type LookupNetwork } from '#main/mail/lookup/lookupNetwork.ts'
import { isPublicHost, type FoundSettings } from '#main/mail/lookup/autoconfigFile.ts'
import { apiError } from '#main/platform/apiError.ts'
import {
  providerById,
  providerOfDomain,
  providerOfExchanger,
  providerOfServer,
  shownProvider,
} from './knownProviders.ts'
import { signInProviderOf } from '../signIns/signInProviders.service.ts'
import type { ProviderEntry } from './providerFile.ts'

type Input = z.infer<typeof DiscoverAccountInput>
/** The whole search may take this long, in milliseconds: a person waits for it. */
const longestSearch = 25_000

/**
 * @param signal ends the search: what was asked until then is given up
 * @throws 422 for a sending service nobody knows
 */
export async function discoverAccount(
  { email, provider, lookUp }: Input,
  signal: AbortSignal = new AbortController().signal,
  network: LookupNetwork = createLookupNetwork(),
): Promise<AccountDiscovery> {
  const domain = domainOf(email).toLowerCase()
  if (provider !== undefined) {
    const entry = providerById(provider)
    if (entry !== null) return fromTable(entry, email)
    throw apiError('UNPROCESSABLE', 'provider_unknown', 'No provider has this id.', {
      field: 'provider',
    })
  }
  const known = providerOfDomain(domain)
  if (known !== null) return fromTable(known, email)
  // A name of this computer or of a local network is nobody's to ask about.
  if (!lookUp || !isPublicHost(domain)) return guess(email, domain, [])
  const lookup = new DomainLookup(
    network,
    AbortSignal.any([signal, AbortSignal.timeout(longestSearch)]),
  )
  try {
    return (await askDomain(lookup, email, domain)) ?? guess(email, domain, lookup.steps)
  } catch (error) {
    // Whoever cancelled hears nothing more; a search that took too long ends with what it has.
    if (signal.aborted || !isTimeout(error)) throw error
    return guess(email, domain, lookup.steps)
  }
}

const isTimeout = (error: unknown) => error instanceof Error && error.name === 'TimeoutError'

async function askDomain(
  lookup: DomainLookup,
  email: string,
  domain: string,
): Promise<AccountDiscovery | null> {
  const exchanger = await lookup.byExchanger(domain, providerOfExchanger)
  if (exchanger !== null)
    return {
      ...fromTable(exchanger.value, email),
      ...{ foundBy: 'mx', evidence: exchanger.place, steps: lookup.steps },
    }
  // A DNS that does not answer this will not answer more: nobody waits for it again and again.
  if (lookup.steps.at(-1)?.outcome === 'failed') return null
  const services = await lookup.byServices(domain, email)
  if (services !== null) return fromDomain('srv', services, lookup)
  const published = await lookup.byAutoconfig(domain, email)
  return published === null ? null : fromDomain('autoconfig', published, lookup)
}

function fromTable(entry: ProviderEntry, email: string): AccountDiscovery {
  const server = (one: ProviderEntry['smtp']) =>
    one === null
      ? null
      : {
          ...one,
          host: one.host.replace('{domain}', domainOf(email)),
          user: { address: email, localPart: email.slice(0, email.lastIndexOf('@')), own: null }[
            one.user
          ],
        }
  return {
    ...entryFacts(entry),
    foundBy: 'table',
    evidence: entry.source.text,
    smtp: server(entry.smtp),
    imap: server(entry.imap),
    signIn: entry.signIn,
    signInProvider: entry.smtp === null ? null : signInProviderOf(entry.smtp.host),
    steps: [],
  }
}

/** What the table says of a provider besides its servers. */
const entryFacts = (entry: ProviderEntry | null) => ({
  provider: entry === null ? null : shownProvider(entry),
  limits: entry?.limits ?? { perMinute: null, perHour: null, perDay: null },
  limitsOf: entry?.limitsOf ?? null,
  help: entry?.help ?? null,
  note: entry?.note ?? null,
  checkedOn: entry?.source.date ?? null,
  isChecked: entry?.source.kind === 'read',
})

function fromDomain(
  foundBy: 'srv' | 'autoconfig',
  { value: { smtp, imap, needsOAuth }, place }: { value: FoundSettings; place: string },
  { steps }: DomainLookup,
): AccountDiscovery {
  const entry = smtp === null ? null : providerOfServer(smtp.host)
  return {
    ...entryFacts(entry),
    ...{ foundBy, evidence: place, smtp, imap, steps },
    signInProvider: smtp === null ? null : signInProviderOf(smtp.host),
    signIn: needsOAuth ? 'no_password' : (entry?.signIn ?? 'password'),
  }
}

/** How most servers are called; nobody said that this one is. */
function guess(email: string, domain: string, steps: AccountDiscovery['steps']): AccountDiscovery {
  return {
    ...entryFacts(null),
    foundBy: 'guess',
    evidence: '',
    smtp: { host: `smtp.${domain}`, port: 465, security: 'tls', user: email },
    imap: { host: `imap.${domain}`, port: 993, security: 'tls', user: email },
    signIn: 'password',
    signInProvider: null,
    steps,
  }
}
