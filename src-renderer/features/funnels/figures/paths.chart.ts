// Where visitors go from each step, as a diagram of streams and as rows. Pure functions from
// figures and colours to an option.
import type { EChartsOption } from 'echarts'
import type { FunnelStats } from '#shared/contract/funnelStats.ts'
import type { Palette } from '../../../styles/tokens.ts'

type Steps = FunnelStats['steps']
type Outcome = Steps[number]['paths'][number]['outcome'] | 'left'
/**
 * `to`: the step it led to; null if it led to none. `share`: in percent of the step's visitors.
 */
export type PathRow = {
  from: Steps[number]
  outcome: Outcome
  to: Steps[number] | null
  visitors: number
  share: number
}

/** Every stream, in the order of the steps; who did nothing comes last. */
export function pathRows(steps: Steps): PathRow[] {
  const byId = new Map(steps.map((step) => [step.pageId, step]))
  return steps.flatMap((from) => {
    const row = (outcome: Outcome, to: Steps[number] | null, visitors: number): PathRow => ({
      from,
      outcome,
      to,
      visitors,
      share: (visitors / from.visitors) * 100,
    })
    const gone = from.paths.map(({ outcome, toPageId, visitors }) =>
      row(outcome, byId.get(toPageId ?? 0) ?? null, visitors),
    )
    return [
      ...gone,
      ...(from.left === null || from.left === 0 ? [] : [row('left', null, from.left)]),
    ]
  })
}

/** The step most visitors left without doing anything; null if nobody did. */
export function biggestLoss(steps: Steps): PathRow | null {
  const losses = pathRows(steps).filter(({ outcome }) => outcome === 'left')
  return losses.reduce<PathRow | null>(
    (most, loss) => (most === null || loss.visitors > most.visitors ? loss : most),
    null,
  )
}

/**
 * Ends of streams that are no step. `back`: an earlier step, drawn as an end because streams only
 * run forward.
 */
type End = 'left' | 'payment' | 'end' | 'back'
export type PathWords = {
  ends: Record<End, string>
  outcome: (outcome: Outcome) => string
  number: (value: number) => string
  percent: (value: number) => string
}

function endOf({ from, to, outcome }: PathRow, steps: Steps): string {
  if (outcome === 'left' || outcome === 'payment') return outcome
  if (to === null) return 'end'
  return steps.indexOf(to) > steps.indexOf(from) ? `step ${to.pageId}` : 'back'
}

export function pathsOption(steps: Steps, palette: Palette, words: PathWords): EChartsOption {
  const links = linksOf(steps)
  const nodes = [...stepNodes(steps, links, palette), ...endNodes(links, palette, words)]
  const titles = new Map(nodes.map(({ name, title, value }) => [name, { title, value }]))
  return {
    animation: false,
    aria: { enabled: false },
    tooltip: {
      trigger: 'item',
      confine: true,
      backgroundColor: palette.raised,
      borderColor: palette.border,
      textStyle: { color: palette.text, fontSize: 12 },
      // As text of an element and not as markup: names of steps are typed by the user.
      formatter: (at) =>
        asElement(tooltipText(Array.isArray(at) ? at[0] : at, { links, titles }, words)),
    },
    series: [
      {
        type: 'sankey',
        left: 4,
        right: 150,
        top: 8,
        bottom: 8,
        nodeWidth: 12,
        nodeGap: 22,
        draggable: false,
        emphasis: { focus: 'adjacency' },
        data: nodes.map(({ name, value, itemStyle }) => ({
          name,
          value,
          itemStyle: { ...itemStyle, borderWidth: 0 },
        })),
        links: links.map(({ row, ...link }) => ({
          ...link,
          lineStyle: { color: colourOf(row.outcome, palette), opacity: 0.28, curveness: 0.5 },
        })),
        label: {
          color: palette.textSoft,
          fontSize: 12,
          lineHeight: 16,
          width: 136,
          overflow: 'truncate',
          formatter: ({ name }) =>
            `${titles.get(name)?.title ?? ''}\n${words.number(titles.get(name)?.value ?? 0)}`,
        },
      },
    ],
  }
}

/** A stream as it is drawn: `source` and `target` name nodes. */
type Link = { row: PathRow; source: string; target: string; value: number }
type Node = { name: string; title: string; value: number; itemStyle: { color: string } }

const linksOf = (steps: Steps): Link[] =>
  pathRows(steps).map((row) => ({
    row,
    source: `step ${row.from.pageId}`,
    target: endOf(row, steps),
    value: row.visitors,
  }))

const namesInUse = (links: Link[]) =>
  new Set(links.flatMap(({ source, target }) => [source, target]))

function stepNodes(steps: Steps, links: Link[], palette: Palette): Node[] {
  const inUse = namesInUse(links)
  return steps
    .filter(({ pageId }) => inUse.has(`step ${pageId}`))
    .map((step) => ({
      name: `step ${step.pageId}`,
      title: step.name,
      value: step.visitors,
      itemStyle: { color: palette.stageNew },
    }))
}

function endNodes(links: Link[], palette: Palette, words: PathWords): Node[] {
  const inUse = namesInUse(links)
  const endColours = {
    left: palette.stageLost,
    payment: palette.stageWon,
    end: palette.stageContacted,
    back: palette.stageProposal,
  } as const
  const ends = (Object.keys(endColours) as End[]).filter((end) => inUse.has(end))
  return ends.map((end) => ({
    name: end,
    title: words.ends[end],
    value: sum(links.filter(({ target }) => target === end).map(({ value }) => value)),
    itemStyle: { color: endColours[end] },
  }))
}

function colourOf(outcome: Outcome, palette: Palette): string {
  if (outcome === 'left') return palette.stageLost
  return outcome === 'declined' ? palette.stageProposal : palette.stageWon
}

type Drawn = { links: Link[]; titles: Map<string, { title: string; value: number }> }
type At = { dataType?: string; dataIndex?: number; name?: string } | undefined

function tooltipText(at: At, { links, titles }: Drawn, words: PathWords): string {
  const link = at?.dataType === 'edge' ? links[at.dataIndex ?? -1] : undefined
  if (link === undefined) {
    const node = titles.get(at?.name ?? '')
    return node === undefined ? '' : `${node.title} · ${words.number(node.value)}`
  }
  const { row, target } = link
  return `${row.from.name} → ${titles.get(target)?.title ?? ''} · ${words.outcome(row.outcome)} · ${words.number(row.visitors)} (${words.percent(row.share)})`
}

function asElement(text: string): HTMLElement {
  const element = document.createElement('span')
  element.textContent = text
  return element
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)

/** In pixels: room for the labels of every end and of steps that stand one above the other. */
export const pathsHeight = (steps: Steps) => Math.max(260, Math.min(520, steps.length * 80))
