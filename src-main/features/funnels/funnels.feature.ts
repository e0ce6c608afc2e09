// The door of sales funnels.
import type { Feature } from '#main/app/feature.ts'
import { funnelsJob } from './funnels.job.ts'
import { funnelsTable } from './funnels.table.ts'
import { pagesTable } from './pages.table.ts'

export { lastRelayError } from './relay.service.ts'
export { createFunnel } from './funnels.service.ts'

export const funnelsFeature: Feature = { name: 'funnels', tables: [funnelsTable, pagesTable], jobs: [funnelsJob] }
