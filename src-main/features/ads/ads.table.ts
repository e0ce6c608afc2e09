// The register of ad campaigns. Amounts are whole cents, days are ISO dates; an unknown result is
// null, never 0.
import { EntitySchema } from 'typeorm'
import { idColumn, momentColumn, optionalTextColumn, textColumn } from '#main/database/columns.ts'
import type { Ad, AdStatus } from '#shared/contract/ads.contract.ts'

export type AdRow = {
  id: number
  name: string
  platform: string
  status: AdStatus
  description: string
  headline: string
  adCopy: string
  imageUrl: string | null
  videoUrl: string | null
  audience: string
  dailyBudgetCents: number | null
  totalBudgetCents: number | null
  startsOn: string | null
  endsOn: string | null
  impressions: number | null
  clicks: number | null
  conversions: number | null
  spentCents: number | null
  /** Whether the results were typed in here or brought from elsewhere. */
  resultsOrigin: Ad['resultsOrigin']
  createdAt: number
  updatedAt: number
}

const optionalNumber = (name: string) => ({ type: 'bigint', name, nullable: true }) as const

export const adsTable = new EntitySchema<AdRow>({
  name: 'ads',
  columns: {
    id: idColumn,
    name: textColumn('name'),
    platform: textColumn('platform'),
    status: textColumn('status'),
    description: { type: 'text' },
    headline: textColumn('headline'),
    adCopy: { type: 'text', name: 'ad_copy' },
    imageUrl: optionalTextColumn('image_url'),
    videoUrl: optionalTextColumn('video_url'),
    audience: { type: 'text' },
    dailyBudgetCents: optionalNumber('daily_budget_cents'),
    totalBudgetCents: optionalNumber('total_budget_cents'),
    startsOn: optionalTextColumn('starts_on'),
    endsOn: optionalTextColumn('ends_on'),
    impressions: optionalNumber('impressions'),
    clicks: optionalNumber('clicks'),
    conversions: optionalNumber('conversions'),
    spentCents: optionalNumber('spent_cents'),
    resultsOrigin: textColumn('results_origin'),
    createdAt: momentColumn('created_at'),
    updatedAt: momentColumn('updated_at'),
  },
  indices: [
    { name: 'ads_updated', columns: ['updatedAt', 'id'] },
    { name: 'ads_status_updated', columns: ['status', 'updatedAt', 'id'] },
  ],
})
