// Who a row of a file is: by an identifier where one was chosen, by the address, and without one by
// name and telephone.
import type { CustomValue } from '#shared/contract/crm/customFields.ts'
import { leadFields } from '#shared/leadFields/leadFields.ts'
import { customKeys } from '../customFields/customKeys.ts'
import { hasIdentity, type LeadFields } from '../leads/leadRecord.ts'
import type { LeadRow } from '../leads/leads.table.ts'
import type { LeadStatements } from './importStatements.ts'

/** The identifier as it is looked up; null: the row has none, or none was chosen. */
export type MatchValue = { key: string; value: string | number } | null

export function matchValueOf(
  custom: Readonly<Record<string, CustomValue>>,
  matchKey: string | null,
): MatchValue {
  const given = matchKey === null ? undefined : custom[matchKey]
  if (matchKey === null || given === undefined) return null
  const [first] = customKeys({ [matchKey]: given })
  return first === undefined ? null : { key: matchKey, value: first[1] }
}

/** What makes two rows the same person: any of these that they share. */
export function identityKeys(
  { email, sortName, firstName, phone }: Omit<LeadRow, 'id'>,
  match: MatchValue,
): string[] {
  const keys = match === null ? [] : [`#${match.value}`]
  if (email !== null) keys.push(email)
  return keys.length > 0 ? keys : [`${sortName}\n${firstName?.toLowerCase() ?? ''}\n${phone ?? ''}`]
}

/** @param isMended whoever was kept without an address is known by name and telephone as well */
export function findExisting(
  statements: LeadStatements,
  fresh: Omit<LeadRow, 'id'>,
  match: MatchValue,
  isMended: boolean,
): LeadRow | undefined {
  const matched = match === null ? undefined : statements.byCustom.get(match.key, match.value)
  if (matched !== undefined) return matched
  const addressed = fresh.email === null ? undefined : statements.byEmail.get(fresh.email)
  if (addressed !== undefined || (fresh.email !== null && !isMended)) return addressed
  return match === null ? statements.byName.get(fresh) : undefined
}

/** Somebody of whom only the identifier is known is called by it. */
export const named = (fields: LeadFields, match: MatchValue): LeadFields =>
  match === null || hasIdentity(fields)
    ? fields
    : { ...fields, lastName: String(match.value).slice(0, leadFields.lastName.max) }
