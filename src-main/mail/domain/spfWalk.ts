// Follows an SPF record through what it includes, as a receiver would: whom it lets pass, how many
// questions that costs, and where it breaks.
import { BlockList, isIPv6 } from 'node:net'
import type { DomainDns } from './domainDns.ts'
import { hasMacro, isSpf, readSpf, type SpfTerm } from './spfRecord.ts'

/** A receiver gives up after so many questions (RFC 7208, 4.6.4), and after two that lead nowhere. */
export const maxLookups = 10
export const maxVoids = 2
/** What is counted at most: beyond, the number no longer matters. */
const mostCounted = 40

export type SpfWalk = {
  lookups: number
  /** Questions that lead nowhere. */
  voids: number
  /** Every record that was included or redirected to, and that lets what it lists pass. */
  reached: Set<string>
  /** Addresses that pass; names were resolved. */
  permitted: BlockList
  /** The first address of each network that passes. */
  networks: string[]
  passesAll: boolean
  /** Includes without a record of their own, or with a broken one. */
  broken: string[]
  loops: string[]
  /** Names that nobody answered for. */
  open: string[]
  hasMacros: boolean
}

export async function walkSpf(dns: DomainDns, domain: string, text: string): Promise<SpfWalk> {
  const walk: SpfWalk = {
    ...{ lookups: 0, voids: 0, reached: new Set<string>(), permitted: new BlockList() },
    ...{ networks: [], passesAll: false, broken: [], loops: [], open: [], hasMacros: false },
  }
  await follow(dns, walk, { domain, text, path: [domain], passes: true })
  return walk
}

type Step = {
  domain: string
  text: string
  path: string[]
  /** False inside an include that does not let pass what it finds. */
  passes: boolean
}

async function follow(dns: DomainDns, walk: SpfWalk, step: Step): Promise<void> {
  const { terms, faults } = readSpf(step.text)
  if (faults.length > 0 && step.path.length > 1) walk.broken.push(step.domain)
  const all = terms.findIndex(({ name }) => name === 'all')
  // Whatever stands behind `all` is never looked at.
  const seen = all === -1 ? terms : terms.slice(0, all + 1)
  for (const term of seen) {
    if (walk.lookups >= mostCounted) return
    if (['include', 'a', 'mx', 'ptr', 'exists'].includes(term.name)) {
      walk.lookups += 1
      await lookUp(dns, walk, step, term)
    } else if (step.passes && term.qualifier === '+') {
      if (term.name === 'all') walk.passesAll ||= step.path.length === 1
      if (term.name === 'ip4' || term.name === 'ip6') permit(walk, [term.value], term)
    }
  }
  const redirect = all === -1 ? terms.find(({ name }) => name === 'redirect') : undefined
  if (redirect === undefined) return
  walk.lookups += 1
  await include(dns, walk, step, { ...redirect, qualifier: '+' })
}

async function lookUp(dns: DomainDns, walk: SpfWalk, step: Step, term: SpfTerm): Promise<void> {
  if (hasMacro(term)) {
    walk.hasMacros = true
    return
  }
  if (term.name === 'include') return include(dns, walk, step, term)
  if (term.name === 'a') return names(dns, walk, step, term, [term.value || step.domain])
  if (term.name !== 'mx') return
  const answer = await dns.exchangers(term.value || step.domain)
  if (answer.kind === 'failed') walk.open.push(term.value || step.domain)
  else if (answer.kind === 'found')
    await names(dns, walk, step, term, answer.values.filter((name) => name !== '.').slice(0, 10))
  else walk.voids += 1
}

async function include(dns: DomainDns, walk: SpfWalk, step: Step, term: SpfTerm): Promise<void> {
  const name = term.value.toLowerCase()
  if (hasMacro(term)) {
    walk.hasMacros = true
    return
  }
  if (step.path.includes(name)) {
    walk.loops.push(name)
    return
  }
  const answer = await dns.texts(name)
  if (answer.kind === 'failed') {
    walk.open.push(name)
    return
  }
  const records = answer.kind === 'found' ? answer.values.filter(isSpf) : []
  if (answer.kind !== 'found') walk.voids += 1
  const [text] = records
  if (text === undefined || records.length > 1) {
    walk.broken.push(name)
    return
  }
  const passes = step.passes && term.qualifier === '+'
  if (passes) walk.reached.add(name)
  await follow(dns, walk, { domain: name, text, path: [...step.path, name], passes })
}

async function names(
  dns: DomainDns,
  walk: SpfWalk,
  { passes }: Step,
  term: SpfTerm,
  hosts: string[],
): Promise<void> {
  const answers = await Promise.all(hosts.map((host) => dns.addresses(host)))
  answers.forEach((answer, index) => {
    if (answer.kind === 'failed') walk.open.push(hosts[index] ?? '')
    else if (answer.kind !== 'found') walk.voids += 1
    else if (passes && term.qualifier === '+') permit(walk, answer.values, term)
  })
}

function permit(walk: SpfWalk, addresses: string[], { bits }: SpfTerm): void {
  walk.networks.push(...addresses)
  for (const address of addresses)
    if (isIPv6(address)) walk.permitted.addSubnet(address, bits.ipv6, 'ipv6')
    else walk.permitted.addSubnet(address, bits.ipv4, 'ipv4')
}

/** True if the record lists, by whatever names, every network that the other lets pass. */
export const coversAll = (walk: SpfWalk, other: SpfWalk): boolean =>
  other.networks.length > 0 && other.networks.every((address) => isPermitted(walk, address))

export const isPermitted = ({ permitted, passesAll }: SpfWalk, address: string): boolean =>
  passesAll || permitted.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')
