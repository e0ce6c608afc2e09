// What the rows of a file say about writing to people. It holds for the person: all their addresses.
import type { ImportBuckets } from '#shared/contract/crm/imports.ts'
import type { SuppressionReason } from '#shared/contract/suppressions.ts'
import type { ChangeJournal } from '../changes/changeJournal.ts'
import { heldBy } from '../consents/standing.ts'
import type { Person } from './people/importPeople.ts'
import type { FileRow } from './importReader.ts'
import type { LeadStatements } from './importStatements.ts'

export type Consents = {
  /** What a person on record refused holds for an address that a file brings too. */
  share(person: Person): void
  /** True where an address waits only because its person did before this file: no row of it says so. */
  isShared(address: string): boolean
  /** Ends what an earlier file said of an address; taken back with this one. */
  lift(address: string): void
  /** @param people whom the row is about, and whose its address is; null: nobody */
  note(row: FileRow, people: readonly (Person | null)[]): void
}

/** Of somebody who is not to be made, too. */
const furtherOf = ({ contactPoints }: FileRow['lead']): string[] =>
  (contactPoints?.emails ?? []).map(({ value }) => value)

/** Each person is counted once. @param isWritten false only counts */
export function createConsents(
  statements: LeadStatements,
  buckets: ImportBuckets,
  { isWritten, now }: { isWritten: boolean; now: number },
  journal: ChangeJournal | null,
): Consents {
  const shared = new Set<string>()
  const noted = { refused: new Set<string>(), unconfirmed: new Set<string>() }
  const suppress = (address: string, reason: SuppressionReason): boolean => {
    const before = statements.refusalOf.get(address)
    if (statements.suppress.run('address', address, reason, null, now).changes === 0) return false
    journal?.noteRefusal(address, before === undefined ? null : JSON.stringify(before))
    return true
  }
  const isNew = (address: string, consent: 'refused' | 'unconfirmed'): boolean => {
    if (isWritten) return suppress(address, consent === 'refused' ? 'imported' : 'unconfirmed')
    const isThere = consent === 'refused' ? statements.isRefusedForGood : statements.isSuppressed
    return isThere.get(address) === undefined
  }
  const addressesOf = addressesIn(statements)
  return {
    lift(address) {
      const before = statements.refusalOf.get(address)
      if (!isWritten || before === undefined) return
      statements.lift.run(address)
      journal?.noteRefusal(address, JSON.stringify({ ...before, lifted: true }))
    },
    share: isWritten
      ? sharing(statements, (address, reason) => {
          if (suppress(address, reason) && reason === 'unconfirmed') shared.add(address)
        })
      : () => undefined,
    isShared: (address) => shared.has(address),
    note({ address, consent, lead }, people) {
      if (consent === 'none') return
      const theirs = people.flatMap((person) => (person === null ? [] : addressesOf(person)))
      // That of the row first: it is the one by which the others are refused.
      const [first, ...others] = new Set(
        [address, ...theirs, ...furtherOf(lead)].filter((one) => one !== null),
      )
      if (first === undefined) return
      const isFresh = (one: string) => {
        if (noted[consent].has(one)) return false
        noted[consent].add(one)
        shared.delete(one)
        return isNew(one, consent)
      }
      let isCounted = isFresh(first)
      for (const other of others.filter(isFresh)) {
        isCounted = true
        if (isWritten) statements.refusedBy.run(first, other)
      }
      if (isCounted) buckets[consent === 'refused' ? 'suppressed' : 'unconfirmed'] += 1
    },
  }
}

/** All addresses of a person whom a row is about; null for one that has none yet. */
export const addressesIn =
  (statements: LeadStatements) =>
  ({ id, address }: Person): (string | null)[] => [
    address,
    ...(id === 0 ? [] : statements.addressesOf.all(id, id).map((one) => one.address)),
  ]

/** What stands against one address of a person holds for the others, and what no address could hold. */
function sharing(
  statements: LeadStatements,
  suppress: (address: string, reason: SuppressionReason) => void,
): (person: Person) => void {
  const addressesOf = addressesIn(statements)
  /** Of no effect where one stands against the address that is as strong. */
  function passOn(reason: SuppressionReason, at: number, via: string | null, to: string): void {
    if (statements.refusalOf.get(to) !== undefined) return
    // What the person themselves refused stays with the address when the import is taken back.
    if (reason === 'unconfirmed' || reason === 'imported') suppress(to, reason)
    else statements.suppress.run('address', to, reason, null, at)
    if (via !== null) statements.refusedBy.run(via, to)
  }
  return (person) => {
    if (person.id === 0) return
    const theirs = [...new Set(addressesOf(person).filter((one) => one !== null))]
    const refused = theirs.flatMap((address) => {
      const { reason, created_at: at } = statements.refusalOf.get(address) ?? {}
      return reason === undefined || at === undefined || reason === 'hard_bounce'
        ? []
        : [{ address, reason: reason as SuppressionReason, at }]
    })
    for (const { address, reason, at } of refused)
      for (const other of theirs) passOn(reason, at, address, other)
    const held = heldBy(statements.lastDecision.get(person.id))
    if (held !== null) for (const address of theirs) passOn(held.reason, held.at, null, address)
  }
}
