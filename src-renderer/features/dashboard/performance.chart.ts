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

export function performanceOption(
  points: DashboardOverview['chart'],
  palette: Palette,
  words: ChartWords,
): EChartsOption {
  const axisLine = { lineStyle: { color: palette.border } }
  const label = { color: palette.textQuiet, fontSize: 11 }
  const dates = points.map((point) => point.date)
  const xAxis = (gridIndex: number, isShown: boolean) => ({
    type: 'category' as const,
    gridIndex,
    data: dates,
    axisLine,
    axisTick: { show: false },
    axisLabel: {
      ...label,
      show: isShown,
      hideOverlap: true,
      formatter: (date: string) => words.day(date),
    },
  })
  const yAxis = (gridIndex: number, name: string, values: number[]) => ({
    type: 'value' as const,
    gridIndex,
    name,
    nameTextStyle: { ...label, align: 'left' as const, padding: [0, 0, 0, -34] },
    nameGap: 10,
    // Whole things are counted: no half leads on the axis, even when the month is nearly empty.
    minInterval: 1,
    splitNumber: 3,
    ...(Math.max(...values) <= 3 ? { max: 3 } : {}),
    axisLabel: { ...label, formatter: (value: number) => words.number(value) },
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
  return {
    animation: false,
    aria: { enabled: false },
    grid: [
      { left: 44, right: 8, top: 28, height: 110 },
      { left: 44, right: 8, top: 172, height: 80 },
    ],
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'shadow', shadowStyle: { color: palette.textQuiet, opacity: 0.08 } },
      backgroundColor: palette.raised,
      borderColor: palette.border,
      textStyle: { color: palette.text, fontSize: 12 },
      valueFormatter: (value) => (typeof value === 'number' ? words.number(value) : '—'),
    },
    axisPointer: { link: [{ xAxisIndex: 'all' }] },
    xAxis: [xAxis(0, false), xAxis(1, true)],
    yAxis: [
      yAxis(
        0,
        words.leads,
        points.flatMap((point) => [point.leads, point.won]),
      ),
      yAxis(
        1,
        words.emails,
        points.map((point) => point.emailsSent),
      ),
    ],
    series: [
      bars(
        words.leads,
        0,
        palette.stageNew,
        points.map((point) => point.leads),
      ),
      bars(
        words.won,
        0,
        palette.stageWon,
        points.map((point) => point.won),
      ),
      bars(
        words.emails,
        1,
        palette.stageContacted,
        points.map((point) => point.emailsSent),
      ),
    ],
  }
}

/** True where no day has anything: an empty chart says less than a sentence. */
export const isChartEmpty = (points: DashboardOverview['chart']) =>
  points.every((point) => point.leads === 0 && point.emailsSent === 0 && point.won === 0)
