// Two ways: one for whom the answer is yes, one for everybody else.
import GitBranch from '@vicons/tabler/es/GitBranch'
import { h } from 'vue'
import EmailStepBranch from '../EmailStepBranch.vue'
import { firstFilter } from '../firstFilter.ts'
import type { StepKindView } from '../stepKind.ts'

export const branch: StepKindView<'branch'> = {
  icon: GitBranch,
  create: ({ newKey }) => ({
    key: newKey(),
    kind: 'branch',
    question: { about: 'lead', filter: firstFilter('qualified') },
    then: [],
    otherwise: [],
  }),
  fields: [{ draw: (step, change) => h(EmailStepBranch, { step, onChange: change }) }],
}
