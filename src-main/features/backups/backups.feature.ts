// The door of backups.
import type { Feature } from '#main/core/feature.ts'
import { backupsJob } from './backups.job.ts'

export { listBackups } from './backups.service.ts'

export const backupsFeature: Feature = { name: 'backups', tables: [], jobs: [backupsJob] }
