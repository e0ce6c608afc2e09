// The door of moving in from WeBox IA.
import type { Feature } from '#main/core/feature.ts'
import { weboxJob } from './webox.job.ts'

export const weboxFeature: Feature = { name: 'webox', tables: [], jobs: [weboxJob] }
