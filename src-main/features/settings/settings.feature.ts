// The door of the settings.
import type { Feature } from '#main/core/feature.ts'
import { settingsTable } from './settings.table.ts'

export { getSettings } from './settings.service.ts'

export const settingsFeature: Feature = { name: 'settings', tables: [settingsTable], jobs: [] }
