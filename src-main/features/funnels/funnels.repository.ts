// All SQL that reads funnels and their pages, and what they look like to the interface.
import type { Funnel } from '#shared/contract/funnels.contract.ts'
import type { FunnelPage } from '#shared/contract/funnelPages.ts'
import type { Block, PageTheme } from '#shared/contract/pageBlocks.ts'
import { toOptionalTimestamp, toTimestamp } from '#main/database/columns.ts'
import type { Database, SqlValue, Transaction } from '#main/database/database.ts'
import { decodeCursor, pageFrom, type Paging } from '#main/database/keyset.ts'
import { unknownId } from '#main/platform/refusal.ts'
import { emailsOf, toFunnelEmail, type FunnelEmailFacts } from './emails/funnelEmails.repository.ts'
import type { FunnelRow } from './funnels.table.ts'
import type { PageRow } from './pages/pages.table.ts'

const funnelColumns = `id, name, slug, description, funnel_type AS funnelType, is_active AS isActive, is_archived AS isArchived, language, theme,
  version, published_at AS publishedAt, published_url AS publishedUrl, confirmation_account_id AS confirmationAccountId,
  imported_totals AS importedTotals, created_at AS createdAt, updated_at AS updatedAt`
const pageColumns = `id, funnel_id AS funnelId, name, page_type AS pageType, slug, position, blocks, seo, offer, paths, flow, updated_at AS updatedAt`

const funnelSql = `SELECT ${funnelColumns} FROM funnels WHERE id = ?`
const pagesSql = `SELECT ${pageColumns} FROM funnel_pages WHERE funnel_id = ? ORDER BY position, id`
const pageSql = `SELECT ${pageColumns} FROM funnel_pages WHERE id = ?`

export type FunnelWithPages = { funnel: FunnelRow; pages: PageRow[] }

/** @throws 404 */
export function readFunnel(database: Database, id: number): FunnelWithPages {
  const [funnel] = database.query<FunnelRow>(funnelSql, [id])
  if (funnel === undefined) throw unknownId('funnel', id)
  return { funnel, pages: database.query<PageRow>(pagesSql, [id]) }
}

/** The same inside a write: nobody else can change it before the write ends. @throws 404 */
export async function lockFunnel(transaction: Transaction, id: number): Promise<FunnelWithPages> {
  const [funnel] = await transaction.sql<FunnelRow>(funnelSql, [id])
  if (funnel === undefined) throw unknownId('funnel', id)
  return { funnel, pages: await transaction.sql<PageRow>(pagesSql, [id]) }
}

/** @throws 404 */
export function readPage(database: Database, id: number): PageRow {
  const [page] = database.query<PageRow>(pageSql, [id])
  if (page === undefined) throw unknownId('page', id)
  return page
}

/** @throws 404 */
export async function lockPage(transaction: Transaction, id: number): Promise<PageRow> {
  const [page] = await transaction.sql<PageRow>(pageSql, [id])
  if (page === undefined) throw unknownId('page', id)
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
    conditions.push(`name LIKE ? ESCAPE '\\'`)
    parameters.push(`%${input.search.replace(/[\\%_]/g, '\\$&')}%`)
  }
  const where = conditions.join(' AND ')
  const total =
    database.query<{ n: number }>(`SELECT count(*) AS n FROM funnels WHERE ${where}`, parameters)[0]
      ?.n ?? 0
  const after = decodeCursor(input.cursor)
  const from = after === null ? '' : 'AND (updated_at, id) < (?, ?)'
  const rows = database.query<FunnelRow>(
    `SELECT ${funnelColumns} FROM funnels WHERE ${where} ${from} ORDER BY updated_at DESC, id DESC LIMIT ?`,
    [...parameters, ...(after === null ? [] : [after.key, after.id]), input.limit + 1],
  )
  return pageFrom(
    rows,
    input.limit,
    total,
    (row) => ({ key: row.updatedAt, id: row.id }),
    (funnel) =>
      toFunnel(
        { funnel, pages: database.query<PageRow>(pagesSql, [funnel.id]) },
        emailsOf(database, funnel.id),
      ),
  )
}

export function toFunnel({ funnel, pages }: FunnelWithPages, emails: FunnelEmailFacts[]): Funnel {
  return {
    id: funnel.id,
    name: funnel.name,
    description: funnel.description,
    funnelType: funnel.funnelType,
    // Kept while it is archived, and true of none that is.
    isActive: funnel.isActive === 1 && funnel.isArchived === 0,
    isArchived: funnel.isArchived === 1,
    language: funnel.language,
    theme: themeOf(funnel),
    confirmationAccountId: funnel.confirmationAccountId,
    publishedAt: toOptionalTimestamp(funnel.publishedAt),
    createdAt: toTimestamp(funnel.createdAt),
    updatedAt: toTimestamp(funnel.updatedAt),
    pages: pages.map((page, index) => toSummary(funnel, page, index === 0)),
    emails: emails.map(toFunnelEmail),
  }
}

function toSummary(
  funnel: Pick<FunnelRow, 'publishedUrl'>,
  page: PageRow,
  isFirst: boolean,
): Funnel['pages'][number] {
  const { id, name, pageType, slug, position } = page
  // The first page is what the funnel's own address shows.
  const url =
    funnel.publishedUrl === null
      ? null
      : isFirst
        ? funnel.publishedUrl
        : `${funnel.publishedUrl}${slug}`
  return { id, name, pageType, slug, position, url }
}

export function toPage(
  funnel: Pick<FunnelRow, 'publishedUrl'>,
  page: PageRow,
  isFirst: boolean,
): FunnelPage {
  return {
    ...toSummary(funnel, page, isFirst),
    funnelId: page.funnelId,
    blocks: blocksOf(page),
    seo: JSON.parse(page.seo) as FunnelPage['seo'],
    offer: offerOf(page),
    paths: pathsOf(page),
    flow: JSON.parse(page.flow) as FunnelPage['flow'],
    updatedAt: toTimestamp(page.updatedAt),
  }
}

export const blocksOf = (page: PageRow): Block[] => JSON.parse(page.blocks) as Block[]
export const pathsOf = (page: PageRow): FunnelPage['paths'] =>
  JSON.parse(page.paths) as FunnelPage['paths']
export const offerOf = (page: PageRow): FunnelPage['offer'] =>
  page.offer === null ? null : (JSON.parse(page.offer) as FunnelPage['offer'])
export const themeOf = (funnel: Pick<FunnelRow, 'theme'>): PageTheme =>
  JSON.parse(funnel.theme) as PageTheme
