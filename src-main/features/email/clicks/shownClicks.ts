// The figures of clicks, null where they are no figures.
import type { CampaignStats } from '#shared/contract/campaigns.ts'
import type { CampaignRow } from '../campaigns/campaigns.table.ts'

/**
 * Where nothing is measured nobody knows who clicked.
 * @param row null for all campaigns together
 */
export function shownClicks(
  stats: CampaignStats,
  row: Pick<CampaignRow, 'measuresClicks' | 'accountId'> | null,
): CampaignStats {
  const isMeasured = (stats.measured ?? 0) > 0
  const isMeant = row !== null && row.measuresClicks && row.accountId !== null
  return isMeasured || isMeant
    ? stats
    : { ...stats, measured: null, clicked: null, clickedByPrograms: null }
}
