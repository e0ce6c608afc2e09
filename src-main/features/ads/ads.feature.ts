// The door of the register of ad campaigns.
import type { Feature } from '#main/core/feature.ts'
import { adsTable } from './ads.table.ts'

export { emptyAd } from './ads.service.ts'
export type { AdRow } from './ads.table.ts'

export const adsFeature: Feature = { name: 'ads', tables: [adsTable.entity], jobs: [] }
