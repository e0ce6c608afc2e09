// The door of the register of ad campaigns.
import type { Feature } from '#main/core/feature.ts'
import { entityOf } from '#main/database/entity.ts'
import { adsTable } from './ads.table.ts'

export { emptyAd } from './ads.service.ts'
export type { AdRow } from './ads.table.ts'

export const adsFeature: Feature = { name: 'ads', tables: [entityOf(adsTable)], jobs: [] }
