// The leads table. Amounts are whole cents, moments milliseconds; `sortName` and `score` are
// derived, see leadRecord.ts.
import { EntitySchema } from 'typeorm'
import {
  idColumn,
  momentColumn,
  optionalMomentColumn,
  optionalTextColumn,
  textColumn,
} from '#main/database/columns.ts'
import type { LeadStatus } from '#shared/rules/leadStatus.ts'

export type LeadRow = {
  id: number
  /** Bare address in lower case: unique, and what suppressions are compared with. */
  email: string | null
  firstName: string | null
  lastName: string | null
  phone: string | null
  company: string | null
  jobTitle: string | null
  status: LeadStatus
  score: number
  source: string | null
  estimatedValueCents: number
  /** JSON array of strings. */
  tags: string
  notes: string | null
  /** What sorting by name compares: accents and case folded. */
  sortName: string
  /** The import that created the lead; null for one entered by hand. */
  importId: number | null
  createdAt: number
  updatedAt: number
  lastContactAt: number | null
}

export const leadsTable = new EntitySchema<LeadRow>({
  name: 'leads',
  columns: {
    id: idColumn,
    email: optionalTextColumn('email'),
    firstName: optionalTextColumn('first_name'),
    lastName: optionalTextColumn('last_name'),
    phone: optionalTextColumn('phone'),
    company: optionalTextColumn('company'),
    jobTitle: optionalTextColumn('job_title'),
    status: textColumn('status'),
    score: { type: 'integer' },
    source: optionalTextColumn('source'),
    estimatedValueCents: { type: 'bigint', name: 'estimated_value_cents' },
    tags: { type: 'text' },
    notes: { type: 'text', nullable: true },
    sortName: textColumn('sort_name'),
    importId: { type: 'integer', name: 'import_id', nullable: true },
    createdAt: momentColumn('created_at'),
    updatedAt: momentColumn('updated_at'),
    lastContactAt: optionalMomentColumn('last_contact_at'),
  },
  indices: [
    { name: 'leads_email', columns: ['email'], unique: true },
    { name: 'leads_created', columns: ['createdAt', 'id'] },
    { name: 'leads_name', columns: ['sortName', 'id'] },
    { name: 'leads_score', columns: ['score', 'id'] },
    { name: 'leads_value', columns: ['estimatedValueCents', 'id'] },
    { name: 'leads_status_created', columns: ['status', 'createdAt', 'id'] },
    { name: 'leads_status_name', columns: ['status', 'sortName', 'id'] },
    { name: 'leads_status_score', columns: ['status', 'score', 'id'] },
    { name: 'leads_status_value', columns: ['status', 'estimatedValueCents', 'id'] },
    { name: 'leads_entered', columns: ['createdAt'], where: 'import_id IS NULL' },
    { name: 'leads_import', columns: ['importId'], where: 'import_id IS NOT NULL' },
    { name: 'leads_last_contact', columns: ['lastContactAt'] },
    { name: 'leads_source', columns: ['source', 'createdAt', 'id'] },
    // On an expression, which TypeORM cannot say: it is told to leave the index alone.
    { name: 'leads_quiet', synchronize: false },
  ],
})
