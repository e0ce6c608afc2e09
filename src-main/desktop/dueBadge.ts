// How many tasks are late or due today, on the application's icon.

/** A dot for the task bar of Windows, which shows no numbers: BGRA, in pixels. */
export const badgeSize = 16
const colour = [0x4a, 0x3a, 0xd9]

export function badgeDot(): Buffer {
  const dot = Buffer.alloc(badgeSize * badgeSize * 4)
  const middle = (badgeSize - 1) / 2
  for (let y = 0; y < badgeSize; y++)
    for (let x = 0; x < badgeSize; x++) {
      // Its edge is smooth: the part of the pixel that is inside, at most all of it.
      const inside = Math.min(1, Math.max(0, 6.5 - Math.hypot(x - middle, y - middle)))
      const place = (y * badgeSize + x) * 4
      dot.set([...colour.map((part) => Math.round(part * inside)), Math.round(255 * inside)], place)
    }
  return dot
}

export type DueBadge = {
  look(): Promise<void>
  /** Another window has the icon now: shows it again. */
  again(): void
}

/**
 * @param read where it fails, what is shown stays
 * @param show is called where the number is another one; 0 takes it away
 */
export function watchDue(read: () => Promise<number>, show: (due: number) => void): DueBadge {
  let shown = 0
  let asked = 0
  return {
    async look() {
      asked += 1
      const question = asked
      const due = await read().catch(() => shown)
      // A later question may have been answered before.
      if (question !== asked || due === shown) return
      shown = due
      show(due)
    },
    again() {
      if (shown > 0) show(shown)
    },
  }
}
