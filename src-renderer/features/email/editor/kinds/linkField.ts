// Where a block leads, as a field of it.
import { h } from 'vue'
import type { OwnFields } from '../../../../blockEditor/blockKind.ts'
import EmailLinkField from '../EmailLinkField.vue'

type Linked = { link: string; label?: string }

/** @param isNeeded whether the message cannot go out without it */
export const linkField = (isNeeded: (block: Linked) => boolean): OwnFields<Linked> => ({
  draw: (block, change) =>
    h(EmailLinkField, {
      link: block.link,
      isNeeded: isNeeded(block),
      onChange: (changed) => change({ link: changed }, 'link'),
    }),
})

/** A button that says nothing is not drawn. */
export const hasLabel = ({ label = '' }: Linked): boolean => label.trim() !== ''
