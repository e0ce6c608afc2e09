// The pages of funnels. Blocks, search-engine texts, offer, paths and place in the editor are JSON,
// read and written whole.
import { EntitySchema } from 'typeorm'
import { idColumn, momentColumn, textColumn } from '#main/database/columns.ts'
import type { FunnelPage } from '#shared/contract/funnelPages.ts'

export type PageRow = {
  id: number
  funnelId: number
  name: string
  pageType: FunnelPage['pageType']
  slug: string
  position: number
  blocks: string
  seo: string
  offer: string | null
  paths: string
  flow: string
  updatedAt: number
}

export const pagesTable = new EntitySchema<PageRow>({
  name: 'funnel_pages',
  columns: {
    id: idColumn,
    funnelId: { type: 'integer', name: 'funnel_id' },
    name: textColumn('name'),
    pageType: textColumn('page_type'),
    slug: textColumn('slug'),
    position: { type: 'integer' },
    blocks: { type: 'text' },
    seo: { type: 'text' },
    offer: { type: 'text', nullable: true },
    paths: { type: 'text' },
    flow: { type: 'text' },
    updatedAt: momentColumn('updated_at'),
  },
  foreignKeys: [
    {
      name: 'FK_funnel_pages_funnel',
      target: 'funnels',
      columnNames: ['funnel_id'],
      referencedColumnNames: ['id'],
      onDelete: 'CASCADE',
    },
  ],
  indices: [
    { name: 'funnel_pages_slug', columns: ['funnelId', 'slug'], unique: true },
    { name: 'funnel_pages_position', columns: ['funnelId', 'position', 'id'] },
  ],
})
