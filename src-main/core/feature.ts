// The shape of a feature's door, for app/features.ts.
import type { EntitySchema } from 'typeorm'
import type { Job } from './services.ts'

export type Feature = {
  name: string
  tables: EntitySchema[]
  jobs: Job[]
}
