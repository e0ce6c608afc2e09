// What one row of a contact file gives, and the rules it is read by.
import type { ContactLabel } from '#shared/contract/crm/contactPoints.ts'
import type { CustomValues } from '#shared/contract/crm/customFields.ts'
import type { ImportMapping, ImportProblem } from '#shared/contract/crm/imports.ts'
import type { LeadStatus } from '#shared/leadFields/leadStatus.ts'
import type { LeadFields } from '../../leads/leadRecord.ts'
import type { ColumnRules } from '../columnRules.ts'
import type { ImportedField } from './importCustomCells.ts'
import type { Consent } from '../importRefusals.ts'

export type ImportedLead = Partial<Omit<LeadFields, 'custom'>> & {
  custom: CustomValues
  /** When it was won; counts only for a lead the file says was won. */
  wonAt?: number
}

/** `title`: of its column, under which it stands where it cannot be the lead's. */
export type FurtherPoint = {
  list: 'emails' | 'phones'
  value: string
  label: ContactLabel | null
  title: string
}

/** A value of a row that is in no field of the lead; `column` is its header, if it is of one. */
export type LeftOut = Pick<ImportProblem, 'reason' | 'value' | 'column'>

/**
 * `address`: whom what the row says about writing holds for, even if the rest cannot be taken.
 * `kept`: lines for the notes, each a value that has no field.
 */
export type ReadRow = {
  lead: ImportedLead
  address: string | null
  consent: Extract<Consent, 'refused' | 'unconfirmed' | 'none'>
  leftOut: LeftOut[]
  kept: string[]
  otherData: Record<string, string>
  /** Addresses and numbers beside the first ones. */
  further: FurtherPoint[]
  /** As they stand in the file, where something stands, or can stand, against them; null: nothing. */
  cells: string[] | null
} & ({ ok: true } | { ok: false; reason: ImportProblem['reason']; value: string })

export type RowRules = {
  mapping: ImportMapping
  /** Titles of all columns, by position. */
  headers: readonly string[]
  columns: ColumnRules[]
  /** The custom fields that the mapping names. */
  fields: readonly ImportedField[]
  /** Key of the field by which people are recognised; null: by their address and name. */
  matchKey: string | null
  /** Stage, source and tags of everybody whose row says nothing of them. */
  forAll: { status?: LeadStatus; source?: string; tags?: readonly string[] }
  /** Whether all rows keep their cells: whoever is not found, or has the address of another, is told. */
  keepsCells: boolean
  /** What holds for everybody in the file, whatever its rows say. */
  everybody: Extract<Consent, 'refused' | 'none'>
  /** What words mean that nobody knows, by their letters, as the user has said. */
  words: Readonly<Record<string, 'refused' | 'unconfirmed' | 'agreed' | LeadStatus>>
  /** What the user calls stages, folded. */
  ownStages: ReadonlyMap<string, LeadStatus>
  now: number
  timeZone: string
}
