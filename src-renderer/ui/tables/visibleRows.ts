// Which rows of a long list are in sight, given a fixed row height.

/** Rows drawn above and below what is visible, so that quick scrolling shows no gap. */
const margin = 8

export function visibleRows(
  scrollTop: number,
  height: number,
  rowHeight: number,
  count: number,
): { first: number; last: number } {
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - margin)
  const last = Math.min(count, Math.ceil((scrollTop + height) / rowHeight) + margin)
  return { first: Math.min(first, last), last }
}
