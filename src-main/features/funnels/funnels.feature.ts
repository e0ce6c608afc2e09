// The door of sales funnels.
import type { Feature } from '#main/app/feature.ts'
import { funnelEmailsTable } from './funnelEmails.table.ts'
import { funnelsJob } from './funnels.job.ts'
import { funnelsTable } from './funnels.table.ts'
import { pagesTable } from './pages.table.ts'

export { createFunnel } from './funnels.service.ts'

export const funnelsFeature: Feature = { name: 'funnels', tables: [funnelsTable, pagesTable, funnelEmailsTable], jobs: [funnelsJob] }
