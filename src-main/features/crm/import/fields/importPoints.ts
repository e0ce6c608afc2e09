// Further addresses and numbers of a row, as far as they can be its person's: an address belongs to
// one lead, and what is somebody else's stands beside the fields, under the title of its column.
import {
  maxContactPoints,
  type ContactPoint,
  type ContactPoints,
} from '#shared/contract/crm/contactPoints.ts'
import { maxOtherData } from '#shared/contract/leadFieldSchemas.ts'
import { comparedPhone, joinedPoints, phonesOf } from '../../contactPoints/contactPoints.ts'
import type { LeadFields } from '../../leads/leadRecord.ts'
import type { FileRow } from '../importReader.ts'

/** @param isOthers whether an address is that of somebody else */
export function withFurther(row: FileRow, isOthers: (address: string) => boolean): FileRow {
  if (row.further.length === 0) return row
  const points = { emails: [] as ContactPoint[], phones: [] as ContactPoint[] }
  const otherData = { ...row.otherData }
  const kept = [...row.kept]
  for (const { list, value, label, title } of row.further) {
    const isFree = list === 'phones' || !isOthers(value)
    if (isFree && points[list].length < maxContactPoints) {
      points[list].push({ value, label })
      continue
    }
    const together = [otherData[title], value].filter(Boolean).join(' · ')
    if (together.length > maxOtherData) kept.push(`${title} : ${value}`)
    else otherData[title] = together
  }
  const further = Object.fromEntries(Object.entries(points).filter(([, list]) => list.length > 0))
  const contactPoints: ContactPoints = { ...row.lead.contactPoints, ...further }
  return { ...row, lead: { ...row.lead, contactPoints }, otherData, kept, further: [] }
}

/** What a lead that is there can be reached by once a row is taken; `over`: what found no room. */
export function reachedAfter(
  before: LeadFields,
  given: Partial<Pick<LeadFields, 'email' | 'phone'>>,
  { email, phone, contactPoints = {} }: Partial<LeadFields>,
): ReturnType<typeof joinedPoints> {
  const isNewFirst = given.phone != null && comparedPhone(given.phone) !== numberOf(before)
  const own = { ...before.contactPoints, ...(isNewFirst ? { phoneLabel: null } : {}) }
  const one = {
    ...{ email: given.email ?? before.email, phone: given.phone ?? before.phone },
    contactPoints: own,
  }
  // A number that the lead does not take as its first one is not taken at all, as before.
  const numbers = phonesOf(one).map(comparedPhone)
  const isTheirs = phone != null && numbers.includes(comparedPhone(phone))
  return joinedPoints(one, {
    ...{ email: email ?? null, phone: isTheirs ? phone : null },
    contactPoints,
  })
}

const numberOf = ({ phone }: LeadFields): string | null =>
  phone === null ? null : comparedPhone(phone)
