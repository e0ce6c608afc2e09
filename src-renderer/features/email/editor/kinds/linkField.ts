// Where a block leads, as a field of it.
import { h } from 'vue'
import type { OwnFields } from '../../../../blockEditor/blockKind.ts'
import EmailLinkField from '../fields/EmailLinkField.vue'

type Linked = { link: string; label?: string }

/**
 * @param isNeeded whether the message cannot go out without it
 * @param label key of the text; left out, that of any link
 */
export const linkField = (
  isNeeded: (block: Linked) => boolean,
  label?: string,
): OwnFields<Linked> => ({
  draw: (block, change) =>
    h(EmailLinkField, {
      link: block.link,
      ...(label === undefined ? {} : { label }),
      isNeeded: isNeeded(block),
      onChange: (changed) => change({ link: changed }, 'link'),
    }),
})

/** A button that says nothing is not drawn. */
export const hasLabel = ({ label = '' }: Linked): boolean => label.trim() !== ''
