// The door of the assistant: its tables, and how other parts ask a model.
import type { Feature } from '#main/app/feature.ts'
import { assistantJob } from './assistant.job.ts'
import { aiCallsTable, assistantSettingsTable } from './assistant.table.ts'

export { askForObject } from './askForObject.ts'
export type { AskForObject, ObjectAnswer, ObjectTask } from './objectTask.ts'

export const assistantFeature: Feature = {
  name: 'assistant',
  tables: [aiCallsTable, assistantSettingsTable],
  jobs: [assistantJob],
}
