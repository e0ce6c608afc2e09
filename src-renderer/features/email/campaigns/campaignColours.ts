// Which token paints which campaign or delivery state.
import type { ShownDeliveryState } from '#shared/contract/deliveries.ts'
import type { CampaignStatus } from '#shared/contract/campaigns.ts'

export const campaignColours: Record<CampaignStatus, string> = {
  draft: 'var(--stage-lost)',
  scheduled: 'var(--stage-qualified)',
  sending: 'var(--stage-new)',
  automatic: 'var(--stage-new)',
  paused: 'var(--stage-proposal)',
  completed: 'var(--stage-won)',
  cancelled: 'var(--stage-lost)',
  imported: 'var(--stage-contacted)',
}

export const deliveryColours: Record<ShownDeliveryState, string> = {
  queued: 'var(--stage-lost)',
  claimed: 'var(--stage-new)',
  handing_over: 'var(--stage-new)',
  sent: 'var(--stage-won)',
  failed: 'var(--danger)',
  uncertain: 'var(--stage-proposal)',
  suppressed: 'var(--stage-lost)',
  cancelled: 'var(--stage-lost)',
  expired: 'var(--stage-lost)',
  held: 'var(--stage-proposal)',
  bounced: 'var(--danger)',
  replied: 'var(--stage-qualified)',
}
