// How a figure moved against the period before. Where one of the two is unknown, or nothing can be
// compared, so is the move.

export type Delta = { value: number; tone: 'up' | 'down' | 'none' } | 'fromZero' | null

/** Change in percent. From zero there is no percentage, which is another thing than not knowing. */
export function relativeDelta(current: number | null, previous: number | null): Delta {
  if (current === null || previous === null) return null
  if (previous === 0) return 'fromZero'
  return toned(((current - previous) / previous) * 100)
}

/** Change of a percentage, in points. */
export function pointsDelta(current: number | null, previous: number | null): Delta {
  return current === null || previous === null ? null : toned(current - previous)
}

function toned(value: number): Delta {
  const rounded = Math.round(value * 10) / 10
  return { value: rounded, tone: rounded > 0 ? 'up' : rounded < 0 ? 'down' : 'none' }
}
