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
