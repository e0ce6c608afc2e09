// What a benchmark prints: a table for people, rows for machines.
export type BenchRow = {
  name: string
  leads: number
  value: number
  unit: string
  /** Against what it is compared with in the same run; null if there is nothing to compare. */
  ratio: number | null
  /** The bound, in words that can be checked; empty if there is none. */
  target: string
  ok: boolean
}

export function printTable(rows: BenchRow[]): void {
  const cells = rows.map((row) => [
    row.name,
    row.leads.toLocaleString('en'),
    `${row.value.toLocaleString('en', { maximumFractionDigits: row.value < 100 ? 2 : 0 })} ${row.unit}`,
    row.ratio === null ? '' : row.ratio.toFixed(2),
    row.target,
    row.target === '' ? '' : row.ok ? 'ok' : 'MISSED',
  ])
  const all = [['name', 'leads', 'value', 'ratio', 'target', ''], ...cells]
  const widths =
    all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? []
  for (const row of all)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
}

/** The value below which a share of the samples lie. */
export function percentile(samples: number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
