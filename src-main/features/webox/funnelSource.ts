// Funnels of both tables of WeBox IA, their pages beside them: rows of funnel_pages, or the steps
// the old table keeps as JSON.
import { foldText } from '#shared/rules/foldText.ts'
import type { FunnelType } from '#shared/contract/funnels.contract.ts'
import type { pageTypes } from '#shared/contract/pageTypes.ts'
import type { WeboxReason } from '#shared/contract/webox.contract.ts'
import type { Note } from './campaignSource.ts'
import {
  cellAmount,
  cellCount,
  cellFlag,
  cellJson,
  cellLine,
  cellMoment,
  cellParagraphs,
  cellText,
  type SourceClock,
} from './sourceCells.ts'
import type { SourceDatabase, SourceRow } from './sourceDatabase.ts'

export type SourcePage = {
  table: 'funnel_pages' | 'funnels_old'
  id: string
  name: string
  pageType: (typeof pageTypes)[number]
  slug: string
  html: string
  seo: { title: string; description: string }
  hasStyles: boolean
  hasScripts: boolean
  notes: Note[]
}
export type SourceFunnel = {
  table: 'funnels' | 'funnels_old'
  id: string
  name: string
  description: string
  funnelType: FunnelType
  totals: { visitors: number; leads: number; sales: number; revenue: number } | null
  createdAt: number | null
  updatedAt: number | null
  notes: Note[]
}
/** A step that is no page, or one that cannot be taken. */
export type RefusedPage = {
  table: SourcePage['table']
  id: string
  refused: WeboxReason
  detail: string
}

const types: Record<string, FunnelType> = {
  leadmagnet: 'lead_magnet',
  leadgen: 'lead_magnet',
  leadgeneration: 'lead_magnet',
  webinar: 'webinar',
  product: 'product',
  productsale: 'product',
  productlaunch: 'product',
  service: 'service',
  consultation: 'consultation',
  coaching: 'consultation',
  membership: 'membership',
  other: 'other',
  custom: 'other',
}
const pageWords: [RegExp, SourcePage['pageType']][] = [
  [/thank|merci|confirm/, 'thank_you'],
  [/upsell/, 'upsell'],
  [/downsell/, 'downsell'],
  [/vsl|video/, 'vsl'],
  [/webinar/, 'webinar'],
  [/optin|landing|squeeze|capture|leadmagnet/, 'optin'],
  [/sales?|vente|checkout|product|offer|order|payment/, 'sales'],
]
const bareWord = (cell: unknown): string => foldText(cellText(cell)).replace(/[^a-z]+/g, '')

/** HTML of a page longer than this is cut before it is read, in characters. */
const maxHtmlLength = 2_000_000

export function readFunnel(
  row: SourceRow,
  table: SourceFunnel['table'],
  clock: SourceClock,
): SourceFunnel {
  const notes: Note[] = []
  const note = (reason: WeboxReason, detail: unknown) =>
    void notes.push({ reason, detail: cellText(detail).slice(0, 200) })
  const name = cellLine(row['name'], 200)
  const description = cellParagraphs(row['description'], 5_000)
  if (name.isShortened || description.isShortened) note('text_shortened', name.text)
  const typeCell = row[table === 'funnels' ? 'funnel_type' : 'template']
  const funnelType = types[bareWord(typeCell)]
  if (funnelType === undefined && cellText(typeCell).trim() !== '') note('type_unknown', typeCell)
  // What visitors could reach was on the old server; here nothing is on the web before it is
  // published.
  if (cellFlag(row['is_active'])) note('not_published', '')
  if (Array.isArray(cellJson(row['automations']).value)) note('automations_left_out', '')
  const moment = (column: string) => {
    const { value, isUnreadable } = cellMoment(row[column], clock)
    if (isUnreadable) note('date_unreadable', `${column}: ${cellText(row[column])}`)
    return value
  }
  return {
    table,
    id: row.id,
    name: name.text ?? `WeBox IA ${row.id}`,
    description: description.text ?? '',
    funnelType: funnelType ?? 'other',
    totals: totalsOf(row, table, note),
    createdAt: moment('created_at'),
    updatedAt: moment('updated_at'),
    notes,
  }
}

function totalsOf(
  row: SourceRow,
  table: SourceFunnel['table'],
  note: (reason: WeboxReason, detail: unknown) => void,
): SourceFunnel['totals'] {
  const names =
    table === 'funnels'
      ? { visitors: 'total_visitors', leads: 'total_leads', sales: 'total_sales' }
      : { visitors: 'total_entries', leads: 'total_conversions', sales: '' }
  const count = (column: string) => {
    const { value, isUnreadable } = cellCount(row[column])
    if (isUnreadable) note('value_unreadable', `${column}: ${cellText(row[column])}`)
    return value ?? 0
  }
  const revenue = cellAmount(row['total_revenue'])
  if (revenue.isUnreadable)
    note('value_unreadable', `total_revenue: ${cellText(row['total_revenue'])}`)
  const totals = {
    visitors: count(names.visitors),
    leads: count(names.leads),
    sales: count(names.sales),
    revenue: (revenue.value ?? 0) / 100,
  }
  if (table === 'funnels_old' && totals.leads > 0) note('old_conversions_as_leads', totals.leads)
  return Object.values(totals).some((total) => total > 0) ? totals : null
}

/** All pages by the identifier of their funnel, in their order. */
export function readPages(source: SourceDatabase): Map<string, SourcePage[]> {
  const pages = new Map<string, { order: number; page: SourcePage }[]>()
  for (const row of source.rows('funnel_pages')) {
    const funnelId = cellText(row['funnel_id'])
    const html = cellText(row['html_content'])
    const page = {
      ...pageFrom('funnel_pages', row.id, row['name'], row['page_type'], html),
      slug: cellText(row['slug']),
      hasStyles: cellText(row['css_content']).trim() !== '',
      hasScripts: cellText(row['js_content']).trim() !== '',
    }
    page.seo = {
      title: cellLine(row['meta_title'], 70).text ?? '',
      description: cellLine(row['meta_description'], 160).text ?? '',
    }
    const entry = { order: Number(cellText(row['order'])) || 0, page }
    const list = pages.get(funnelId)
    if (list) list.push(entry)
    else pages.set(funnelId, [entry])
  }
  return new Map(
    [...pages].map(([id, list]) => [
      id,
      list.sort((one, other) => one.order - other.order).map(({ page }) => page),
    ]),
  )
}

function pageFrom(
  table: SourcePage['table'],
  id: string,
  name: unknown,
  type: unknown,
  html: string,
): SourcePage {
  const notes: Note[] = []
  const word = bareWord(type)
  const pageType = pageWords.find(([pattern]) => pattern.test(word))?.[1]
  if (pageType === undefined)
    notes.push({ reason: 'type_unknown', detail: cellText(type).slice(0, 200) })
  if (html.length > maxHtmlLength) notes.push({ reason: 'text_shortened', detail: '' })
  const line = cellLine(name, 200)
  return {
    table,
    id,
    name: line.text ?? `WeBox IA ${id}`,
    pageType: pageType ?? 'sales',
    slug: '',
    html: html.slice(0, maxHtmlLength),
    seo: { title: '', description: '' },
    hasStyles: false,
    hasScripts: false,
    notes,
  }
}

type Step = { id?: unknown; type?: unknown; name?: unknown; config?: unknown }

/** The steps of an old funnel. `isUnreadable` where they are no JSON: then it has no pages. */
export function readSteps(row: SourceRow): {
  pages: (SourcePage | RefusedPage)[]
  isUnreadable: boolean
} {
  const { value, isUnreadable } = cellJson(row['steps'])
  if (isUnreadable || (value !== null && !Array.isArray(value)))
    return { pages: [], isUnreadable: true }
  const pages = (value ?? []).map((given: unknown, index): SourcePage | RefusedPage => {
    const step: Step = typeof given === 'object' && given !== null ? given : {}
    const id = `${row.id}/${typeof step.id === 'string' || typeof step.id === 'number' ? step.id : index + 1}`
    const type = bareWord(step.type)
    if (/^(e?mail|sms|wait|delay|tag)/.test(type))
      return { table: 'funnels_old', id, refused: 'email_step', detail: cellText(step.name) }
    if (typeof given !== 'object' || given === null)
      return { table: 'funnels_old', id, refused: 'nothing_written', detail: cellText(given) }
    const config: Record<string, unknown> =
      typeof step.config === 'object' && step.config !== null ? { ...step.config } : {}
    return {
      ...pageFrom(
        'funnels_old',
        id,
        step.name,
        step.type,
        cellText(config['html'] ?? config['html_content'] ?? config['content']),
      ),
      hasStyles: cellText(config['css']) !== '',
      hasScripts: cellText(config['js']) !== '',
    }
  })
  return { pages, isUnreadable: false }
}
