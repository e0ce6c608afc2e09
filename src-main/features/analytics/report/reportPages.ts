// The building stones of a printed report: headings, tables with bars drawn as vectors, a chart
// over time. Plain data, no library.

import type { Node } from '#main/platform/print/printedPages.ts'

export type { Node }
/** A text, or a number drawn as a bar: its share of the longest, 0 to 1. */
export type Cell = string | { bar: number }
export type PrintedTable = {
  headers: { label: string; align?: 'right'; width?: number | '*' }[]
  rows: Cell[][]
}

const colours = { quiet: '#63666f', line: '#e3e3e7', bar: '#5b7bd5', second: '#2c8f5b' }
const barWidth = 90
/** Width of a page between its margins, in points. */
const pageWidth = 507

export const reportStyles: Record<string, Node> = {
  title: { fontSize: 20, bold: true },
  section: { fontSize: 13, bold: true, margin: [0, 18, 0, 4] },
  head: { fontSize: 8, color: colours.quiet },
}

export const heading = (text: string): Node => ({ text, style: 'section', headlineLevel: 1 })
export const quiet = (text: string): Node => ({ text, color: colours.quiet, margin: [0, 0, 0, 6] })

export function printedTable({ headers, rows }: PrintedTable): Node {
  return {
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: headers.map(({ width }) => width ?? 'auto'),
      body: [
        headers.map(({ label, align }) => ({
          text: label,
          style: 'head',
          alignment: align ?? 'left',
        })),
        ...rows.map((row) => row.map((cell, index) => cellNode(cell, headers[index]?.align))),
      ],
    },
    layout: 'report',
    margin: [0, 2, 0, 4],
  }
}

function cellNode(cell: Cell, align: 'right' | undefined): Node {
  if (typeof cell === 'string') return { text: cell, alignment: align ?? 'left' }
  const width = Math.max(0, Math.min(1, cell.bar)) * barWidth
  return {
    canvas: [
      rectangle(0, 2, barWidth, 6, '#f0f0f2'),
      ...(width > 0 ? [rectangle(0, 2, width, 6, colours.bar)] : []),
    ],
  }
}

const rectangle = (x: number, y: number, w: number, h: number, color: string): Node => ({
  type: 'rect',
  x,
  y,
  w,
  h,
  color,
})

export type Series = { label: string; values: number[] }

/**
 * Bars over time, two series at most, drawn from the numbers; the highest value and the first and
 * last dates are written beside.
 */
export function timeChart(
  series: Series[],
  dates: { first: string; last: string },
  number: (value: number) => string,
): Node[] {
  const height = 110
  const most = Math.max(1, ...series.flatMap(({ values }) => values))
  const count = Math.max(1, ...series.map(({ values }) => values.length))
  const step = pageWidth / count
  const thick = Math.max(0.6, (step * 0.7) / series.length)
  const bars = series.flatMap(({ values }, which) =>
    values.flatMap((value, index) => {
      const tall = (value / most) * height
      return value === 0
        ? []
        : [
            rectangle(
              index * step + which * thick,
              height - tall,
              thick,
              tall,
              which === 0 ? colours.bar : colours.second,
            ),
          ]
    }),
  )
  const axis = {
    type: 'line',
    x1: 0,
    y1: height,
    x2: pageWidth,
    y2: height,
    lineWidth: 0.5,
    lineColor: '#8f929b',
  }
  const legend = series.flatMap(({ label }, which) => [
    { text: which === 0 ? '■ ' : '   ■ ', color: which === 0 ? colours.bar : colours.second },
    { text: label },
  ])
  return [
    {
      columns: [
        { text: legend, fontSize: 8 },
        { text: number(most), alignment: 'right', fontSize: 8, color: colours.quiet },
      ],
      margin: [0, 4, 0, 2],
    },
    { canvas: [...bars, axis] },
    {
      columns: [{ text: dates.first }, { text: dates.last, alignment: 'right' }],
      fontSize: 8,
      color: colours.quiet,
      margin: [0, 2, 0, 6],
    },
  ]
}
