// Something is held by the pointer: a block of the document, or a kind of block to add. Whoever
// shows the document says where it would land. Escape, or a pointer that is lost, takes it back.
import {
  inject,
  onScopeDispose,
  provide,
  shallowRef,
  type InjectionKey,
  type ShallowRef,
} from 'vue'

/** `key` of a block that is moved, or the kind of one to add. */
export type Held = { key: string } | { kind: string }
export type Point = { x: number; y: number }
export type BlockDrag = {
  held: ShallowRef<Held | null>
  /** Where the pointer is, in the window. */
  point: ShallowRef<Point>
  /**
   * Begins once the pointer has moved away from where it was pressed.
   * @param tapped is called instead if it has not
   */
  begin: (event: PointerEvent, held: Held, tapped?: (event: PointerEvent) => void) => void
  /** Whoever takes what is let go. */
  onDrop: (drop: (held: Held) => void) => void
}

const dragKey: InjectionKey<BlockDrag> = Symbol('what is dragged in an editor of blocks')
/** Pixels the pointer may tremble. */
const threshold = 6

export function provideBlockDrag(): BlockDrag {
  const held = shallowRef<Held | null>(null)
  const point = shallowRef<Point>({ x: 0, y: 0 })
  const takers = new Set<(held: Held) => void>()
  let end = () => undefined as void

  function begin(pressed: PointerEvent, what: Held, tapped?: (event: PointerEvent) => void) {
    if (pressed.button !== 0 || takers.size === 0) return
    end()
    const from = { x: pressed.clientX, y: pressed.clientY }
    const own = new AbortController()
    const { signal } = own
    end = () => {
      own.abort()
      held.value = null
    }
    const isOurs = (event: PointerEvent) => event.pointerId === pressed.pointerId
    function move(event: PointerEvent) {
      if (!isOurs(event)) return
      point.value = { x: event.clientX, y: event.clientY }
      const isAway = Math.hypot(point.value.x - from.x, point.value.y - from.y) > threshold
      if (held.value === null && isAway) held.value = what
    }
    function release(event: PointerEvent) {
      if (!isOurs(event)) return
      const wasHeld = held.value
      if (wasHeld === null) tapped?.(event)
      else for (const take of takers) take(wasHeld)
      end()
    }
    function cancel(event: KeyboardEvent) {
      if (event.key !== 'Escape' || held.value === null) return
      event.preventDefault()
      event.stopPropagation()
      end()
    }
    window.addEventListener('pointermove', move, { signal })
    window.addEventListener('pointerup', release, { signal })
    window.addEventListener('pointercancel', (event) => isOurs(event) && end(), { signal })
    window.addEventListener('blur', () => end(), { signal })
    window.addEventListener('keydown', cancel, { signal, capture: true })
  }
  onScopeDispose(() => end())
  const drag: BlockDrag = {
    held,
    point,
    begin,
    onDrop: (drop) => {
      takers.add(drop)
      onScopeDispose(() => takers.delete(drop))
    },
  }
  provide(dragKey, drag)
  return drag
}

/** Null where nothing can be dragged. */
export const useBlockDrag = (): BlockDrag | null => inject(dragKey, null)
