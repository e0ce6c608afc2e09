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

/** What a first record of a domain has to say: nobody who writes for it now may be left out. */
export function wantedWithout({ server, entry, receiver, hasMx }: SpfSender): Promise<string[]> {
  const own = entry === null ? ownMechanism(server) : includeOf(entry)
  const daily =
    receiver !== null && receiver.id !== entry?.id
      ? includeOf(receiver)
      : receiver === null && hasMx
        ? ['mx']
        : []
  return Promise.resolve([...daily, ...own])
}

const includeOf = ({ spf }: SenderEntry): string[] => (spf === null ? [] : [`include:${spf}`])

/** A server of one's own; nothing for one that only this network knows. */
function ownMechanism(server: string): string[] {
  if (isIP(server) !== 0)
    return scopeOf(server) === 'public' ? [`${isIPv6(server) ? 'ip6' : 'ip4'}:${server}`] : []
  return isPublicHost(server) ? [`a:${server.toLowerCase()}`] : []
}

export async function judgeSender(
  dns: DomainDns,
  walk: SpfWalk,
  { server, entry }: SpfSender,
): Promise<Judged> {
  return entry === null ? judgeOwn(dns, walk, server) : judgeService(dns, walk, entry)
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
  if (spf === null) return { findings: [], isAllowed: null, wanted: [] }
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

async function judgeOwn(dns: DomainDns, walk: SpfWalk, server: string): Promise<Judged> {
  const unknown: Judged = {
    ...{ findings: [finding('spf_server_unknown', { server })], isAllowed: null, wanted: [] },
  }
  const [mechanism] = ownMechanism(server)
  if (mechanism === undefined) return unknown
  const addresses = isIP(server) === 0 ? await dns.addresses(server) : null
  if (addresses !== null && addresses.kind !== 'found') return unknown
  const all = addresses?.values ?? [server]
  if (all.some((address) => isPermitted(walk, address)))
    return { findings: [finding('spf_right', { name: server })], isAllowed: true, wanted: [] }
  if (isOpen(walk)) return stillOpen(walk, server)
  // A server may well send from another address than the one it is reached by.
  return {
    findings: [finding('spf_server_missing', { server })],
    isAllowed: null,
    wanted: [mechanism],
  }
}
