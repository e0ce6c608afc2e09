// How the share won grows with the days since arrival: a line a month of arrival, the newest the
// strongest. A pure function.
import type { EChartsOption } from 'echarts'
import type { CohortReport } from '#shared/contract/analytics.contract.ts'
import type { Palette } from '../../styles/tokens.ts'

export type CohortWords = {
  month: (month: string) => string
  days: (days: number) => string
  percent: (value: number) => string
}

export function cohortsOption(
  { months, spans }: CohortReport,
  palette: Palette,
  words: CohortWords,
): EChartsOption {
  const shown = months.filter(
    ({ leads, shares }) => leads > 0 && shares.some((share) => share !== null),
  )
  const label = { color: palette.textQuiet, fontSize: 11 }
  return {
    animation: false,
    aria: { enabled: false },
    grid: { left: 48, right: 92, top: 12, bottom: 28 },
    tooltip: {
      trigger: 'axis',
      backgroundColor: palette.raised,
      borderColor: palette.border,
      textStyle: { color: palette.text, fontSize: 12 },
      valueFormatter: (value) => (typeof value === 'number' ? words.percent(value) : '—'),
    },
    xAxis: {
      type: 'category',
      data: Array.from({ length: spans }, (_, index) => words.days((index + 1) * 30)),
      axisLine: { lineStyle: { color: palette.border } },
      axisTick: { show: false },
      axisLabel: label,
    },
    yAxis: {
      type: 'value',
      splitNumber: 4,
      axisLabel: { ...label, formatter: (value: number) => words.percent(value) },
      splitLine: { lineStyle: { color: palette.border } },
    },
    series: shown.map((month, index) => ({
      type: 'line' as const,
      name: words.month(month.month),
      data: month.shares.map((share) => (share === null ? '-' : share * 100)),
      symbolSize: 5,
      showSymbol: true,
      // Which month a line is, said at its end; lines that end together make room for each other.
      endLabel: {
        show: true,
        formatter: '{a}',
        color: palette.textSoft,
        fontSize: 11,
        distance: 8,
      },
      labelLayout: { moveOverlap: 'shiftY' as const },
      lineStyle: { width: 2, opacity: 0.35 + (0.65 * (index + 1)) / shown.length },
      itemStyle: { color: palette.stageNew, opacity: 0.35 + (0.65 * (index + 1)) / shown.length },
    })),
  }
}
