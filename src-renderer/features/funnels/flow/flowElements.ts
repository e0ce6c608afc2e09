// What the flow drawing is handed: nodes and edges made from pages, places, figures and problems.
import { h } from 'vue'
import { MarkerType, type Edge, type Node } from '@vue-flow/core'
import type { FunnelPage } from '#shared/contract/funnelPages.ts'
import type { FunnelStats } from '#shared/contract/funnelStats.ts'
import { flowPaths, pathKindsOf, type FlowPath, type PathKind, type Place } from './flowGraph.ts'
import type { FunnelProblem } from '../funnels.queries.ts'

export type Step = {
  page: FunnelPage
  kinds: PathKind[]
  /** Null if nothing was measured. */
  figures: FunnelStats['steps'][number] | null
  problems: FunnelProblem['problem'][]
  isFirst: boolean
  isSelected: boolean
}
export type StepNode = Node<Step>

type Drawing = {
  pages: FunnelPage[]
  places: Map<number, Place>
  stats: FunnelStats | null
  problems: FunnelProblem[]
  selectedId: number | null
}

export function flowNodes({ pages, places, stats, problems, selectedId }: Drawing): StepNode[] {
  const first = pages.toSorted((one, other) => one.position - other.position)[0]
  return pages.map((page) => ({
    id: String(page.id),
    type: 'step',
    position: { ...(places.get(page.id) ?? page.flow) },
    data: {
      page,
      kinds: pathKindsOf(page),
      figures: stats?.steps.find((step) => step.pageId === page.id) ?? null,
      // What is wrong with an e-mail is said on its own card.
      problems: problems
        .filter((problem) => problem.pageId === page.id && problem.emailId === undefined)
        .map(({ problem }) => problem),
      isFirst: page.id === first?.id,
      isSelected: page.id === selectedId,
    },
  }))
}

export const pathColours: Record<PathKind, string> = {
  next: 'var(--border-strong)',
  accepted: 'var(--stage-won)',
  declined: 'var(--stage-proposal)',
}

/**
 * One line between two steps, even where several answers lead the same way: its label names them
 * all.
 */
export function flowEdges(pages: FunnelPage[], label: (kind: PathKind) => string): Edge[] {
  const names = new Map(pages.map((page) => [page.id, page.name]))
  const lines = new Map<string, FlowPath[]>()
  for (const path of flowPaths(pages))
    lines.set(`${path.from}-${path.to}`, [...(lines.get(`${path.from}-${path.to}`) ?? []), path])
  return [...lines.entries()].flatMap(([id, paths]) => {
    // The answers say more than "next", which needs no word.
    const told = paths.filter(({ kind }) => kind !== 'next')
    const main = told[0] ?? paths[0]
    return main
      ? [
          edge(
            id,
            main,
            labelOf(told.map(({ kind }) => label(kind))),
            `${names.get(main.from)} → ${names.get(main.to)} (${paths.map(({ kind }) => label(kind)).join(', ')})`,
          ),
        ]
      : []
  })
}

/**
 * Two answers stand one under the other: side by side they are wider than the room between two
 * steps.
 */
function labelOf(words: string[]): Edge['label'] {
  if (words.length < 2) return words[0] ?? ''
  // From the middle of the box, where the first line would begin by itself.
  return h(
    'tspan',
    words.map((word, line) => h('tspan', { x: 0, dy: line === 0 ? '-0.6em' : '1.2em' }, word)),
  )
}

function edge(
  id: string,
  { from, to, kind }: FlowPath,
  label: Edge['label'],
  ariaLabel: string,
): Edge {
  return {
    id,
    source: String(from),
    target: String(to),
    sourceHandle: kind,
    label,
    ariaLabel,
    markerEnd: { type: MarkerType.ArrowClosed, color: pathColours[kind], width: 18, height: 18 },
    style: { stroke: pathColours[kind], strokeWidth: 2 },
    labelStyle: { fill: 'var(--text-soft)', fontSize: '11px' },
    labelBgStyle: { fill: 'var(--surface)' },
    labelBgPadding: [4, 2],
    selectable: false,
  }
}
