// How many reach each step and how many go on: one pair of bars a step. A pure function from
// figures and colours to an option.
import type { EChartsOption } from 'echarts'
import type { FunnelStats } from '#shared/contract/funnelStats.ts'
import type { Palette } from '../../../styles/tokens.ts'

type Steps = FunnelStats['steps']
export type StepWords = {
  visitors: string
  conversions: string
  number: (value: number) => string
  percent: (value: number) => string
}

export function stepsOption(steps: Steps, palette: Palette, words: StepWords): EChartsOption {
  return {
    animation: false,
    aria: { enabled: false },
    grid: {
      left: 8,
      right: 96,
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
      valueFormatter: (value) => (typeof value === 'number' ? words.number(value) : '—'),
    },
    xAxis: {
      type: 'value',
      minInterval: 1,
      max: (extent: { max: number }) => Math.max(1, extent.max),
      axisLabel: { show: false },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'category',
      // The first step stands on top.
      inverse: true,
      data: steps.map((step) => step.name),
      axisLine: { lineStyle: { color: palette.border } },
      axisTick: { show: false },
      axisLabel: { color: palette.textSoft, fontSize: 12, width: 180, overflow: 'truncate' },
    },
    series: [
      bars(
        { name: words.visitors, colour: palette.stageNew, labelColour: palette.textSoft },
        steps.map((step) => step.visitors),
        (index) => words.number(steps[index]?.visitors ?? 0),
      ),
      bars(
        { name: words.conversions, colour: palette.stageWon, labelColour: palette.textSoft },
        steps.map((step) => step.conversions),
        (index) => conversionsText(steps[index], words),
      ),
    ],
  }
}

/** @param text what stands beside the bar at an index */
const bars = (
  { name, colour, labelColour }: { name: string; colour: string; labelColour: string },
  data: number[],
  text: (index: number) => string,
) => ({
  type: 'bar' as const,
  name,
  data,
  barMaxWidth: 18,
  barGap: '15%',
  itemStyle: { color: colour, borderRadius: [0, 3, 3, 0] },
  label: {
    show: true,
    position: 'right' as const,
    color: labelColour,
    fontSize: 11,
    formatter: ({ dataIndex }: { dataIndex: number }) => text(dataIndex),
  },
})

function conversionsText(step: Steps[number] | undefined, words: StepWords): string {
  // A page that asks nothing has nothing to convert to.
  if (!step || step.pageType === 'thank_you') return ''
  return step.visitors === 0 || step.conversionRate === null
    ? words.number(step.conversions)
    : `${words.number(step.conversions)} · ${words.percent(step.conversionRate)}`
}

export const stepsHeight = (steps: Steps) => Math.max(120, steps.length * 62)
