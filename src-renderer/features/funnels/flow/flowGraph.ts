// The flow of a funnel as nodes and paths: what is drawn, from what is saved.
import { type FunnelPage, pathKinds } from '#shared/contract/funnelPages.ts'

export type PathKind = (typeof pathKinds)[number]
export type FlowPath = { id: string; from: number; to: number; kind: PathKind }

const offerTypes: readonly FunnelPage['pageType'][] = ['sales', 'upsell', 'downsell']

/**
 * The paths a step can have: an offer is taken or declined, the others lead on. A path already
 * there is always shown.
 */
export function pathKindsOf(page: Pick<FunnelPage, 'pageType' | 'paths'>): PathKind[] {
  const usual: PathKind[] = offerTypes.includes(page.pageType) ? ['accepted', 'declined'] : ['next']
  return pathKinds.filter((kind) => usual.includes(kind) || (page.paths[kind] ?? null) !== null)
}

/** Paths to pages that are still there. */
export function flowPaths(pages: FunnelPage[]): FlowPath[] {
  const ids = new Set(pages.map((page) => page.id))
  return pages.flatMap((page) =>
    pathKinds.flatMap((kind) => {
      const to = page.paths[kind] ?? null
      return to !== null && ids.has(to)
        ? [{ id: `${page.id}-${kind}`, from: page.id, to, kind }]
        : []
    }),
  )
}

export type Place = { x: number; y: number }
/** From one step to the next, in pixels: the width of a node and room for its paths. */
const stepWidth = 272
const stepHeight = 270
const nodeSize = { width: 206, height: 220 }

/**
 * Where each step stands. Steps that were never placed (all in one spot) are laid out by their
 * distance from the first.
 */
export function flowPlaces(pages: FunnelPage[]): Map<number, Place> {
  const spots = new Set(pages.map(({ flow }) => `${flow.x} ${flow.y}`))
  if (spots.size === pages.length) return new Map(pages.map((page) => [page.id, page.flow]))
  return tidyPlaces(pages)
}

/**
 * Columns by the longest way from the first page, so that paths run from left to right; who
 * declines goes a row down. Steps that
 * nothing leads to stand below the others.
 */
export function tidyPlaces(pages: FunnelPage[]): Map<number, Place> {
  const ordered = pages.toSorted((one, other) => one.position - other.position)
  const paths = flowPaths(pages)
  const cells = new Map<number, { column: number; row: number }>()
  const onTheWay = new Set<number>()
  const visit = (id: number, column: number, row: number) => {
    // A path back to a step already passed is a circle: it moves nothing.
    if (onTheWay.has(id)) return
    const known = cells.get(id)
    if (known && column <= known.column) return
    cells.set(id, { column, row: Math.min(row, known?.row ?? row) })
    onTheWay.add(id)
    for (const path of paths.filter(({ from }) => from === id))
      visit(path.to, column + 1, path.kind === 'declined' ? row + 1 : row)
    onTheWay.delete(id)
  }
  for (const page of ordered)
    if (!cells.has(page.id))
      visit(page.id, 0, Math.max(-1, ...[...cells.values()].map(({ row }) => row)) + 1)
  const taken = new Set<string>()
  const places = new Map<number, Place>()
  for (const page of ordered) {
    const { column, row } = cells.get(page.id) ?? { column: 0, row: 0 }
    let free = row
    while (taken.has(`${column} ${free}`)) free += 1
    taken.add(`${column} ${free}`)
    places.set(page.id, { x: column * stepWidth, y: free * stepHeight })
  }
  return places
}

/** How the flow is first looked at: whole where it stays legible, else from its first steps on. */
export function firstView(
  places: Map<number, Place>,
  size: { width: number; height: number },
): { x: number; y: number; zoom: number } {
  const [least, margin] = [0.7, 32]
  const all = [...places.values()]
  const left = Math.min(...all.map(({ x }) => x))
  const top = Math.min(...all.map(({ y }) => y))
  const width = Math.max(...all.map(({ x }) => x)) - left + nodeSize.width
  const height = Math.max(...all.map(({ y }) => y)) - top + nodeSize.height
  const fitting = Math.min(
    1,
    (size.width - 2 * margin) / width,
    (size.height - 2 * margin) / height,
  )
  const zoom = Math.max(least, fitting)
  const start = (room: number, length: number, from: number) =>
    Math.max(margin, (room - length * zoom) / 2) - from * zoom
  return { x: start(size.width, width, left), y: start(size.height, height, top), zoom }
}

/** A free spot for a new step: to the right of all others. */
export function freePlace(pages: Pick<FunnelPage, 'flow'>[]): Place {
  if (pages.length === 0) return { x: 0, y: 0 }
  return {
    x: Math.min(1e5, Math.max(...pages.map(({ flow }) => flow.x)) + stepWidth),
    y: Math.round(Math.min(...pages.map(({ flow }) => flow.y))),
  }
}
