// All SQL that reads funnels and their pages, and what they look like to the interface.
import type { Topic } from '#shared/contract/system.contract.ts'
import { foldedPattern } from '#main/database/sqliteConnection.ts'
import { type Funnel } from '#shared/contract/funnels.contract.ts'
import { type FunnelPage } from '#shared/contract/funnelPages.ts'
import { toOptionalTimestamp, toTimestamp } from '#main/database/columns.ts'
import type { Database, SqlValue, Transaction } from '#main/database/database.ts'
import type { RowOfTable } from '#main/database/defineTable.ts'
import { decodeCursor, pageFrom, type Paging } from '#main/database/keyset.ts'
import {
  funnelEmailsOf,
  type FunnelEmailFacts,
} from '#main/features/sequences/sequences.feature.ts'
import { unknownId } from '#main/platform/apiError.ts'
import { toFunnelEmail } from './emails/funnelEmails.repository.ts'
import { funnelsTable, type FunnelRow } from './funnels.table.ts'
import { pagesTable, type PageRow } from './pages/pages.table.ts'

const pagesSql = `SELECT ${pagesTable.list()} FROM funnel_pages WHERE funnel_id = ? ORDER BY position, id`
export const funnelTopics: Topic[] = ['funnels', 'sequences', 'email', 'dashboard']

/** What a list shows of pages. */
const pageSummary = pagesTable.select('id', 'name', 'pageType', 'slug', 'position')
type PageSummary = RowOfTable<typeof pageSummary>
const summariesSql = `SELECT ${pageSummary.list()} FROM funnel_pages WHERE funnel_id = ? ORDER BY position, id`

export type FunnelWithPages = { funnel: FunnelRow; pages: PageRow[] }

/** @throws 404 */
export function readFunnel(database: Database, id: number): FunnelWithPages {
  const funnel = funnelsTable.find(database, { id })
  if (funnel === null) throw unknownId('funnel', id)
  return { funnel, pages: database.all(pagesTable, pagesSql, [id]) }
}

/** The same inside a write: nobody else can change it before the write ends. @throws 404 */
export async function getFunnelForUpdate(
  transaction: Transaction,
  id: number,
): Promise<FunnelWithPages> {
  const funnel = await funnelsTable.findForUpdate(transaction, { id })
  if (funnel === null) throw unknownId('funnel', id)
  return { funnel, pages: await transaction.all(pagesTable, pagesSql, [id]) }
}

/** @throws 404 */
export function readPage(database: Database, id: number): PageRow {
  const page = pagesTable.find(database, { id })
  if (page === null) throw unknownId('page', id)
  return page
}

/** @throws 404 */
export async function getPageForUpdate(transaction: Transaction, id: number): Promise<PageRow> {
  const page = await pagesTable.findForUpdate(transaction, { id })
  if (page === null) throw unknownId('page', id)
  return page
}

type ListInput = Paging & { search?: string; isArchived: boolean; isActive?: boolean }

/** Last changed first. */
export function listFunnels({ database }: { database: Database }, input: ListInput) {
  const conditions = ['is_archived = ?']
  const parameters: SqlValue[] = [input.isArchived ? 1 : 0]
  if (input.isActive !== undefined) {
    conditions.push('is_active = ?')
    parameters.push(input.isActive ? 1 : 0)
  }
  if (input.search) {
    conditions.push(`folded(name) LIKE ? ESCAPE '\\'`)
    parameters.push(foldedPattern(input.search))
  }
  const where = conditions.join(' AND ')
  const total = database.count(`SELECT count(*) AS n FROM funnels WHERE ${where}`, parameters)
  const after = decodeCursor(input.cursor)
  const from = after === null ? '' : 'AND (updated_at, id) < (?, ?)'
  const rows = database.all(
    funnelsTable,
    `SELECT ${funnelsTable.list()} FROM funnels WHERE ${where} ${from} ORDER BY updated_at DESC, id DESC LIMIT ?`,
    [...parameters, ...(after === null ? [] : [after.key, after.id]), input.limit + 1],
  )
  return pageFrom(
    rows,
    input.limit,
    total,
    (row) => ({ key: row.updatedAt, id: row.id }),
    (funnel) =>
      toFunnel(
        { funnel, pages: database.all(pageSummary, summariesSql, [funnel.id]) },
        funnelEmailsOf(database, funnel.id),
      ),
  )
}

export function toFunnel(
  { funnel, pages }: { funnel: FunnelRow; pages: PageSummary[] },
  emails: FunnelEmailFacts[],
): Funnel {
  return {
    id: funnel.id,
    name: funnel.name,
    description: funnel.description,
    funnelType: funnel.funnelType,
    // Kept while it is archived, and true of none that is.
    isActive: funnel.isActive && !funnel.isArchived,
    isArchived: funnel.isArchived,
    language: funnel.language,
    theme: funnel.theme,
    confirmationAccountId: funnel.confirmationAccountId,
    publishedAt: toOptionalTimestamp(funnel.publishedAt),
    createdAt: toTimestamp(funnel.createdAt),
    updatedAt: toTimestamp(funnel.updatedAt),
    pages: pages.map((page, index) => toSummary(funnel, page, index === 0)),
    emails: emails.map(toFunnelEmail),
  }
}

type Published = Pick<FunnelRow, 'publishedUrl' | 'published'>

function toSummary(
  funnel: Published,
  page: PageSummary,
  isFirst: boolean,
): Funnel['pages'][number] {
  const { id, name, pageType, slug, position } = page
  return { id, name, pageType, slug, position, url: addressOf(funnel, page, isFirst) }
}

/** Where a page is on the web: as it was published, whatever it is called and stands by now. */
function addressOf(
  { publishedUrl, published }: Published,
  { id, slug }: Pick<PageSummary, 'id' | 'slug'>,
  isFirst: boolean,
): string | null {
  if (publishedUrl === null) return null
  if (published === null) return isFirst ? publishedUrl : `${publishedUrl}${slug}`
  const place = published.pages.findIndex((page) => page.id === id)
  // The first page is what the funnel's own address shows.
  if (place <= 0) return place === 0 ? publishedUrl : null
  return `${publishedUrl}${published.pages[place]?.slug ?? ''}`
}

export function toPage(funnel: Published, page: PageRow, isFirst: boolean): FunnelPage {
  return {
    ...toSummary(funnel, page, isFirst),
    funnelId: page.funnelId,
    blocks: page.blocks,
    seo: page.seo,
    offer: page.offer,
    paths: page.paths,
    flow: page.flow,
    updatedAt: toTimestamp(page.updatedAt),
  }
}
