// The end, for whoever comes here.
import PlayerStop from '@vicons/tabler/es/PlayerStop'
import type { StepKindView } from '../stepKind.ts'

export const stop: StepKindView<'stop'> = {
  icon: PlayerStop,
  create: ({ newKey }) => ({ key: newKey(), kind: 'stop' }),
  fields: [],
}
