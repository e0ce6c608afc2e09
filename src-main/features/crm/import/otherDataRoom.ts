// A row's values without a field, as far as its person has room for them beside what is known already.
// What finds none is named, and kept in the notes.
import { maxOtherValues } from '#shared/contract/leadFieldSchemas.ts'
import {
  addressesOf,
  comparedPhone,
  phonesOf,
  readContactPoints,
} from '../contactPoints/contactPoints.ts'
import { toLeadFields } from '../leads/leadRecord.ts'
import type { LeadRow } from '../leads/leads.table.ts'
import { readLine } from './importCells.ts'
import type { FileRow } from './importReader.ts'

/** Longest value shown of one that was left out, in characters. */
const maxShown = 200

/**
 * Further addresses and numbers that somebody has already stand beside nothing a second time.
 * @param titles of the columns of addresses and numbers
 */
export function withoutKnownPoints(
  { email, phone, contactPoints: stored }: LeadRow,
  row: FileRow,
  titles: ReadonlySet<string>,
): FileRow {
  const values = Object.entries(row.otherData)
  if (!values.some(([title]) => titles.has(title))) return row
  const contactPoints = readContactPoints(stored)
  const phones = phonesOf({ phone, contactPoints })
  const known = new Set([
    ...addressesOf({ email, contactPoints }),
    ...phones,
    ...phones.map(comparedPhone),
  ])
  // What is said beside a number, a name or an extension, is not said by the number alone.
  const isThere = (one: string) =>
    known.has(one) || (!/[\p{L}@#]/u.test(one) && known.has(comparedPhone(one)))
  const isKnown = ([title, value]: [string, string]) =>
    titles.has(title) && value.split(' · ').every(isThere)
  return { ...row, otherData: Object.fromEntries(values.filter((one) => !isKnown(one))) }
}

/** The row as it is taken for a lead that is there already. */
export function withRoomFor(existing: LeadRow, row: FileRow): FileRow {
  if (Object.keys(row.otherData).length === 0 || existing.otherData === '{}') return row
  const there = toLeadFields(existing).otherData
  const fresh = Object.keys(row.otherData).filter((title) => !Object.hasOwn(there, title))
  const beyond = new Set(fresh.slice(Math.max(0, maxOtherValues - Object.keys(there).length)))
  if (beyond.size === 0) return row
  const values = Object.entries(row.otherData)
  const leftOut = values
    .filter(([title]) => beyond.has(title))
    .map(([title, value]) => ({ reason: 'other_data_full' as const, value, column: title }))
  return {
    ...row,
    otherData: Object.fromEntries(values.filter(([title]) => !beyond.has(title))),
    leftOut: [
      ...row.leftOut,
      ...leftOut.map((one) => ({ ...one, value: one.value.slice(0, maxShown) })),
    ],
    kept: [
      ...row.kept,
      ...leftOut.map(({ column, value }) => `${column} : ${readLine(value) ?? value}`),
    ],
  }
}
