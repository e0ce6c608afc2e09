// An e-mail of the sequence's own.
import Mail from '@vicons/tabler/es/Mail'
import { h } from 'vue'
import EmailStepSend from '../EmailStepSend.vue'
import type { StepKindView } from '../stepKind.ts'

export const send: StepKindView<'send'> = {
  icon: Mail,
  create: ({ newKey }) => ({ key: newKey(), kind: 'send', campaignId: null }),
  fields: [{ draw: (step, change) => h(EmailStepSend, { step, onChange: change }) }],
}
