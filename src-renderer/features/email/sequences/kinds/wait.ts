// Time that passes before the next step.
import Clock from '@vicons/tabler/es/Clock'
import { h } from 'vue'
import EmailStepWait from '../EmailStepWait.vue'
import type { StepKindView } from '../stepKind.ts'

export const wait: StepKindView<'wait'> = {
  icon: Clock,
  create: ({ newKey }) => ({
    key: newKey(),
    kind: 'wait',
    amount: 3,
    unit: 'workingDays',
    notBefore: '09:00',
  }),
  fields: [{ draw: (step, change) => h(EmailStepWait, { step, onChange: change }) }],
}
