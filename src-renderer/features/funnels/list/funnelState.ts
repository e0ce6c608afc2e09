// What state a funnel is in, in one word, and the token that paints it.
import type { Funnel } from '#shared/contract/funnels.contract.ts'

export type FunnelState = 'active' | 'draft' | 'archived'

export function funnelState(funnel: Pick<Funnel, 'isActive' | 'isArchived'>): FunnelState {
  if (funnel.isArchived) return 'archived'
  return funnel.isActive ? 'active' : 'draft'
}

export const stateColours: Record<FunnelState, string> = {
  active: 'var(--stage-won)',
  draft: 'var(--stage-proposal)',
  archived: 'var(--stage-lost)',
}
