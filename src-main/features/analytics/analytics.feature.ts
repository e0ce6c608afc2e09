// The door of analytics: it owns no rows, the totals it reads are kept by triggers.
import type { Feature } from '#main/core/feature.ts'

export { figuresAfterSalvage } from './figuresAfterSalvage.ts'

export const analyticsFeature: Feature = { name: 'analytics', tables: [], jobs: [] }
