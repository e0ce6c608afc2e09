// Who a row of a file is: by an identifier where one was chosen, by the address, and without one by
// name and telephone. An identifier goes first, and is another one in other letters; nobody becomes
// somebody else by an address.
import type { CustomValue } from '#shared/contract/crm/customFields.ts'
import { leadFields } from '#shared/leadFields/leadFields.ts'
import { foldText } from '#shared/rules/foldText.ts'
import { addressesOfRow } from '../contactPoints/contactPoints.ts'
import { customKeys } from '../customFields/customKeys.ts'
import { hasIdentity, readCustom, type LeadFields } from '../leads/leadRecord.ts'
import type { LeadRow } from '../leads/leads.table.ts'
import { createPeople, type Identifier, type Person } from './people/importPeople.ts'
import type { LeadStatements } from './importStatements.ts'

/** `folded`: as it is looked up, which others may be too. Null: the row has none, or none was chosen. */
export type MatchValue = { key: string; folded: Identifier; value: Identifier } | null

export function matchValueOf(
  custom: Readonly<Record<string, CustomValue>>,
  matchKey: string | null,
): MatchValue {
  const given = matchKey === null ? undefined : custom[matchKey]
  if (matchKey === null || given === undefined) return null
  const [first] = customKeys({ [matchKey]: given })
  if (first === undefined) return null
  return { key: matchKey, folded: first[1], value: asSqlReads(given) }
}

/** As SQL reads the value out of those of a lead. */
function asSqlReads(value: CustomValue): Identifier {
  if (Array.isArray(value)) return JSON.stringify(value)
  return typeof value === 'boolean' ? Number(value) : value
}

/** `row`: as they are in the database; null: they are known from an earlier row of the file. */
export type Met = { person: Person; row: LeadRow | null }
/** `other`: whose the row's address is, where that is not the same person. */
type Found = { met: Met | null; other: Person | null }
type Fresh = Omit<LeadRow, 'id'>

const isSame = (one: Person, other: Person) =>
  one.number === other.number || (one.id > 0 && one.id === other.id)
const keyOfIdentifier = (value: Identifier) => `#\n${value}`
const keyOfName = ({ sortName, firstName, phone }: Fresh) =>
  `${sortName}\n${firstName?.toLowerCase() ?? ''}\n${phone ?? ''}`

/** A second address in somebody's row may be a colleague's, who has a row and a name of their own. */
function createColleagues() {
  /** Further addresses that rows of this file gave, with the first name beside them. */
  const further = new Map<string, string>()
  return {
    has({ email, firstName }: Fresh): boolean {
      const beside = email === null ? undefined : further.get(email)
      return beside !== undefined && firstName !== null && beside !== foldText(firstName)
    },
    note(fresh: Fresh): void {
      if (fresh.firstName === null) return
      for (const address of addressesOfRow(fresh))
        if (address !== fresh.email) further.set(address, foldText(fresh.firstName))
    },
  }
}

/**
 * The people of a file and those who are here.
 * @param isMended whoever was kept without an address is known by name and telephone as well
 * @param isFirst nobody is here: who is new to the file is new
 */
export function createIdentities(
  statements: LeadStatements,
  options: { matchKey: string | null; isMended: boolean; isFirst: boolean },
) {
  const { matchKey, isMended, isFirst } = options
  const people = createPeople()
  const colleagues = createColleagues()
  function metBy(key: string, ask: () => LeadRow | undefined): Met | null {
    const person = people.knownBy(key)
    if (person !== null) return { person, row: null }
    const row = isFirst ? undefined : ask()
    if (row === undefined) return null
    const identifier = matchValueOf(readCustom(row.custom), matchKey)?.value ?? null
    return { person: people.add(row.id, identifier), row }
  }
  const byIdentifier = ({ key, folded, value }: NonNullable<MatchValue>) =>
    metBy(keyOfIdentifier(value), () => statements.byCustom.get(key, folded, key, value))
  const byAddress = (email: string) => metBy(email, () => statements.byEmail.get(email))
  return {
    /** Somebody who is new to the file. @param id of the lead; 0: not in the database */
    add: (id: number): Person => people.add(id),
    find(fresh: Fresh, match: MatchValue): Found {
      const identified = match === null ? null : byIdentifier(match)
      const addressed = fresh.email === null ? null : byAddress(fresh.email)
      if (identified !== null) {
        const isOther = addressed !== null && !isSame(addressed.person, identified.person)
        return { met: identified, other: isOther ? addressed.person : null }
      }
      if (addressed !== null) {
        const theirs = addressed.person.identifier
        const isOther =
          (match !== null && theirs !== null && theirs !== match.value) || colleagues.has(fresh)
        return isOther ? { met: null, other: addressed.person } : { met: addressed, other: null }
      }
      const isNamed = match === null && (fresh.email === null || isMended)
      const named = isNamed ? metBy(keyOfName(fresh), () => statements.byName.get(fresh)) : null
      return { met: named, other: null }
    },
    /** Whether an address is somebody's, and not this person's. */
    isOthers(address: string, person: Person | null): boolean {
      const found = byAddress(address)
      return found !== null && (person === null || !isSame(found.person, person))
    },
    /**
     * From now on further rows are theirs that share any of this.
     * @returns the person, with what the row says of them
     * @param isTaken false where they were left as they are: further addresses did not become theirs
     */
    note(who: Person, fresh: Fresh, match: MatchValue, isTaken: boolean): Person {
      let person = match === null ? who : people.identify(who, match.value)
      if (person.identifier !== null) people.know(person, keyOfIdentifier(person.identifier))
      if (fresh.email !== null) person = people.knowAddress(person, fresh.email)
      if (isTaken) for (const address of addressesOfRow(fresh)) people.know(person, address)
      if (isTaken) colleagues.note(fresh)
      if (fresh.email === null && match === null) people.know(person, keyOfName(fresh))
      return person
    },
  }
}

export type Identities = ReturnType<typeof createIdentities>

/** Somebody of whom only the identifier is known is called by it. */
export function named(fields: LeadFields, match: MatchValue): LeadFields {
  if (match === null || hasIdentity(fields)) return fields
  const name = [fields.custom[match.key] ?? match.value].flat().join(', ')
  return { ...fields, lastName: name.slice(0, leadFields.lastName.max) }
}
