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
  const label = { color: palette.textQuiet, fontSize: 12 }
  const bars = (name: string, colour: string, data: number[], text: (index: number) => string) => ({
    type: 'bar' as const,
    name,
    data,
    barMaxWidth: 18,
    barGap: '15%',
    itemStyle: { color: colour, borderRadius: [0, 3, 3, 0] },
    label: {
      show: true,
      position: 'right' as const,
      color: palette.textSoft,
      fontSize: 11,
      formatter: ({ dataIndex }: { dataIndex: number }) => text(dataIndex),
    },
  })
  const at = (index: number) => steps[index]
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
      axisLabel: { ...label, color: palette.textSoft, width: 180, overflow: 'truncate' },
    },
    series: [
      bars(
        words.visitors,
        palette.stageNew,
        steps.map((step) => step.visitors),
        (index) => words.number(at(index)?.visitors ?? 0),
      ),
      bars(
        words.conversions,
        palette.stageWon,
        steps.map((step) => step.conversions),
        (index) => {
          const step = at(index)
          // A page that asks nothing has nothing to convert to.
          if (!step || step.pageType === 'thank_you') return ''
          return step.visitors === 0
            ? words.number(step.conversions)
            : `${words.number(step.conversions)} · ${words.percent(step.conversionRate)}`
        },
      ),
    ],
  }
}

export const stepsHeight = (steps: Steps) => Math.max(120, steps.length * 62)
