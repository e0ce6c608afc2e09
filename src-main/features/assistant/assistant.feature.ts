// The door of the assistant: its tables, and how other parts ask a model.
import type { Feature } from '#main/core/feature.ts'
import { entityOf } from '#main/database/entity.ts'
import { assistantJob } from './assistant.job.ts'
import { aiCallsTable, assistantSettingsTable } from './assistant.table.ts'

export { lacksProviderKey } from './provider/provider.service.ts'
export { askForObject } from './calls/askForObject.ts'
export type { AskForObject, ObjectAnswer, ObjectTask } from './calls/objectTask.ts'

export const assistantFeature: Feature = {
  name: 'assistant',
  tables: [entityOf(aiCallsTable), entityOf(assistantSettingsTable)],
  jobs: [assistantJob],
}
