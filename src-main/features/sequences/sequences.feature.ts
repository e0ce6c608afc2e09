// The door of sequences.
import type { Feature } from '#main/core/feature.ts'
import { entityOf } from '#main/database/entity.ts'
import { sequenceCallsJob } from './calls/calls.job.ts'
import { sequenceEmailsTable } from './emails/sequenceEmails.table.ts'
import { sequencePeopleTable } from './people/sequencePeople.table.ts'
import { sequencesJob } from './sequences.job.ts'
import { sequencesTable } from './sequences.table.ts'

export { enterByForm } from './people/entering.ts'
export { createSequence } from './sequences.service.ts'

export const sequencesFeature: Feature = {
  name: 'sequences',
  tables: [entityOf(sequencesTable), entityOf(sequencePeopleTable), entityOf(sequenceEmailsTable)],
  jobs: [sequencesJob, sequenceCallsJob],
}
