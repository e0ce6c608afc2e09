// The colour beside the word of an outcome.
import type { AiCall } from '#shared/contract/assistant.contract.ts'

export const outcomeColours: Record<AiCall['outcome'], string> = {
  running: 'var(--accent)',
  answered: 'var(--success)',
  failed: 'var(--danger)',
  cancelled: 'var(--text-quiet)',
  interrupted: 'var(--warning)',
}
