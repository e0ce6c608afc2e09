// Rows compared by length: one bar a row and series. A pure function from figures and colours to an
// option.
import type { EChartsOption } from 'echarts'
import type { ColourName, Palette } from '../../styles/tokens.ts'

export type BarSeries = {
  name: string
  colour: ColourName
  values: (number | null)[]
  stack?: string
}

export function barsOption(
  labels: string[],
  series: BarSeries[],
  palette: Palette,
  write: (value: number) => string,
): EChartsOption {
  return {
    animation: false,
    aria: { enabled: false },
    grid: {
      left: 8,
      right: series.some(({ stack }) => stack) ? 24 : 84,
      top: 4,
      bottom: 4,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'shadow', shadowStyle: { color: palette.textQuiet, opacity: 0.08 } },
      backgroundColor: palette.raised,
      borderColor: palette.border,
      textStyle: { color: palette.text, fontSize: 12 },
      valueFormatter: (value) => (typeof value === 'number' ? write(value) : '—'),
    },
    xAxis: { type: 'value', axisLabel: { show: false }, splitLine: { show: false } },
    yAxis: {
      type: 'category',
      // The first row stands on top.
      inverse: true,
      data: labels,
      axisLine: { lineStyle: { color: palette.border } },
      axisTick: { show: false },
      axisLabel: { color: palette.textSoft, fontSize: 12, width: 180, overflow: 'truncate' },
    },
    series: series.map(({ name, colour, values, stack }) => ({
      type: 'bar' as const,
      name,
      data: values.map((value) => value ?? '-'),
      ...(stack === undefined ? {} : { stack }),
      barMaxWidth: 16,
      barGap: '15%',
      itemStyle: { color: palette[colour], borderRadius: stack === undefined ? [0, 3, 3, 0] : 0 },
      label: {
        show: true,
        position: stack === undefined ? ('right' as const) : ('inside' as const),
        color: stack === undefined ? palette.textSoft : palette.surface,
        fontSize: 11,
        formatter: ({ value }: { value?: unknown }) =>
          typeof value === 'number' && (stack === undefined || value > 0) ? write(value) : '',
      },
      // A part too short for its number does without.
      ...(stack === undefined ? {} : { labelLayout: { hideOverlap: true } }),
    })),
  }
}

/** Room for so many rows of so many bars, in pixels. */
export const barsHeight = (rows: number, seriesInRow: number) =>
  Math.max(110, rows * (16 + seriesInRow * 20))
