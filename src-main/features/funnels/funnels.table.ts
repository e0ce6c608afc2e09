// Funnels: what they are called, how they look, and whether they are on the web.
import { z } from 'zod'
import {
  flag,
  id,
  integer,
  json,
  longText,
  moment,
  optional,
  text,
} from '#main/database/columnKinds.ts'
import { defineTable, type RowOfTable } from '#main/database/defineTable.ts'
import { type FunnelType } from '#shared/contract/funnels.contract.ts'
import { ImportedTotals } from '#shared/contract/funnelStats.ts'
import { PageTheme } from '#shared/blocks/page/pageTheme.ts'
import type { Language } from '#shared/contract/settings.contract.ts'

const Published = z.object({
  /** In their order: the first is what the funnel's own address shows. */
  pages: z.array(z.object({ id: z.int(), slug: z.string() })),
  /** Of everything that makes the pages. */
  hash: z.string(),
})

export const funnelsTable = defineTable({
  name: 'funnels',
  columns: {
    id: id(),
    name: text(),
    /**
     * Part of the address on a relay: unique, made from the first name, kept so that links go on
     * working.
     */
    slug: text(),
    description: longText(),
    funnelType: text<FunnelType>(),
    isActive: flag(),
    isArchived: flag(),
    language: text<Language>(),
    theme: json(PageTheme),
    /** Grows with each publication and withdrawal: an older bundle is never put over a newer one. */
    version: integer(),
    publishedAt: optional(moment()),
    publishedUrl: optional(text()),
    /** Null for what was published before it was noted, and for what is not on the web. */
    published: optional(json(Published)),
    /** Null if none were imported. */
    importedTotals: optional(json(ImportedTotals)),
    confirmationAccountId: optional(integer()),
    createdAt: moment(),
    updatedAt: moment(),
  },
  indices: [
    { name: 'funnels_slug', columns: ['slug'], unique: true },
    { name: 'funnels_updated', columns: ['isArchived', 'updatedAt', 'id'] },
  ],
})
export type FunnelRow = RowOfTable<typeof funnelsTable>
