// A column of the one table.

export type TableColumn = {
  key: string
  label: string
  /** A CSS grid track. */
  width: string
  align?: 'end'
  /** Named for screen readers only: a column of buttons. */
  isLabelHidden?: boolean
  /** Left out where the table is narrower than this. */
  hideBelow?: number
  sort?: { ascending: string; descending: string; descendingFirst?: boolean }
}

const gap = 16
const choiceWidth = 20
/** What the columns need at least, with what stands between and beside them, in pixels. */
export function leastTableWidth(columns: readonly TableColumn[], canChoose: boolean): number {
  const least = columns.map(({ width }) => Number(/(\d+)px/.exec(width)?.[1] ?? 0))
  if (canChoose) least.push(choiceWidth)
  return least.reduce((sum, width) => sum + width + gap, gap)
}
