// The door of the application itself.
import type { Feature } from '#main/core/feature.ts'
import { fileCheckJob } from './fileCheck.job.ts'

export { loadDemoData } from './demoData.ts'

export const systemFeature: Feature = { name: 'system', tables: [], jobs: [fileCheckJob] }
