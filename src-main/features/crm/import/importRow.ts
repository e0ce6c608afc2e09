// One row of a contact file as a lead: what its cells give, or why it cannot be taken.
import type { ImportField, ImportMapping, ImportProblem } from '#shared/contract/crm.contract.ts'
import type { LeadFieldKind } from '#shared/leadFields/leadFieldKinds.ts'
import { leadFields, mapLeadFields, type LineFieldName } from '#shared/leadFields/leadFields.ts'
import { readEmailAddress, type AddressProblem } from '#shared/rules/emailAddress.ts'
import { hasIdentity, type LeadFields } from '../leads/leadRecord.ts'
import { leadProperty } from '../leads/leads.table.ts'
import {
  isRefusalStatus,
  readAmount,
  readDate,
  readLine,
  readRefusal,
  readStage,
  readTags,
  readText,
} from './importCells.ts'

export type ImportedLead = Partial<LeadFields> & {
  /** When it was won; counts only for a lead the file says was won. */
  wonAt?: number
}
type Problem = Pick<ImportProblem, 'reason' | 'value'>
/**
 * `refusedAddress`: whoever must not be written to according to the row, even where the rest of it
 * cannot be taken.
 */
export type ReadRow = { refusedAddress: string | null } & (
  { ok: true; lead: ImportedLead } | ({ ok: false } & Problem)
)

const addressReasons: Record<AddressProblem, ImportProblem['reason']> = {
  empty: 'email_empty_local_part',
  too_long: 'email_too_long',
  forbidden_character: 'email_forbidden_character',
  not_one_at_sign: 'email_not_one_at_sign',
  bad_local_part: 'email_empty_local_part',
  bad_domain: 'email_bad_domain',
}

/**
 * Makes the reader for one file: the mapping is turned into a list once, not looked up for every
 * row.
 */
export function rowReader(mapping: ImportMapping, now: number): (cells: string[]) => ReadRow {
  const columns = Object.entries(mapping).map(([index, field]) => ({ index: Number(index), field }))
  return (cells) => {
    const lead: ImportedLead = {}
    let refused = false
    let problem: Problem | null = null
    for (const { index, field } of columns) {
      const cell = cells[index] ?? ''
      if (cell === '') continue
      if (field === 'refused') refused = readRefusal(cell) || refused
      else {
        if (field === 'status') refused = isRefusalStatus(cell) || refused
        const reason = readCell(lead, field, cell, now)
        if (reason !== null) problem ??= { reason, value: cell.slice(0, 200) }
      }
    }
    const identity = { email: null, phone: null, firstName: null, lastName: null, ...lead }
    if (!hasIdentity(identity))
      problem ??= { reason: 'no_identity', value: cells.join(' ').trim().slice(0, 200) }
    const refusedAddress = refused ? identity.email : null
    return problem === null
      ? { ok: true, lead, refusedAddress }
      : { ok: false, ...problem, refusedAddress }
  }
}

/** Puts what a cell says into the lead. @returns why it cannot, or null */
function readCell(
  lead: ImportedLead,
  field: Exclude<ImportField, 'refused'>,
  cell: string,
  now: number,
): ImportProblem['reason'] | null {
  switch (field) {
    case 'fullName':
      return readFullName(lead, cell)
    case 'createdAt':
    case 'wonAt':
      assign(lead, field, readDate(cell, now))
      return null
    default:
      return readers[field](lead, cell)
  }
}

type Reader = (lead: ImportedLead, cell: string) => ImportProblem['reason'] | null
const lineReader =
  ({ name }: { name: LineFieldName }): Reader =>
  (lead, cell) => {
    const line = readLine(cell)
    lead[name] = line
    return (line?.length ?? 0) > leadFields[name].max ? 'value_too_long' : null
  }

/** What reads a cell of each field. */
const readers = mapLeadFields<Record<LeadFieldKind, Reader>>({
  line: lineReader,
  phone: lineReader,
  email: () => readEmail,
  text:
    ({ name }) =>
    (lead, cell) => {
      const text = readText(cell)
      lead[name] = text
      return (text?.length ?? 0) > leadFields[name].max ? 'value_too_long' : null
    },
  stage:
    ({ name }) =>
    (lead, cell) => {
      assign(lead, name, readStage(cell))
      return null
    },
  money:
    ({ name }) =>
    (lead, cell) => {
      const cents = readAmount(cell)
      if (cents === null) return null
      if (Number.isNaN(cents)) return 'value_not_a_number'
      lead[leadProperty(name)] = cents
      return null
    },
  tags:
    ({ name }) =>
    (lead, cell) => {
      lead[name] = readTags(cell)
      return null
    },
})

/** Leaves the default alone where a cell says nothing that is understood. */
function assign<Field extends 'status' | 'createdAt' | 'wonAt'>(
  lead: ImportedLead,
  field: Field,
  value: ImportedLead[Field] | null,
): void {
  if (value !== null) lead[field] = value
}

function readEmail(lead: ImportedLead, cell: string): ImportProblem['reason'] | null {
  if (cell.trim() === '') return null
  const read = readEmailAddress(cell)
  if (!read.ok) return addressReasons[read.problem]
  lead.email = read.address
  return null
}

/**
 * The first word is taken for the first name: both can be corrected, and a full name never
 * overrides separate columns.
 */
function readFullName(lead: ImportedLead, cell: string): ImportProblem['reason'] | null {
  const [first, ...rest] = (readLine(cell) ?? '').split(' ')
  lead.firstName ??= first === '' ? null : (first ?? null)
  lead.lastName ??= rest.length === 0 ? null : rest.join(' ')
  return Math.max(lead.firstName?.length ?? 0, lead.lastName?.length ?? 0) >
    leadFields.firstName.max
    ? 'value_too_long'
    : null
}
