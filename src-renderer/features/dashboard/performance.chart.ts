// The daily chart: leads above, messages below, one time axis. A pure function from figures and
// colours to an option.
import type { EChartsOption } from 'echarts'
import type { DashboardOverview } from '#shared/contract/dashboard.contract.ts'
import type { Palette } from '../../styles/tokens.ts'

export type ChartWords = {
  leads: string
  won: string
  emails: string
  day: (date: string) => string
  number: (value: number) => string
}

type Points = DashboardOverview['chart']

export function performanceOption(
  points: Points,
  palette: Palette,
  words: ChartWords,
): EChartsOption {
  const dates = points.map((point) => point.date)
  const leads = points.map((point) => point.leads)
  const won = points.map((point) => point.won)
  const emails = points.map((point) => point.emailsSent)
  return {
    animation: false,
    aria: { enabled: false },
    grid: [
      { left: 44, right: 8, top: 28, height: 110 },
      { left: 44, right: 8, top: 172, height: 80 },
    ],
    tooltip: tooltip(palette, words),
    axisPointer: { link: [{ xAxisIndex: 'all' }] },
    xAxis: [
      dayAxis(0, { dates, isShown: false }, palette, words),
      dayAxis(1, { dates, isShown: true }, palette, words),
    ],
    yAxis: [
      countAxis(0, { name: words.leads, values: [...leads, ...won] }, palette, words),
      countAxis(1, { name: words.emails, values: emails }, palette, words),
    ],
    series: [
      bars(words.leads, 0, palette.stageNew, leads),
      bars(words.won, 0, palette.stageWon, won),
      bars(words.emails, 1, palette.stageContacted, emails),
    ],
  }
}

const labelOf = (palette: Palette) => ({ color: palette.textQuiet, fontSize: 11 })

const tooltip = (palette: Palette, words: ChartWords): EChartsOption['tooltip'] => ({
  trigger: 'axis',
  axisPointer: { type: 'shadow', shadowStyle: { color: palette.textQuiet, opacity: 0.08 } },
  backgroundColor: palette.raised,
  borderColor: palette.border,
  textStyle: { color: palette.text, fontSize: 12 },
  valueFormatter: (value) => (typeof value === 'number' ? words.number(value) : '—'),
})

const dayAxis = (
  gridIndex: number,
  { dates, isShown }: { dates: string[]; isShown: boolean },
  palette: Palette,
  words: ChartWords,
) => ({
  type: 'category' as const,
  gridIndex,
  data: dates,
  axisLine: { lineStyle: { color: palette.border } },
  axisTick: { show: false },
  axisLabel: {
    ...labelOf(palette),
    show: isShown,
    hideOverlap: true,
    formatter: (date: string) => words.day(date),
  },
})

const countAxis = (
  gridIndex: number,
  { name, values }: { name: string; values: number[] },
  palette: Palette,
  words: ChartWords,
) => ({
  type: 'value' as const,
  gridIndex,
  name,
  nameTextStyle: { ...labelOf(palette), align: 'left' as const, padding: [0, 0, 0, -34] },
  nameGap: 10,
  // Whole things are counted: no half leads on the axis, even when the month is nearly empty.
  minInterval: 1,
  splitNumber: 3,
  ...(Math.max(...values) <= 3 ? { max: 3 } : {}),
  axisLabel: { ...labelOf(palette), formatter: (value: number) => words.number(value) },
  splitLine: { lineStyle: { color: palette.border } },
})

const bars = (name: string, index: number, colour: string, data: number[]) => ({
  type: 'bar' as const,
  name,
  xAxisIndex: index,
  yAxisIndex: index,
  data,
  barMaxWidth: 14,
  barGap: '10%',
  itemStyle: { color: colour, borderRadius: [2, 2, 0, 0] },
})

/** True if no day has anything: an empty chart says less than a sentence. */
export const isChartEmpty = (points: Points) =>
  points.every((point) => point.leads === 0 && point.emailsSent === 0 && point.won === 0)
