// The door of sequences.
import type { Feature } from '#main/core/feature.ts'
import { entityOf } from '#main/database/entity.ts'
import { sequenceCallsJob } from './calls/calls.job.ts'
import { sequenceEmailsTable } from './emails/sequenceEmails.table.ts'
import { sequencePeopleTable } from './people/sequencePeople.table.ts'
import { sequencesJob } from './sequences.job.ts'
import { sequencesTable } from './sequences.table.ts'

export { enterByForm } from './funnels/enterByForm.ts'
export { funnelEmailsOf, type FunnelEmailFacts } from './funnels/funnelEmails.repository.ts'
export {
  addFunnelEmail,
  delayFunnelEmail,
  requireDelayable,
  deleteFunnelEmail,
  requireFunnelEmail,
  turnOffFunnelEmail,
  turnOnFunnelEmail,
} from './funnels/funnelEmails.service.ts'
export { moveFunnelEmail, requireMovable } from './funnels/movedEmail.service.ts'
export {
  copyFunnelSequences,
  deleteFunnelSequences,
  endLeftOfFunnel,
  holdFunnelSequences,
  insertFunnelSequence,
  restoreFunnelSequences,
} from './funnels/funnelSequences.service.ts'
export { createSequence } from './sequences.service.ts'

export const sequencesFeature: Feature = {
  name: 'sequences',
  tables: [entityOf(sequencesTable), entityOf(sequencePeopleTable), entityOf(sequenceEmailsTable)],
  jobs: [sequencesJob, sequenceCallsJob],
}
