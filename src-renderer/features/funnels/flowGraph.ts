// The flow of a funnel as nodes and paths: what is drawn, from what is saved.
import type { FunnelPage } from '#shared/contract/funnels.contract.ts'
import { pathKinds } from '#shared/contract/funnels.contract.ts'

export type PathKind = (typeof pathKinds)[number]
export type FlowPath = { id: string; from: number; to: number; kind: PathKind }

const offerTypes: readonly FunnelPage['pageType'][] = ['sales', 'upsell', 'downsell']

/** The paths a step can have: an offer is taken or declined, the others lead on. A path already there is always shown. */
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
      return to !== null && ids.has(to) ? [{ id: `${page.id}-${kind}`, from: page.id, to, kind }] : []
    }),
  )
}

export type Place = { x: number; y: number }
const stepWidth = 300
const stepHeight = 250

/** Where each step stands. Steps that were never placed (all in one spot) are laid out by their distance from the first. */
export function flowPlaces(pages: FunnelPage[]): Map<number, Place> {
  const spots = new Set(pages.map(({ flow }) => `${flow.x} ${flow.y}`))
  if (spots.size === pages.length) return new Map(pages.map((page) => [page.id, page.flow]))
  return tidyPlaces(pages)
}

/** Columns by the number of clicks from the first page, in the order of the pages. */
export function tidyPlaces(pages: FunnelPage[]): Map<number, Place> {
  const ordered = pages.toSorted((one, other) => one.position - other.position)
  const columns = new Map<number, number>()
  const paths = flowPaths(pages)
  const visit = (id: number, column: number) => {
    if (columns.has(id)) return
    columns.set(id, column)
    for (const path of paths.filter(({ from }) => from === id)) visit(path.to, column + 1)
  }
  const first = ordered[0]
  if (first) visit(first.id, 0)
  const rows = new Map<number, number>()
  const places = new Map<number, Place>()
  for (const page of ordered) {
    const column = columns.get(page.id) ?? 0
    const row = rows.get(column) ?? 0
    rows.set(column, row + 1)
    places.set(page.id, { x: column * stepWidth, y: row * stepHeight })
  }
  return places
}

/** A free spot for a new step: to the right of all others. */
export function freePlace(pages: Pick<FunnelPage, 'flow'>[]): Place {
  if (pages.length === 0) return { x: 0, y: 0 }
  return { x: Math.min(1e5, Math.max(...pages.map(({ flow }) => flow.x)) + stepWidth), y: Math.round(Math.min(...pages.map(({ flow }) => flow.y))) }
}
