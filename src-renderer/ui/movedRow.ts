// Lists whose rows are put in order by their own buttons, or by Alt and an arrow in a field.
import { nextTick } from 'vue'

/** The field that is typed in, which keeps the focus wherever its row goes; null for a button. */
export const typedInField = (): HTMLElement | null =>
  document.activeElement?.closest<HTMLElement>('input') ?? null

/**
 * The focus goes with a row that was moved: to the button of the same way, or to the other at an end.
 * @param list holds a row a child; its buttons say their way by `data-way`
 * @param typedIn what `typedInField` gave before the move
 */
export async function followRow(
  list: HTMLElement | null,
  { place, way }: { place: number; way: -1 | 1 },
  typedIn: HTMLElement | null,
): Promise<void> {
  await nextTick()
  if (typedIn !== null) return typedIn.focus()
  const moved = list?.children[place]
  const same = moved?.querySelector<HTMLElement>(`[data-way="${way}"]:not(:disabled)`)
  ;(same ?? moved?.querySelector<HTMLElement>('[data-way]:not(:disabled)'))?.focus()
}
