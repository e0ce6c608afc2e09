// Which column of a contact file means which field, recognised from the headers of the usual
// programs, in French and English.
import {
  importFields,
  type ImportField,
  type ImportMapping,
} from '#shared/contract/crm.contract.ts'
import { leadFieldNames, leadFields, type LeadFieldName } from '#shared/leadFields/leadFields.ts'
import { apiError } from '#main/platform/apiError.ts'

// Object.fromEntries forgets that every field is there.
const fieldHeaders = Object.fromEntries(
  leadFieldNames.map((name): [LeadFieldName, readonly string[]] => [
    name,
    leadFields[name].headers,
  ]),
) as Record<LeadFieldName, readonly string[]>

// Headers as they are compared: lower case, no accents, letters and digits only. The first name
// listed for a field is the strongest.
const headers: Record<ImportField, readonly string[]> = {
  ...fieldHeaders,
  fullName: [
    'fullname',
    'nomcomplet',
    'name',
    'nometprenom',
    'prenometnom',
    'contact',
    'contactname',
    'displayname',
  ],
  createdAt: [
    'createdat',
    'createdate',
    'creele',
    'datedecreation',
    'addedtime',
    'datecreated',
    'optintime',
    'createdon',
    'dateajout',
    'dateinscription',
    'signupdate',
  ],
  wonAt: [
    'wonat',
    'wondate',
    'datewon',
    'closedat',
    'closedate',
    'closeddate',
    'dategagne',
    'gagnele',
    'datedesignature',
    'signele',
    'datedecloture',
    'dealclosedate',
  ],
  refused: [
    'blacklisted',
    'emailblacklisted',
    'unsubtime',
    'unsubscribed',
    'desinscrit',
    'desabonne',
    'optout',
    'emailoptout',
    'optedout',
    'unsubscribedfromallemail',
    'donotemail',
    'nepascontacter',
    'unsubscribedat',
    'blocklisted',
    'datededesinscription',
  ],
}

export function normaliseHeader(header: string): string {
  return header
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/\([^)]*\)/g, '')
    .replace(/[^a-z0-9]+/g, '')
}

/**
 * Each column's field, or null. A field is given to one column: the one whose header names it best,
 * the first of equals. Only
 * refusals may come from several: whichever says it, the person refused.
 */
export function recogniseColumns(header: string[]): (ImportField | null)[] {
  const found: (ImportField | null)[] = header.map(() => null)
  const normalised = header.map(normaliseHeader)
  for (const field of importFields) {
    let best = { column: -1, rank: Number.POSITIVE_INFINITY }
    normalised.forEach((name, column) => {
      const rank = headers[field].indexOf(name)
      if (rank >= 0 && rank < best.rank && found[column] === null) best = { column, rank }
    })
    if (best.column >= 0) found[best.column] = field
    if (field === 'refused')
      normalised.forEach(
        (name, column) => headers.refused.includes(name) && (found[column] ??= 'refused'),
      )
  }
  return found
}

/** Turns recognised columns into a mapping by position. */
export function mappingOf(fields: (ImportField | null)[]): ImportMapping {
  return Object.fromEntries(
    fields.flatMap((field, index) => (field === null ? [] : [[String(index), field]])),
  )
}

/**
 * Reads the mapping an API client sends: JSON from column header or position to field name.
 * @throws 422 if it is no such JSON, or names a column or field that does not exist
 */
export function readMapping(json: string, header: string[]): ImportMapping {
  const value = parseObject(json)
  const mapping: ImportMapping = {}
  for (const [column, field] of Object.entries(value)) {
    const index = /^\d+$/.test(column)
      ? Number(column)
      : header.findIndex((name) => normaliseHeader(name) === normaliseHeader(column))
    if (index < 0 || index >= header.length) throw invalidMapping(`There is no column "${column}".`)
    if (field === null || field === '') continue
    if (typeof field !== 'string' || !importFields.includes(field as ImportField))
      throw invalidMapping(`"${String(field)}" is no field of a lead.`)
    mapping[String(index)] = field as ImportField
  }
  return mapping
}

function parseObject(json: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json)
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>
  } catch {
    // Said below in one sentence; the parser's position in the text helps nobody.
  }
  throw invalidMapping('The mapping is not a JSON object from column to field.')
}

export function invalidMapping(message: string): Error {
  return apiError('UNPROCESSABLE', 'column_mapping_invalid', message, { field: 'mapping' })
}
