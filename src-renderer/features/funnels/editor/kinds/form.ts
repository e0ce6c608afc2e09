// The form that makes leads of visitors.
import Forms from '@vicons/tabler/es/Forms'
import { h } from 'vue'
import FunnelFormFields from '../FunnelFormFields.vue'
import { titleField, type PageKindView } from '../pageKind.ts'

export const form: PageKindView<'form'> = {
  icon: Forms,
  create: ({ newKey, words }) => ({
    key: newKey(),
    kind: 'form',
    title: words('formTitle'),
    fields: [
      { field: 'firstName', label: words('firstName'), isRequired: false },
      { field: 'email', label: words('email'), isRequired: true },
    ],
    buttonLabel: words('formButton'),
    consentText: words('consent'),
    measureConsentText: '',
    doubleOptIn: false,
    tag: '',
  }),
  fields: [
    titleField,
    { draw: (block, change) => h(FunnelFormFields, { block, onChange: change }) },
  ],
}
