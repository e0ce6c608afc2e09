// What can be done to the pages of a funnel: add, change, move, delete, look at as they will be
// published.
import type { z } from 'zod'
import type { FunnelPage, FunnelPageChange, FunnelPageDraft } from '#shared/contract/funnelPages.ts'
import type { PageBlock } from '#shared/blocks/page/pageBlocks.ts'
import type { PageTheme } from '#shared/blocks/page/pageTheme.ts'
import type { Services } from '#main/core/services.ts'
import type { Transaction } from '#main/database/database.ts'
import { apiError } from '#main/platform/apiError.ts'
import {
  getFunnelForUpdate,
  getPageForUpdate,
  readFunnel,
  readPage,
  toPage,
  funnelTopics,
} from '../funnels.repository.ts'
import { previewHtml } from './pageDocuments.ts'
import { funnelsTable } from '../funnels.table.ts'
import { pagesTable, type PageRow } from './pages.table.ts'
import { freeSlug, slugFrom } from '../slugs.ts'

type Draft = z.output<typeof FunnelPageDraft>
type Change = Omit<z.output<typeof FunnelPageChange>, 'id'>

/** @throws 404 */
export function getPage({ database }: Pick<Services, 'database'>, id: number): FunnelPage {
  const page = readPage(database, id)
  const { funnel, pages } = readFunnel(database, page.funnelId)
  return toPage(funnel, page, pages[0]?.id === id)
}

/**
 * Without paths, the page before it leads here.
 * @throws 404; 409 if the address is taken; 422 if a path leads out of the funnel
 */
export async function createPage(
  services: Services,
  funnelId: number,
  draft: Draft,
): Promise<FunnelPage> {
  const now = services.host.clock.now()
  const id = await services.database.write(funnelTopics, async (transaction) => {
    const { pages } = await getFunnelForUpdate(transaction, funnelId)
    const slugs = new Set(pages.map(({ slug }) => slug))
    if (draft.slug !== undefined) refuseTakenSlug(pages, draft.slug, null)
    if (draft.paths !== undefined) refuseForeignPaths(pages, draft.paths)
    const position = Math.min(draft.position ?? pages.length, pages.length)
    const previous = pages[position - 1]
    const created = await pagesTable.insert(transaction, {
      funnelId,
      name: draft.name,
      pageType: draft.pageType,
      slug: draft.slug ?? freeSlug(slugFrom(draft.name, 'page'), (slug) => slugs.has(slug)),
      position,
      blocks: distinctKeys(draft.blocks ?? []),
      seo: draft.seo ?? { title: '', description: '' },
      offer: draft.offer ?? null,
      paths: draft.paths ?? {},
      flow: draft.flow ?? flowAfter(previous),
      updatedAt: now,
    })
    await writeOrder(transaction, [
      ...pages.slice(0, position).map((page) => page.id),
      created,
      ...pages.slice(position).map((page) => page.id),
    ])
    if (draft.paths === undefined && previous !== undefined)
      await leadTo(transaction, previous, created)
    await touch(transaction, funnelId, now)
    return created
  })
  return getPage(services, id)
}

/** Fields left out keep their value. @throws as `createPage` */
export async function updatePage(
  services: Services,
  id: number,
  change: Change,
): Promise<FunnelPage> {
  const { position, ...fields } = change
  const { slug, blocks, paths } = fields
  const now = services.host.clock.now()
  await services.database.write(funnelTopics, async (transaction) => {
    const { funnelId } = await getPageForUpdate(transaction, id)
    const { pages } = await getFunnelForUpdate(transaction, funnelId)
    if (slug !== undefined) refuseTakenSlug(pages, slug, id)
    if (paths !== undefined) refuseForeignPaths(pages, paths)
    await pagesTable.update(
      transaction,
      { id },
      { ...fields, blocks: blocks && distinctKeys(blocks), updatedAt: now },
    )
    if (position !== undefined) {
      const others = pages.map((page) => page.id).filter((other) => other !== id)
      await writeOrder(transaction, [...others.slice(0, position), id, ...others.slice(position)])
    }
    await touch(transaction, funnelId, now)
  })
  return getPage(services, id)
}

/**
 * What led to it leads nowhere then, which the check reports. What happened on it stays part of the
 * funnel's totals.
 * @throws 404
 */
export async function deletePage({ database, host }: Services, id: number): Promise<void> {
  const now = host.clock.now()
  await database.write(funnelTopics, async (transaction) => {
    const { funnelId } = await getPageForUpdate(transaction, id)
    const { pages } = await getFunnelForUpdate(transaction, funnelId)
    await pagesTable.delete(transaction, { id })
    const others = pages.filter((page) => page.id !== id)
    for (const page of others) {
      const paths = Object.entries(page.paths)
      if (paths.every(([, to]) => to !== id)) continue
      const cut = Object.fromEntries(paths.map(([kind, to]) => [kind, to === id ? null : to]))
      await pagesTable.update(transaction, { id: page.id }, { paths: cut })
    }
    await writeOrder(
      transaction,
      others.map((page) => page.id),
    )
    await touch(transaction, funnelId, now)
  })
}

/** @throws 404 */
export function previewPage(
  services: Services,
  input: { id: number; blocks?: PageBlock[]; theme?: PageTheme },
): { html: string; bytes: number } {
  const page = readPage(services.database, input.id)
  const { funnel } = readFunnel(services.database, page.funnelId)
  const html = previewHtml(services, funnel, page, input.blocks ?? page.blocks, input.theme)
  return { html, bytes: Buffer.byteLength(html) }
}

function refuseTakenSlug(pages: PageRow[], slug: string, ownId: number | null): void {
  if (pages.some((page) => page.slug === slug && page.id !== ownId)) {
    throw apiError('CONFLICT', 'slug_taken', 'Another page of this funnel has this address.', {
      field: 'slug',
      detail: slug,
    })
  }
}

function refuseForeignPaths(pages: PageRow[], paths: NonNullable<Draft['paths']>): void {
  const own = new Set(pages.map((page) => page.id))
  const foreign = Object.values(paths).find((to) => to != null && !own.has(to))
  if (foreign != null)
    throw apiError('UNPROCESSABLE', 'unknown_id', `Page ${foreign} is not part of this funnel.`, {
      field: 'paths',
    })
}

/** Forms are known by their block's key: a copied block gets one of its own. */
function distinctKeys(blocks: PageBlock[]): PageBlock[] {
  const seen = new Set<string>()
  return blocks.map((block) => {
    let key = block.key
    for (let number = 2; seen.has(key); number += 1) key = `${block.key.slice(0, 20)}${number}`
    seen.add(key)
    return { ...block, key }
  })
}

const nodeDistance = 280

function flowAfter(previous: PageRow | undefined): FunnelPage['flow'] {
  if (previous === undefined) return { x: 0, y: 0 }
  const { x, y } = previous.flow
  return { x: x + nodeDistance, y }
}

/** The page before leads to a new one, unless it leads somewhere or is an end. */
async function leadTo(transaction: Transaction, previous: PageRow, id: number): Promise<void> {
  const { paths } = previous
  if (previous.pageType === 'thank_you' || paths.next != null) return
  await pagesTable.update(transaction, { id: previous.id }, { paths: { ...paths, next: id } })
}

async function writeOrder(transaction: Transaction, ids: number[]): Promise<void> {
  for (const [position, id] of ids.entries()) {
    await transaction.sql('UPDATE funnel_pages SET position = ? WHERE id = ? AND position <> ?', [
      position,
      id,
      position,
    ])
  }
}

function touch(transaction: Transaction, funnelId: number, now: number): Promise<unknown> {
  return funnelsTable.update(transaction, { id: funnelId }, { updatedAt: now })
}
