// Undo and redo for the blocks of a page. Keystrokes in one field within a moment count as one
// step.
import type { PageBlock } from '#shared/blocks/page/pageBlocks.ts'

export type BlockHistory = {
  past: PageBlock[][]
  future: PageBlock[][]
  /** The field of the last change, and when it was made. */
  field: string | null
  at: number
}

const maxLength = 200
const together = 1_200

export const emptyHistory = (): BlockHistory => ({ past: [], future: [], field: null, at: 0 })

/**
 * @param field names the field a keystroke went into; null for a change that is always a step of
 * its own
 */
export function remember(
  history: BlockHistory,
  before: PageBlock[],
  field: string | null,
  now: number,
): BlockHistory {
  const continues =
    field !== null &&
    field === history.field &&
    now - history.at < together &&
    history.past.length > 0
  return {
    past: continues ? history.past : [...history.past, before].slice(-maxLength),
    future: [],
    field,
    at: now,
  }
}

type Step = { history: BlockHistory; blocks: PageBlock[] }

export function stepBack(history: BlockHistory, present: PageBlock[]): Step | null {
  const blocks = history.past.at(-1)
  return blocks
    ? {
        blocks,
        history: {
          past: history.past.slice(0, -1),
          future: [present, ...history.future],
          field: null,
          at: 0,
        },
      }
    : null
}

export function stepForward(history: BlockHistory, present: PageBlock[]): Step | null {
  const [blocks, ...future] = history.future
  return blocks
    ? { blocks, history: { past: [...history.past, present], future, field: null, at: 0 } }
    : null
}
