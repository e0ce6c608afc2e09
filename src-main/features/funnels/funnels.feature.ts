// The door of sales funnels.
import type { Feature } from '#main/app/feature.ts'
import { funnelsJob } from './funnels.job.ts'
import { funnelsTable } from './funnels.table.ts'
import { pagesTable } from './pages.table.ts'

export { createFunnel } from './funnels.service.ts'
export { freeSlug, slugFrom } from './slugs.ts'
export { fieldLabels } from './templateWords.ts'

export const funnelsFeature: Feature = { name: 'funnels', tables: [funnelsTable, pagesTable], jobs: [funnelsJob] }
