// The editor of a message's blocks, for the fields that add blocks themselves.
import { inject, type InjectionKey } from 'vue'
import type { MailBlock } from '#shared/blocks/mail/mailBlocks.ts'
import type { BlockEditor } from '../../../blockEditor/useBlockEditor.ts'
import type { MailStart } from './mailKind.ts'

type MailEditor = BlockEditor<MailBlock, MailStart>
export const mailEditorKey: InjectionKey<MailEditor> = Symbol('the editor of a message')

/** @throws if no editor is around the fields */
export function useMailEditor(): MailEditor {
  const editor = inject(mailEditorKey)
  if (editor === undefined) throw new Error('There is no editor of a message around these fields.')
  return editor
}
