// Two ways: one for whom the answer is yes, one for everybody else.
import GitBranch from '@vicons/tabler/es/GitBranch'
import { h } from 'vue'
import { conditionOn } from '../../../../leadFilter/editedFilter.ts'
import EmailStepBranch from '../EmailStepBranch.vue'
import type { StepKindView } from '../stepKind.ts'

export const branch: StepKindView<'branch'> = {
  icon: GitBranch,
  create: ({ newKey }) => ({
    key: newKey(),
    kind: 'branch',
    question: { about: 'lead', filter: { all: [conditionOn('status', 'stage')] } },
    then: [],
    otherwise: [],
  }),
  fields: [{ draw: (step, change) => h(EmailStepBranch, { step, onChange: change }) }],
}
