// Another program is called.
import PlugConnected from '@vicons/tabler/es/PlugConnected'
import { h } from 'vue'
import EmailStepWebhook from '../EmailStepWebhook.vue'
import type { StepKindView } from '../stepKind.ts'

export const webhook: StepKindView<'webhook'> = {
  icon: PlugConnected,
  create: ({ newKey }) => ({
    key: newKey(),
    kind: 'webhook',
    url: 'https://',
    evenIfPrivate: false,
    ifFailed: 'go_on',
  }),
  fields: [
    { name: 'url', max: 500 },
    { draw: (step, change) => h(EmailStepWebhook, { step, onChange: change }) },
  ],
}
