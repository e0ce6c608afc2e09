// What leads are compared by when duplicates are looked for, and whether two of them match. Every
// reason rests on something that is exactly the same, so that an index of it finds all pairs.
import type { DuplicateReason } from '#shared/contract/crm/duplicates.ts'
import { foldedWords } from '#shared/rules/foldText.ts'
import { phoneKeys, type PhoneCountry } from '#shared/rules/phoneNumber.ts'
import { addressesBeside } from '../contactPoints/addressesBeside.ts'
import { readOtherData } from '../leads/leadRecord.ts'
import { readContactPoints, addressesOf, phonesOf } from '../contactPoints/contactPoints.ts'

/** As it is read from the table. */
export type LeadToCompare = {
  id: number
  firstName: string | null
  lastName: string | null
  company: string | null
  email: string | null
  phone: string | null
  contactPoints: string
  /** JSON object: an address that has no other place may stand there. */
  otherData: string
}

export type ComparedLead = {
  id: number
  /** Mailboxes: two addresses that the same mail comes to are one. */
  addresses: string[]
  /** Those of them that stand in other data only, where they may be somebody else's. */
  beside: string[]
  /** As E.164. */
  phones: string[]
  /** First and last name in whichever order; empty where there is none. */
  name: string
  /** Without its legal form; empty where there is none. */
  company: string
}

export type Match = { reasons: DuplicateReason[]; isCertain: boolean }

export function comparedLead(lead: LeadToCompare, country: PhoneCountry): ComparedLead {
  const { id, email, phone, firstName, lastName, company } = lead
  const contactPoints = readContactPoints(lead.contactPoints)
  const own = new Set(addressesOf({ email, contactPoints }).map(mailbox))
  const noted = addressesBeside(readOtherData(lead.otherData)).map(mailbox)
  const beside = [...new Set(noted)].filter((address) => !own.has(address))
  return {
    id,
    addresses: [...own, ...beside],
    beside,
    phones: [
      ...new Set(
        phonesOf({ phone, contactPoints }).flatMap((one) =>
          phoneKeys(one, country).filter((key) => key.length >= minPhoneKey),
        ),
      ),
    ],
    name: foldedWords([firstName, lastName].filter(Boolean).join(' ')).toSorted().join(' '),
    company: companyKey(company ?? ''),
  }
}

/** Extensions and other short numbers are no telephone's own. */
const minPhoneKey = 8

/** Where points and what follows a plus are no part of the mailbox's name. */
const googleDomains = new Set(['gmail.com', 'googlemail.com'])

function mailbox(address: string): string {
  const at = address.lastIndexOf('@')
  const domain = address.slice(at + 1)
  const name = address.slice(0, at).replace(/(?<=.)\+.*$/, '')
  return googleDomains.has(domain) ? `${name.replaceAll('.', '')}@gmail.com` : `${name}@${domain}`
}

const legalForms = new Set(
  'sarl sas sasu eurl sa scop sci snc ei eirl ltd limited llc llp inc corp gmbh ag bv nv sprl srl spa cie co company et and the'.split(
    ' ',
  ),
)
/** A name of legal forms only is left as it is. */
function companyKey(company: string): string {
  const words = foldedWords(company)
  const telling = words.filter((word) => !legalForms.has(word))
  return (telling.length === 0 ? words : telling).join(' ')
}

/**
 * @param isCommon an address or a phone that too many have to say anything
 * @returns null where nothing says that the two are one
 */
export function matchOf(
  one: ComparedLead,
  other: ComparedLead,
  isCommon: (value: string) => boolean,
): Match | null {
  const shared = (kind: 'addresses' | 'phones') =>
    one[kind].filter((value) => other[kind].includes(value) && !isCommon(value))
  const addresses = shared('addresses')
  const hasAddress = addresses.length > 0
  const hasPhone = shared('phones').length > 0
  const hasName = isSameAt(one, other)
  const reasons: DuplicateReason[] = [
    ...(hasAddress ? ['address' as const] : []),
    ...(hasPhone ? ['phone' as const] : []),
    ...(hasName ? ['name' as const] : []),
  ]
  if (reasons.length === 0) return null
  const isSameName = one.name !== '' && one.name === other.name
  const isOwnAddress = addresses.some(
    (address) => !one.beside.includes(address) && !other.beside.includes(address),
  )
  return { reasons, isCertain: isOwnAddress || (hasPhone && isSameName) }
}

/** The same name at a similar company, or a similar name at the same one; both have one. */
function isSameAt(one: ComparedLead, other: ComparedLead): boolean {
  if ([one.company, other.company, one.name, other.name].includes('')) return false
  if (one.name === other.name && isSimilar(one.company, other.company)) return true
  return one.company === other.company && isSimilar(one.name, other.name)
}

/** Equal but for a slip or two of the finger: one from five characters on, two from nine. */
export function isSimilar(one: string, other: string): boolean {
  if (one === other) return true
  const length = Math.max(one.length, other.length)
  const allowed = length >= 9 ? 2 : length >= 5 ? 1 : 0
  if (allowed === 0 || Math.abs(one.length - other.length) > allowed) return false
  return distance(one, other, allowed) <= allowed
}

/** Letters put in, left out, mistaken or swapped with the next; more than `most` is one more. */
function distance(one: string, other: string, most: number): number {
  let before: number[] = []
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let at = 1; at <= one.length; at += 1) {
    const next = [at]
    for (let to = 1; to <= other.length; to += 1) {
      const isEqual = one[at - 1] === other[to - 1]
      const cost = Math.min(
        (row[to] ?? 0) + 1,
        (next[to - 1] ?? 0) + 1,
        (row[to - 1] ?? 0) + (isEqual ? 0 : 1),
      )
      const isSwapped =
        at > 1 && to > 1 && one[at - 1] === other[to - 2] && one[at - 2] === other[to - 1]
      next.push(isSwapped ? Math.min(cost, (before[to - 2] ?? 0) + 1) : cost)
    }
    if (Math.min(...next) > most && Math.min(...row) > most) return most + 1
    before = row
    row = next
  }
  return row[other.length] ?? most + 1
}
