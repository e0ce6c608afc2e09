// Further addresses and phones of a lead as its row keeps them, and the one order they are kept in:
// the first of each stands in the lead's own field, none twice.
import {
  ContactPoints,
  maxContactPoints,
  type ContactPoint,
} from '#shared/contract/crm/contactPoints.ts'
import { phoneKeys } from '#shared/rules/phoneNumber.ts'

export type { ContactPoints }

/** What a lead can be reached by: the first of each, and the rest. */
export type Reached = { email: string | null; phone: string | null; contactPoints: ContactPoints }

/** @throws ZodError if what is stored is no such object */
export const readContactPoints = (stored: string): ContactPoints =>
  stored === '{}' ? {} : ContactPoints.parse(JSON.parse(stored))

/** Says nothing where there is nothing to say. */
const written = (points: ContactPoints): string =>
  JSON.stringify(
    Object.fromEntries(
      Object.entries(points).filter(([, value]) =>
        Array.isArray(value) ? value.length > 0 : value !== null && value !== undefined,
      ),
    ),
  )

/**
 * Where there is no first one, the first of the others is; each address and each number once, in
 * whichever spelling came first.
 */
export function inOrder({ email, phone, contactPoints }: Reached): {
  email: string | null
  phone: string | null
  contactPoints: string
} {
  if (Object.keys(contactPoints).length === 0) return { email, phone, contactPoints: '{}' }
  const addresses = listed(email, contactPoints.emailLabel, contactPoints.emails, (value) => value)
  const phones = listed(phone, contactPoints.phoneLabel, contactPoints.phones, comparedPhone)
  return {
    email: addresses.first,
    phone: phones.first,
    contactPoints: written({
      emailLabel: addresses.label,
      emails: addresses.others,
      phoneLabel: phones.label,
      phones: phones.others,
    }),
  }
}

/** One spelling of a number; what is no number at all is compared as it is written. */
export const comparedPhone = (phone: string): string => phoneKeys(phone).join(' ') || phone

function listed(
  first: string | null,
  label: ContactPoint['label'] | undefined,
  others: readonly ContactPoint[] | undefined,
  compared: (value: string) => string,
): { first: string | null; label: ContactPoint['label']; others: ContactPoint[] } {
  const all = [
    ...(first === null ? [] : [{ value: first, label: label ?? null }]),
    ...(others ?? []),
  ]
  const byKey = new Map<string, ContactPoint>()
  for (const point of all) {
    const key = compared(point.value)
    const known = byKey.get(key)
    byKey.set(key, known === undefined ? point : { ...known, label: known.label ?? point.label })
  }
  const [head, ...rest] = byKey.values()
  return { first: head?.value ?? null, label: head?.label ?? null, others: rest }
}

/** All addresses of a lead, the first one first. */
export const addressesOf = ({ email, contactPoints }: Omit<Reached, 'phone'>): string[] => [
  ...(email === null ? [] : [email]),
  ...(contactPoints.emails ?? []).map(({ value }) => value),
]

/** All phones of a lead, the first one first. */
export const phonesOf = ({ phone, contactPoints }: Omit<Reached, 'email'>): string[] => [
  ...(phone === null ? [] : [phone]),
  ...(contactPoints.phones ?? []).map(({ value }) => value),
]

type Given = { [Part in keyof ContactPoints]: ContactPoints[Part] | undefined }

/** What is not given stays as it is. */
export function withPoints(points: ContactPoints, given: Given): ContactPoints {
  const changed = Object.entries(given).filter(([, value]) => value !== undefined)
  return changed.length === 0 ? points : { ...points, ...Object.fromEntries(changed) }
}

type Joined = Reached & { over: { emails: string[]; phones: string[] } }

/**
 * What both can be reached by, when two entries become one: the first ones of the one stay first. What
 * is more than one lead can have is handed back.
 */
export function joinedPoints(one: Reached, other: Reached): Joined {
  const all = inOrder({ ...one, contactPoints: allPoints(one, other) })
  const { emails = [], phones = [], ...labels } = readContactPoints(all.contactPoints)
  const [kept, over] = [
    { emails: emails.slice(0, maxContactPoints), phones: phones.slice(0, maxContactPoints) },
    { emails: emails.slice(maxContactPoints), phones: phones.slice(maxContactPoints) },
  ]
  const values = (points: ContactPoint[]) => points.map(({ value }) => value)
  return {
    email: all.email,
    phone: all.phone,
    contactPoints: { ...labels, ...kept },
    over: { emails: values(over.emails), phones: values(over.phones) },
  }
}

function allPoints(one: Reached, other: Reached): ContactPoints {
  const of = (first: string | null, label: ContactPoint['label'] | undefined) =>
    first === null ? [] : [{ value: first, label: label ?? null }]
  const { contactPoints: mine } = one
  const { contactPoints: theirs } = other
  const emails = [...of(other.email, theirs.emailLabel), ...(theirs.emails ?? [])]
  const phones = [...of(other.phone, theirs.phoneLabel), ...(theirs.phones ?? [])]
  return {
    ...mine,
    ...(emails.length === 0 ? {} : { emails: [...(mine.emails ?? []), ...emails] }),
    ...(phones.length === 0 ? {} : { phones: [...(mine.phones ?? []), ...phones] }),
  }
}

/** Missing in what an earlier version kept. */
type KeptPoints = { contactPoints?: string }

/** All addresses of a row, the first one first. */
export const addressesOfRow = ({ email, contactPoints }: KeptPoints & { email: string | null }) =>
  addressesOf({ email, contactPoints: readContactPoints(contactPoints ?? '{}') })

/** The same of phones. */
export const phonesOfRow = ({ phone, contactPoints }: KeptPoints & { phone: string | null }) =>
  phonesOf({ phone, contactPoints: readContactPoints(contactPoints ?? '{}') })

/** Further ones that are none of those; a phone in whichever spelling. */
export function withoutPoints(
  { emails = [], phones = [], ...labels }: ContactPoints,
  without: { addresses: readonly string[]; phones: readonly string[] },
): ContactPoints {
  const numbers = new Set(without.phones.map(comparedPhone))
  return {
    ...labels,
    emails: emails.filter(({ value }) => !without.addresses.includes(value)),
    phones: phones.filter(({ value }) => !numbers.has(comparedPhone(value))),
  }
}
