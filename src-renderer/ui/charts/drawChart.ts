// The only place that knows ECharts. It is half a megabyte: EChart.vue loads it once a chart is on
// the page.
import { BarChart, LineChart, SankeyChart } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import type { EChartsOption } from 'echarts'
import { fontFamily } from '../../styles/tokens.ts'

use([
  BarChart,
  LineChart,
  SankeyChart,
  GridComponent,
  TooltipComponent,
  LegendComponent,
  AriaComponent,
  CanvasRenderer,
])

const inOurType = (option: EChartsOption): EChartsOption => ({
  textStyle: { fontFamily },
  ...option,
})

export type DrawnChart = {
  show(option: EChartsOption): void
  /** Takes the size its box has now. */
  resize(): void
  /** The chart as shown, as a PNG at twice its size, on the given colour. */
  picture(backgroundColor: string): Blob
  remove(): void
}

/** Draws a chart into a box that has its size already, and follows that size. */
export function drawChart(box: HTMLElement, option: EChartsOption): DrawnChart {
  const chart = init(box)
  chart.setOption(inOurType(option))
  const observer = new ResizeObserver(() => chart.resize())
  observer.observe(box)
  return {
    show: (changed) => chart.setOption(inOurType(changed), true),
    resize: () => chart.resize(),
    picture(backgroundColor) {
      const address = chart.getDataURL({ type: 'png', pixelRatio: 2, backgroundColor })
      const bytes = Uint8Array.from(atob(address.slice(address.indexOf(',') + 1)), (character) =>
        character.charCodeAt(0),
      )
      return new Blob([bytes], { type: 'image/png' })
    },
    remove() {
      observer.disconnect()
      chart.dispose()
    },
  }
}
