// The pages of funnels. Blocks, search-engine texts, offer, paths and place in the editor are JSON,
// read and written whole.
import { id, integer, json, moment, optional, text } from '#main/database/columnKinds.ts'
import { defineTable, type RowOfTable } from '#main/database/defineTable.ts'
import { FunnelPage } from '#shared/contract/funnelPages.ts'

const { blocks, seo, offer, paths, flow } = FunnelPage.shape

export const pagesTable = defineTable({
  name: 'funnel_pages',
  columns: {
    id: id(),
    funnelId: integer(),
    name: text(),
    pageType: text<FunnelPage['pageType']>(),
    slug: text(),
    position: integer(),
    blocks: json(blocks),
    seo: json(seo),
    offer: optional(json(offer.unwrap())),
    paths: json(paths),
    flow: json(flow),
    updatedAt: moment(),
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
export type PageRow = RowOfTable<typeof pagesTable>
