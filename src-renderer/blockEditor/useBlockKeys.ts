// A block by keyboard, in the list and in the drawing alike: arrows choose, Alt and the arrows move,
// Delete removes. Where it went is announced.
import { computed, nextTick, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { editorText } from './blockKind.ts'
import { rowsOf } from './blockRows.ts'
import type { AnyBlock, Direction } from './blockTree.ts'
import type { BlockEditor } from './useBlockEditor.ts'

export type BlockTool = 'up' | 'down' | 'duplicate' | 'remove'
const directions: Record<string, Direction> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'out',
  ArrowRight: 'in',
}
type Around = {
  choose: (key: string) => void
  /** The block that is chosen keeps the focus wherever it went. */
  focusSelected: () => void
}

export function useBlockKeys<B extends AnyBlock, Start>(
  editor: BlockEditor<B, Start>,
  { choose, focusSelected }: Around,
) {
  const { t } = useI18n()
  const { tree } = editor
  const rows = computed(() => rowsOf(tree.shape, editor.blocks.value))
  const announcement = shallowRef('')

  function announce(key: string) {
    const row = rows.value.find((each) => each.key === key)
    if (!row?.block) return
    announcement.value = t(editorText(tree, 'moved'), {
      block: t(`${tree.texts.kind}.${row.block.kind}`),
      place: row.gap.index + 1,
      count: row.size,
    })
  }
  /** The tree may come back to the editor by a render of what is around it. */
  const announceSoon = (key: string) => void nextTick(() => announce(key))
  function step(key: string, direction: Direction): boolean {
    const isMoved = editor.step(key, direction)
    if (isMoved) announceSoon(key)
    return isMoved
  }
  function use(tool: BlockTool, key: string) {
    if (tool === 'duplicate') editor.duplicate(key)
    else if (tool === 'remove') editor.remove(key)
    else step(key, tool)
  }
  function chooseBeside(key: string, by: -1 | 1) {
    const all = rows.value.filter(({ block }) => block !== null)
    const next = all[all.findIndex((row) => row.key === key) + by]
    if (!next) return
    choose(next.key)
    focusSelected()
  }
  function onKey(event: KeyboardEvent, key: string) {
    const direction = directions[event.key]
    if (event.key === 'Delete') {
      editor.remove(key)
      focusSelected()
    } else if (direction !== undefined && event.altKey) {
      // Alt and an arrow is also the browser's way back: it is never meant here.
      event.preventDefault()
      if (step(key, direction)) focusSelected()
    } else if (direction === 'up' || direction === 'down') {
      event.preventDefault()
      chooseBeside(key, direction === 'up' ? -1 : 1)
    }
  }
  return { rows, announcement, announceSoon, use, onKey }
}
