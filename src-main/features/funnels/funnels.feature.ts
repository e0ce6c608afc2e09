// The door of sales funnels.
import type { Feature } from '#main/app/feature.ts'
import { funnelEmailsTable } from './funnelEmails.table.ts'
import { funnelsJob } from './funnels.job.ts'
import { funnelsTable } from './funnels.table.ts'
import { pagesTable } from './pages.table.ts'

export { lastRelayError } from './relay.service.ts'
export { confirmationsWithoutRelay } from './confirmations.service.ts'
export { createFunnel, funnelTopics, getFunnel } from './funnels.service.ts'
export { templateById, type WordedTemplate } from './templates.ts'
export type { StepText } from './templates/templateText.ts'
export {
  drawWrittenPages,
  insertWrittenFunnel,
  pagesFromTemplate,
} from './writtenFunnel.service.ts'
export { freeSlug, slugFrom } from './slugs.ts'
export { fieldLabels } from './templateWords.ts'

export const funnelsFeature: Feature = {
  name: 'funnels',
  tables: [funnelsTable, pagesTable, funnelEmailsTable],
  jobs: [funnelsJob],
}
