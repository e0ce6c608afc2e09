// What is known of damage in the database: found once, by whoever met with it, it is told to the
// user and stops the sending until the file was replaced.

/** `detail` is in SQLite's words. */
export type Damage = { at: number; detail: string }

export type DamageWatch = {
  found(): Damage | null
  /** Only the first is kept: the rest follows from it. */
  report(detail: string): void
}

/** @param told is called with the first */
export function createDamageWatch(now: () => number, told: (damage: Damage) => void): DamageWatch {
  let found: Damage | null = null
  return {
    found: () => found,
    report(detail) {
      if (found !== null) return
      found = { at: now(), detail }
      told(found)
    },
  }
}
