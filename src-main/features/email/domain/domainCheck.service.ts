// The domain doctor: what the DNS says of an account's domain, in five parts. Asked only when the
// user asks; the last answer is kept while the application runs.
import { domainToASCII } from 'node:url'
import type { z } from 'zod'
import type {
  DomainCheck,
  DomainCheckInput,
  DomainPart,
} from '#shared/contract/email/domainCheck.ts'
import { domainParts } from '#shared/contract/email/domainCheck.ts'
import { domainOf } from '#shared/rules/emailAddress.ts'
import { isForeignAddress, isPublicMailbox } from '#shared/rules/mailProviders.ts'
import { memorySlot } from '#main/core/memory.ts'
import type { Services } from '#main/core/services.ts'
import { toTimestamp } from '#main/database/columns.ts'
import { openDomainDns, type DomainDns } from '#main/mail/domain/domainDns.ts'
import { isPublicHost } from '#main/mail/lookup/autoconfigFile.ts'
import { unknownId } from '#main/platform/apiError.ts'
import { findAccount } from '../accounts/accounts.repository.ts'
import { providerOfDomain, providerOfServer } from '../discovery/knownProviders.ts'
import { lookAtAlignment } from './alignmentLook.ts'
import { lookAtDkim } from './dkimLook.ts'
import { lookAtBimi, lookAtDmarc } from './dmarcLook.ts'
import { finding, partOf, unanswered, type Looked } from './findingVerdicts.ts'
import { lookAtMx } from './mxLook.ts'
import { senderOfServer, type SenderEntry } from './senderFile.ts'
import { lookAtSpf } from './spfLook.ts'

/** A person waits: what was not answered by then is not checked. In milliseconds. */
const longestCheck = 30_000

const lastChecks = memorySlot(() => new Map<number, DomainCheck>())

/**
 * @param signal ends the check: what was asked until then is given up
 * @param dnsOf the system's resolver, but in tests
 * @throws 404 for an account nobody knows
 */
export async function checkAccountDomain(
  { database, host, memory }: Pick<Services, 'database' | 'host' | 'memory'>,
  { id, selector }: z.infer<typeof DomainCheckInput>,
  signal: AbortSignal = new AbortController().signal,
  dnsOf: (signal: AbortSignal) => DomainDns = openDomainDns,
): Promise<DomainCheck> {
  const account = findAccount(database, id)
  if (account === null) throw unknownId('e-mail account', id)
  const { fromEmail, host: server } = account
  const domain = domainToASCII(domainOf(fromEmail).toLowerCase())
  const freeMail = freeMailOf(fromEmail, domain, server)
  const stop = AbortSignal.any([signal, AbortSignal.timeout(longestCheck)])
  const look =
    freeMail === null
      ? await lookAtDomain(dnsOf(stop), { domain, address: fromEmail, server, selector })
      : { entry: null, parts: [] }
  signal.throwIfAborted()
  const check: DomainCheck = {
    ...{ address: fromEmail, domain, server, freeMail, parts: look.parts },
    provider:
      look.entry === null
        ? null
        : {
            name: look.entry.name,
            checkedOn: look.entry.source.date,
            isChecked: look.entry.source.kind === 'read',
          },
    checkedAt: toTimestamp(host.clock.now()),
  }
  memory.of(lastChecks).set(id, check)
  return check
}

/** The last check of this run; null once the account writes from elsewhere or through another. */
export function lastDomainCheck(
  { database, memory }: Pick<Services, 'database' | 'memory'>,
  id: number,
): DomainCheck | null {
  const account = findAccount(database, id)
  if (account === null) throw unknownId('e-mail account', id)
  const check = memory.of(lastChecks).get(id)
  return check?.address === account.fromEmail && check.server === account.host ? check : null
}

function freeMailOf(address: string, domain: string, server: string): DomainCheck['freeMail'] {
  if (isPublicMailbox(address)) return isForeignAddress(address, server) ? 'foreign' : 'own'
  const provider = providerOfDomain(domain)
  if (provider === null) return null
  return providerOfServer(server)?.id === provider.id ? 'own' : 'foreign'
}

type Asked = { domain: string; address: string; server: string; selector: string | undefined }

async function lookAtDomain(
  dns: DomainDns,
  { domain, address, server, selector }: Asked,
): Promise<{ entry: SenderEntry | null; parts: DomainPart[] }> {
  const known = senderOfServer(server)
  if (!isPublicHost(domain)) return { entry: known, parts: allParts(unknownDomain(domain)) }
  // These two say whether anybody answers at all, and for such a name.
  const [exchangers, texts] = await Promise.all([dns.exchangers(domain), dns.texts(domain)])
  if (exchangers.kind === 'failed' && texts.kind === 'failed')
    return { entry: known, parts: allParts(unanswered(texts.reason)) }
  if (exchangers.kind === 'noName' && texts.kind === 'noName')
    return { entry: known, parts: allParts(unknownDomain(domain)) }
  const { looked: mx, receiver, hasMx } = await lookAtMx(dns, domain)
  // A server under the domain's own name is mostly that of whoever takes its mail.
  const entry = known ?? (server.toLowerCase().endsWith(`.${domain}`) ? receiver : null)
  const [spf, dkim, dmarc, zone] = await Promise.all([
    lookAtSpf(dns, { domain, server, entry, receiver, hasMx }),
    lookAtDkim(dns, domain, entry, selector),
    lookAtDmarc(dns, domain, address),
    dns.zoneOf(domain),
  ])
  const bimi = await lookAtBimi(dns, domain, dmarc.policy)
  return {
    entry,
    parts: [
      partOf('mx', mx, zone),
      partOf('spf', spf.looked, zone),
      partOf('dkim', dkim.looked, zone),
      partOf('dmarc', dmarc.looked, zone),
      partOf('alignment', lookAtAlignment(entry, spf, dkim), zone),
      ...(bimi === null ? [] : [partOf('bimi', bimi, zone)]),
    ],
  }
}

const unknownDomain = (domain: string): Looked => ({
  ...{ findings: [finding('domain_unknown', { domain })], found: [], records: [] },
})

const allParts = (looked: Looked): DomainPart[] =>
  domainParts.filter((part) => part !== 'bimi').map((part) => partOf(part, looked, null))
