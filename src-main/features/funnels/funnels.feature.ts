// The door of sales funnels.
import type { Feature } from '#main/core/feature.ts'
import { entityOf } from '#main/database/entity.ts'
import { funnelsJob } from './funnels.job.ts'
export { funnelsJob }
import { funnelsTable } from './funnels.table.ts'
import { pagesTable } from './pages/pages.table.ts'

export { hasLostRelay, lastRelayError } from './relay/relay.service.ts'
export { confirmationsWithoutRelay } from './relay/confirmations.service.ts'
export { funnelTopics } from './funnels.repository.ts'
export { createFunnel, getFunnel } from './funnels.service.ts'
export { templateById, type WordedTemplate } from './templates/templates.ts'
export type { StepText } from './templates/templateFile.ts'
export {
  drawWrittenPages,
  insertWrittenFunnel,
  pagesFromTemplate,
} from './writtenFunnel.service.ts'
export { funnelsAfterSalvage } from './funnelsAfterSalvage.ts'
export { freeSlug, slugFrom } from './slugs.ts'

export const funnelsFeature: Feature = {
  name: 'funnels',
  tables: [entityOf(funnelsTable), entityOf(pagesTable)],
  jobs: [funnelsJob],
}
