// Something to be done by hand.
import Checkbox from '@vicons/tabler/es/Checkbox'
import { h } from 'vue'
import EmailStepTask from '../EmailStepTask.vue'
import type { StepKindView } from '../stepKind.ts'

export const task: StepKindView<'task'> = {
  icon: Checkbox,
  create: ({ newKey, words }) => ({
    key: newKey(),
    kind: 'task',
    title: words('task'),
    dueInDays: 0,
  }),
  fields: [
    { name: 'title', max: 200 },
    { draw: (step, change) => h(EmailStepTask, { step, onChange: change }) },
  ],
}
