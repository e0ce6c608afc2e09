// Fields that a kind of block draws itself.
import type { FunctionalComponent } from 'vue'
import type { OwnFields } from './blockKind.ts'
import type { AnyBlock } from './blockTree.ts'

type Props = { fields: OwnFields<AnyBlock>; block: AnyBlock }
type Events = { change: (values: object, field: string | null) => void }

export const OwnBlockFields: FunctionalComponent<Props, Events> = ({ fields, block }, { emit }) =>
  fields.draw(block, (values, field) => emit('change', values, field))
OwnBlockFields.props = ['fields', 'block']
OwnBlockFields.emits = ['change']
