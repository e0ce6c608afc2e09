// The door of the settings.
import type { Feature } from '#main/core/feature.ts'
import { entityOf } from '#main/database/entity.ts'
import { settingsTable } from './settings.table.ts'

export {
  businessCountry,
  businessZone,
  getSettings,
  keepSetting,
  keptSetting,
  languageOf,
  saveStages,
  stageNamesOf,
} from './settings.service.ts'
export { settingsTable } from './settings.table.ts'

export const settingsFeature: Feature = {
  name: 'settings',
  tables: [entityOf(settingsTable)],
  jobs: [],
}
