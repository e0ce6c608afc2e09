// Which token paints which state of an ad campaign.
import type { AdStatus } from '#shared/contract/ads.contract.ts'

export const adColours: Record<AdStatus, string> = {
  draft: 'var(--stage-lost)',
  active: 'var(--stage-won)',
  paused: 'var(--stage-proposal)',
  completed: 'var(--stage-qualified)',
  archived: 'var(--stage-lost)',
}
