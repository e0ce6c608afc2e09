// Funnels: what they are called, how they look, and whether they are on the web.
import { EntitySchema } from 'typeorm'
import {
  idColumn,
  momentColumn,
  optionalMomentColumn,
  optionalTextColumn,
  textColumn,
} from '#main/database/columns.ts'
import type { FunnelType } from '#shared/contract/funnels.contract.ts'
import type { Language } from '#shared/contract/settings.contract.ts'

export type FunnelRow = {
  id: number
  name: string
  /**
   * Part of the address on a relay: unique, made from the first name, kept so that links go on
   * working.
   */
  slug: string
  description: string
  funnelType: FunnelType
  isActive: 0 | 1
  isArchived: 0 | 1
  language: Language
  /** A PageTheme, as JSON. */
  theme: string
  /** Grows with each publication and withdrawal: an older bundle is never put over a newer one. */
  version: number
  publishedAt: number | null
  publishedUrl: string | null
  /** ImportedTotals as JSON; null where none were imported. */
  importedTotals?: string | null
  confirmationAccountId: number | null
  createdAt: number
  updatedAt: number
}

export const funnelsTable = new EntitySchema<FunnelRow>({
  name: 'funnels',
  columns: {
    id: idColumn,
    name: textColumn('name'),
    slug: textColumn('slug'),
    description: { type: 'text' },
    funnelType: textColumn('funnel_type'),
    isActive: { type: 'integer', name: 'is_active' },
    isArchived: { type: 'integer', name: 'is_archived' },
    language: textColumn('language'),
    theme: { type: 'text' },
    version: { type: 'integer' },
    publishedAt: optionalMomentColumn('published_at'),
    publishedUrl: optionalTextColumn('published_url'),
    importedTotals: { type: 'text', name: 'imported_totals', nullable: true },
    confirmationAccountId: { type: 'integer', name: 'confirmation_account_id', nullable: true },
    createdAt: momentColumn('created_at'),
    updatedAt: momentColumn('updated_at'),
  },
  indices: [
    { name: 'funnels_slug', columns: ['slug'], unique: true },
    { name: 'funnels_updated', columns: ['isArchived', 'updatedAt', 'id'] },
  ],
})
