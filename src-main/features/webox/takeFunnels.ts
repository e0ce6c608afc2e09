// Takes the funnels of both tables over with their pages as blocks. Nothing of a page's HTML is
// kept that is not a block.
import { defaultPageTheme } from '#shared/blocks/page/pageTheme.ts'
import type { Language } from '#shared/contract/settings.contract.ts'
import { freeSlug, slugFrom } from '#main/features/funnels/funnels.feature.ts'
import { makeBlocks } from './blocksFromPieces.ts'
import {
  readFunnel,
  readPages,
  readSteps,
  type RefusedPage,
  type SourceFunnel,
  type SourcePage,
} from './funnelSource.ts'
import { readPage } from './htmlPieces.ts'
import type { ImportReport } from './importReport.ts'
import { hashOf, type ImportStore } from './importStore.ts'
import type { SourceClock } from './sourceCells.ts'
import type { SourceDatabase } from './sourceDatabase.ts'

type Pages = (SourcePage | RefusedPage)[]
/** A funnel, the source rows that are the same one, and its pages. */
export type FunnelGroup = {
  funnel: SourceFunnel
  others: { funnel: SourceFunnel; pages: Pages }[]
  pages: Pages
  key: string
  hasUnreadableSteps: boolean
}

const nameKey = (name: string): string => name.normalize('NFKC').trim().toLowerCase()
const nodeDistance = 280

/**
 * Both tables as one list: a funnel of the same name in the old table is the newer one's copy.
 * Pages of no funnel are refused here.
 */
export function readFunnels(
  source: SourceDatabase,
  clock: SourceClock,
  report: ImportReport,
): FunnelGroup[] {
  const pages = readPages(source)
  const groups: FunnelGroup[] = []
  const seen = new Map<string, number>()
  const add = (funnel: SourceFunnel, own: Pages, hasUnreadableSteps: boolean) => {
    const base = `${nameKey(funnel.name)}\n${funnel.createdAt ?? ''}`
    const number = (seen.get(base) ?? 0) + 1
    seen.set(base, number)
    groups.push({ funnel, others: [], pages: own, key: hashOf([base, number]), hasUnreadableSteps })
  }
  for (const row of source.rows('funnels')) {
    add(readFunnel(row, 'funnels', clock), pages.get(row.id) ?? [], false)
    pages.delete(row.id)
  }
  const byName = new Map(groups.toReversed().map((group) => [nameKey(group.funnel.name), group]))
  for (const row of source.rows('funnels_old')) {
    const funnel = readFunnel(row, 'funnels_old', clock)
    const steps = readSteps(row)
    const newer = byName.get(nameKey(funnel.name))
    if (newer === undefined) add(funnel, steps.pages, steps.isUnreadable)
    else newer.others.push({ funnel, pages: steps.pages })
  }
  for (const [funnelId, orphans] of pages) {
    for (const page of orphans) {
      report.refused(page.table, page.id, 'orphan', funnelId)
      report.count('pages', 'refused')
    }
  }
  return groups
}

export function takeFunnel(
  store: ImportStore,
  report: ImportReport,
  language: Language,
  takenSlugs: Set<string>,
  group: FunnelGroup,
): void {
  const { funnel, others, key } = group
  const isKnown = store.known('funnels', key) !== null
  report.count('funnels', isKnown ? 'merged' : 'created')
  for (const other of others) {
    report.count('funnels', 'merged')
    if (!isKnown)
      report.changed(other.funnel.table, other.funnel.id, 'same_as_newer', other.funnel.name)
  }
  const { taken, left } = chosenPages(group)
  for (const page of left) {
    if ('refused' in page) {
      report.refused(page.table, page.id, page.refused, page.detail)
      report.count('pages', 'refused')
    } else report.count('pages', 'merged')
  }
  if (isKnown) {
    for (const _page of taken) report.count('pages', 'merged')
    return
  }
  for (const { reason, detail } of funnel.notes)
    report.changed(funnel.table, funnel.id, reason, detail)
  if (group.hasUnreadableSteps) report.changed(funnel.table, funnel.id, 'json_unreadable', 'steps')
  const id = addFunnel(store, language, takenSlugs, group)
  addPages(store, report, language, { id, key }, taken)
}

/** The newer table's pages stand; the old copy's stand in only where the newer funnel has none. */
function chosenPages({ pages, others }: FunnelGroup): { taken: SourcePage[]; left: Pages } {
  const isPage = (page: Pages[number]): page is SourcePage => !('refused' in page)
  const spare = others.flatMap((other) => other.pages)
  const chosen = pages.some(isPage) ? pages : [...pages, ...spare]
  const taken = chosen.filter(isPage)
  const set = new Set<Pages[number]>(taken)
  return { taken, left: [...pages, ...spare].filter((page) => !set.has(page)) }
}

function addFunnel(
  store: ImportStore,
  language: Language,
  takenSlugs: Set<string>,
  { funnel, others, key }: FunnelGroup,
): number {
  const slug = freeSlug(slugFrom(funnel.name, 'page'), (candidate) => takenSlugs.has(candidate))
  takenSlugs.add(slug)
  const totals =
    funnel.totals ?? others.find((other) => other.funnel.totals !== null)?.funnel.totals ?? null
  const createdAt = funnel.createdAt ?? funnel.updatedAt ?? store.now
  return store.add(
    { kind: 'funnels', key, contentHash: '', table: funnel.table, id: funnel.id },
    {
      name: funnel.name,
      slug,
      description: funnel.description,
      funnel_type: funnel.funnelType,
      is_active: 0,
      is_archived: 0,
      language,
      theme: JSON.stringify(defaultPageTheme),
      version: 0,
      published_at: null,
      published_url: null,
      imported_totals: totals === null ? null : JSON.stringify(totals),
      created_at: createdAt,
      updated_at: funnel.updatedAt ?? createdAt,
    },
  )
}

function addPages(
  store: ImportStore,
  report: ImportReport,
  language: Language,
  funnel: { id: number; key: string },
  pages: SourcePage[],
): void {
  const slugs = new Set<string>()
  const ids: number[] = []
  for (const [position, page] of pages.entries()) {
    const slug = freeSlug(slugFrom(page.slug || page.name, 'page'), (candidate) =>
      slugs.has(candidate),
    )
    slugs.add(slug)
    const source = {
      kind: 'pages' as const,
      key: hashOf([funnel.key, position]),
      contentHash: '',
      table: page.table,
      id: page.id,
    }
    ids.push(
      store.add(source, {
        funnel_id: funnel.id,
        name: page.name,
        page_type: page.pageType,
        slug,
        position,
        blocks: JSON.stringify(pageBlocks(page, language, report)),
        seo: JSON.stringify(page.seo),
        offer: null,
        paths: '{}',
        flow: JSON.stringify({ x: position * nodeDistance, y: 0 }),
        updated_at: store.now,
      }),
    )
    report.count('pages', 'created')
  }
  if (store.isLook) return
  // Each page leads to the one after it; a page of thanks is an end.
  for (const [position, page] of pages.entries()) {
    const next = ids[position + 1]
    if (next === undefined || page.pageType === 'thank_you') continue
    store.connection
      .prepare('UPDATE funnel_pages SET paths = ? WHERE id = ?')
      .run(JSON.stringify({ next }), ids[position])
  }
  for (const id of ids) store.seal('pages', id)
}

function pageBlocks(page: SourcePage, language: Language, report: ImportReport) {
  const { pieces, dropped } = readPage(page.html)
  const { blocks, isShortened, unknownInputs } = makeBlocks(pieces, language)
  const told = (reason: Parameters<ImportReport['changed']>[2], detail = '') =>
    report.changed(page.table, page.id, reason, detail)
  for (const { reason, detail } of page.notes) told(reason, detail)
  if (isShortened) told('text_shortened')
  if (dropped.scripts > 0 || page.hasScripts) told('scripts_left_out')
  if (dropped.handlers > 0) told('handlers_left_out', String(dropped.handlers))
  if (dropped.styles > 0 || page.hasStyles) told('styles_left_out')
  if (dropped.pictures > 0) told('pictures_left_out', String(dropped.pictures))
  if (dropped.frames > 0) told('frames_left_out', String(dropped.frames))
  if (unknownInputs.length > 0) told('form_fields_left_out', unknownInputs.join(', '))
  return blocks
}
