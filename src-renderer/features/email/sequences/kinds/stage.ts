// Another stage of the pipeline.
import ArrowsRightLeft from '@vicons/tabler/es/ArrowsRightLeft'
import { h } from 'vue'
import EmailStepStage from '../EmailStepStage.vue'
import type { StepKindView } from '../stepKind.ts'

export const stage: StepKindView<'stage'> = {
  icon: ArrowsRightLeft,
  create: ({ newKey }) => ({ key: newKey(), kind: 'stage', status: 'contacted' }),
  fields: [{ draw: (step, change) => h(EmailStepStage, { step, onChange: change }) }],
}
