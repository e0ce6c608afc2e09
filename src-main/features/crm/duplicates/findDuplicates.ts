// Finds the pairs that match through indexes of what they have in common, and joins them to groups
// in which no two are known to be different.
import type { DuplicateReason } from '#shared/contract/crm/duplicates.ts'
import { maxMerged } from '#shared/contract/crm/bulk.ts'
import { matchOf, type ComparedLead, type Match } from './comparedLead.ts'
import { KeyIndex } from './keyIndex.ts'

export type DuplicateGroup = { ids: number[]; reasons: DuplicateReason[]; isCertain: boolean }
export type FoundPair = Match & { one: number; other: number }

/** A number that more leads have is a switchboard's, an address one of a function. */
export const maxSharers = 10
/** Leads compared with each other because of one thing they have in common, at most. */
const maxBlock = 200
/** Pairs compared in all, at most: some seconds of work. */
const maxPairs = 4_000_000

const kinds = ['address', 'phone', 'whole', 'name', 'company'] as const
type Kind = (typeof kinds)[number]

type LeadOf = (id: number) => ComparedLead | null

export type DuplicateSearch = {
  add(lead: ComparedLead): void
  /**
   * @param leadOf a lead again
   * @param isCancelled ends it early, with what was found by then
   * @returns false in `isComplete` where too many had something in common
   */
  pairs(leadOf: LeadOf, isCancelled?: () => boolean): { pairs: FoundPair[]; isComplete: boolean }
}

export function createDuplicateSearch(): DuplicateSearch {
  const indexes = Object.fromEntries(kinds.map((kind) => [kind, new KeyIndex()])) as Record<
    Kind,
    KeyIndex
  >
  return {
    add({ id, addresses, phones, name, company }) {
      for (const address of addresses) indexes.address.add(address, id)
      for (const phone of phones) indexes.phone.add(phone, id)
      if (company === '' || name === '') return
      indexes.whole.add(`${name}\n${company}`, id)
      indexes.name.add(name, id)
      indexes.company.add(company, id)
    },
    pairs(leadOf, isCancelled = () => false) {
      const common = commonValues(indexes, leadOf)
      const found = new Map<string, FoundPair>()
      let compared = 0
      let isComplete = true
      for (const kind of kinds)
        for (const ids of indexes[kind].groups()) {
          if (isCancelled()) return { pairs: [], isComplete: false }
          if ((kind === 'phone' || kind === 'address') && ids.length > maxSharers) continue
          const size = (ids.length * (ids.length - 1)) / 2
          if (ids.length > maxBlock || compared + size > maxPairs) {
            isComplete = false
            continue
          }
          compared += size
          const leads = ids.flatMap((id) => leadOf(id) ?? [])
          for (const pair of pairsAmong(leads, (value) => common.has(value)))
            found.set(`${pair.one} ${pair.other}`, pair)
        }
      return { pairs: [...found.values()], isComplete }
    },
  }
}

/** Addresses and numbers that too many leads have to say anything. */
function commonValues(
  { address, phone }: Pick<Record<Kind, KeyIndex>, 'address' | 'phone'>,
  leadOf: LeadOf,
): ReadonlySet<string> {
  const common = new Set<string>()
  for (const index of [address, phone])
    for (const ids of index.groups())
      if (ids.length > maxSharers) for (const value of sharedByMany(ids, leadOf)) common.add(value)
  return common
}

/** What more than `maxSharers` of these have, as soon as that is seen of anything. */
function sharedByMany(ids: readonly number[], leadOf: LeadOf): string[] {
  const sharers = new Map<string, number>()
  for (const id of ids) {
    const lead = leadOf(id)
    const values = lead === null ? [] : [...lead.addresses, ...lead.phones]
    for (const value of values) sharers.set(value, (sharers.get(value) ?? 0) + 1)
    const many = values.filter((value) => (sharers.get(value) ?? 0) > maxSharers)
    if (many.length > 0) return many
  }
  return []
}

function* pairsAmong(
  leads: readonly ComparedLead[],
  isCommon: (value: string) => boolean,
): Generator<FoundPair> {
  for (const [index, one] of leads.entries())
    for (const other of leads.slice(index + 1)) {
      const match = matchOf(one, other, isCommon)
      if (match !== null) yield { ...match, one: one.id, other: other.id }
    }
}

/** One name for two numbers, the smaller one first. */
export const pairKey = (one: number, other: number): string =>
  one < other ? `${one} ${other}` : `${other} ${one}`

/**
 * Joins pairs to groups, the certain ones first; never two whom `different` names, nor more than a
 * merge joins: one, and as many others as it takes.
 */
export function groupsOf(
  pairs: readonly FoundPair[],
  different: ReadonlySet<string>,
): DuplicateGroup[] {
  type Group = DuplicateGroup & { members: Set<number> }
  const groupOf = new Map<number, Group>()
  const own = (id: number): Group =>
    groupOf.get(id) ?? { members: new Set([id]), ids: [], reasons: [], isCertain: true }
  const areDifferent = (one: Group, other: Group) =>
    different.size > 0 &&
    [...one.members].some((a) => [...other.members].some((b) => different.has(pairKey(a, b))))
  const order = pairs.toSorted(
    (a, b) =>
      Number(b.isCertain) - Number(a.isCertain) ||
      b.reasons.length - a.reasons.length ||
      a.one - b.one ||
      a.other - b.other,
  )
  for (const pair of order) {
    const [one, other] = [own(pair.one), own(pair.other)]
    if (one === other) {
      one.reasons = [...new Set([...one.reasons, ...pair.reasons])]
      continue
    }
    if (one.members.size + other.members.size > maxMerged + 1 || areDifferent(one, other)) continue
    const joined: Group = {
      members: new Set([...one.members, ...other.members]),
      ids: [],
      reasons: [...new Set([...one.reasons, ...other.reasons, ...pair.reasons])],
      isCertain: one.isCertain && other.isCertain && pair.isCertain,
    }
    for (const id of joined.members) groupOf.set(id, joined)
  }
  return [...new Set(groupOf.values())]
    .map(({ members, reasons, isCertain }) => ({
      ids: [...members].toSorted((a, b) => a - b),
      reasons: reasons.toSorted(),
      isCertain,
    }))
    .toSorted(
      (a, b) => Number(b.isCertain) - Number(a.isCertain) || (a.ids[0] ?? 0) - (b.ids[0] ?? 0),
    )
}
