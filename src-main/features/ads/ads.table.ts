// The register of ad campaigns. Amounts are whole cents, days are ISO dates; an unknown result is
// null, never 0.
import {
  bigInteger,
  cents,
  id,
  longText,
  moment,
  optional,
  text,
} from '#main/database/columnKinds.ts'
import { defineTable, type RowOfTable } from '#main/database/defineTable.ts'
import type { Ad, AdStatus } from '#shared/contract/ads.contract.ts'

export const adsTable = defineTable({
  name: 'ads',
  columns: {
    id: id(),
    name: text(),
    platform: text(),
    status: text<AdStatus>(),
    description: longText(),
    headline: text(),
    adCopy: longText(),
    imageUrl: optional(text()),
    videoUrl: optional(text()),
    audience: longText(),
    dailyBudgetCents: optional(cents()),
    totalBudgetCents: optional(cents()),
    startsOn: optional(text()),
    endsOn: optional(text()),
    impressions: optional(bigInteger()),
    clicks: optional(bigInteger()),
    conversions: optional(bigInteger()),
    spentCents: optional(cents()),
    /** Whether the results were typed in here or brought from elsewhere. */
    resultsOrigin: text<Ad['resultsOrigin']>(),
    createdAt: moment(),
    updatedAt: moment(),
  },
  indices: [
    { name: 'ads_updated', columns: ['updatedAt', 'id'] },
    { name: 'ads_status_updated', columns: ['status', 'updatedAt', 'id'] },
  ],
})
export type AdRow = RowOfTable<typeof adsTable>
