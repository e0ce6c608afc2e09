// The door of backups.
import type { Feature } from '#main/core/feature.ts'
import { backupsJob } from './backups.job.ts'

export { listBackups } from './backups.service.ts'
export { openRescueDesk, type RescueDesk } from './rescue/rescueDesk.ts'
export { keptDatabases, readRescued } from './rescue/rescuedNote.ts'

export const backupsFeature: Feature = { name: 'backups', tables: [], jobs: [backupsJob] }
