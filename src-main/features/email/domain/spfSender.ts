// Whether an SPF record lets an account's server pass, and what it would have to say for that.
import { isIP, isIPv6 } from 'node:net'
import type { DomainDns } from '#main/mail/domain/domainDns.ts'
import { isSpf } from '#main/mail/domain/spfRecord.ts'
import { coversAll, isPermitted, walkSpf, type SpfWalk } from '#main/mail/domain/spfWalk.ts'
import { isPublicHost } from '#main/mail/lookup/autoconfigFile.ts'
import { scopeOf } from '#main/platform/networkScope.ts'
import { finding, type Looked } from './findingVerdicts.ts'
import type { SenderEntry } from './senderFile.ts'

export type SpfSender = {
  domain: string
  /** The account's server. */
  server: string
  /** Whose it is; null where the table does not know. */
  entry: SenderEntry | null
  /** Who takes the domain's mail, and mostly writes its daily mail. */
  receiver: SenderEntry | null
  hasMx: boolean
}

type Judged = {
  findings: Looked['findings']
  isAllowed: boolean | null
  /** Mechanisms to add. */
  wanted: string[]
}

/**
 * What a first record of a domain has to say: nobody who writes for it now may be left out. Nothing
 * where it is not known what lets the account's own server pass.
 */
export function wantedWithout(sender: SpfSender): string[] {
  const { entry, receiver, hasMx } = sender
  const own = entry === null ? ownMechanism(sender) : includeOf(entry)
  if (own.length === 0) return []
  const daily =
    receiver !== null && receiver.id !== entry?.id
      ? includeOf(receiver)
      : receiver === null && hasMx
        ? ['mx']
        : []
  return [...daily, ...own]
}

const includeOf = ({ spf }: SenderEntry): string[] => [`include:${spf}`]

/**
 * A server under the domain's own name, or known by its address, is its owner's. Through which
 * addresses another's sends is not known, nor what only this network knows.
 */
function ownMechanism({ server, domain }: SpfSender): string[] {
  if (isIP(server) !== 0)
    return scopeOf(server) === 'public' ? [`${isIPv6(server) ? 'ip6' : 'ip4'}:${server}`] : []
  const name = server.toLowerCase()
  return isPublicHost(name) && (name === domain || name.endsWith(`.${domain}`)) ? [`a:${name}`] : []
}

export async function judgeSender(
  dns: DomainDns,
  walk: SpfWalk,
  sender: SpfSender,
): Promise<Judged> {
  const { entry } = sender
  return entry === null ? judgeOwn(dns, walk, sender) : judgeService(dns, walk, entry)
}

/** What could not be read may be what lets a server pass. */
const isOpen = ({ open, hasMacros }: SpfWalk): boolean => open.length > 0 || hasMacros

/** Names that nobody answered for are told with the record itself. */
const stillOpen = ({ open }: SpfWalk, name: string): Judged => ({
  findings: open.length > 0 ? [] : [finding('spf_open', { name })],
  ...{ isAllowed: null, wanted: [] },
})

async function judgeService(
  dns: DomainDns,
  walk: SpfWalk,
  { name, spf, spfAlso, returnPath }: SenderEntry,
): Promise<Judged> {
  const allowed: Judged = {
    ...{ findings: [finding('spf_right', { name })], isAllowed: true, wanted: [] },
  }
  if (walk.passesAll || [spf, ...spfAlso].some((one) => walk.reached.has(one))) return allowed
  if (returnPath === 'service')
    return { findings: [finding('spf_not_needed', { name })], isAllowed: false, wanted: [] }
  const own = await dns.texts(spf)
  const text = own.kind === 'found' ? own.values.find(isSpf) : undefined
  // Some list the service's networks one by one instead of naming it.
  if (text !== undefined && coversAll(walk, await walkSpf(dns, spf, text))) return allowed
  if (isOpen(walk)) return stillOpen(walk, name)
  return {
    findings: [finding('spf_service_missing', { name, include: spf })],
    isAllowed: returnPath === 'unknown' ? null : false,
    wanted: [`include:${spf}`],
  }
}

async function judgeOwn(dns: DomainDns, walk: SpfWalk, sender: SpfSender): Promise<Judged> {
  const { server } = sender
  const unknown: Judged = {
    ...{ findings: [finding('spf_server_unknown', { server })], isAllowed: null, wanted: [] },
  }
  const isAddress = isIP(server) !== 0
  if (isAddress ? scopeOf(server) !== 'public' : !isPublicHost(server)) return unknown
  const addresses = isAddress ? [server] : await addressesOf(dns, server)
  if (addresses.some((address) => isPermitted(walk, address)))
    return { findings: [finding('spf_right', { name: server })], isAllowed: true, wanted: [] }
  if (isOpen(walk)) return stillOpen(walk, server)
  const wanted = ownMechanism(sender)
  if (wanted.length === 0 || addresses.length === 0) return unknown
  // A server may well send from another address than the one it is reached by.
  return { findings: [finding('spf_server_missing', { server })], isAllowed: null, wanted }
}

async function addressesOf(dns: DomainDns, name: string): Promise<string[]> {
  const answer = await dns.addresses(name)
  return answer.kind === 'found' ? answer.values : []
}
