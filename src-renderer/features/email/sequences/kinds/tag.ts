// Tags given and taken.
import Tag from '@vicons/tabler/es/Tag'
import { h } from 'vue'
import EmailStepTags from '../EmailStepTags.vue'
import type { StepKindView } from '../stepKind.ts'

export const tag: StepKindView<'tag'> = {
  icon: Tag,
  create: ({ newKey }) => ({ key: newKey(), kind: 'tag', add: [], remove: [] }),
  fields: [{ draw: (step, change) => h(EmailStepTags, { step, onChange: change }) }],
}
