// A funnel as visitors get it, and where its buttons lead. What is published, exported and checked
// begins here.
import { createHash } from 'node:crypto'
import type { RelayBundle } from '#shared/contract/relayProtocol.ts'
import type { AskedCustomField } from '#shared/rules/leadFilter/customFieldShape.ts'
import { withBusiness, type BusinessWords } from '#shared/rules/businessPlaces.ts'
import type { FunnelWithPages } from '../funnels.repository.ts'
import { finishedLine } from '#shared/rules/finishedText.ts'
import { withoutPlaces } from '#shared/blocks/page/pageBlocks.ts'
import type { FunnelRow } from '../funnels.table.ts'
import type { PageRow } from '../pages/pages.table.ts'

/**
 * The business is named as the settings name it now; places to fill, videos without an address and
 * buttons that lead nowhere are left out
 * of its pages. The funnel itself stays as it is.
 */
export function asPublished(
  { funnel, pages }: FunnelWithPages,
  business: BusinessWords,
): FunnelWithPages {
  return {
    funnel,
    pages: pages.map((page) =>
      publishedPage(withNamedBusiness(page, funnel, business, 'unnamed'), pages, funnel),
    ),
  }
}

/** The page with what the settings know of the business. @param stand see `withBusiness` */
export function withNamedBusiness(
  page: PageRow,
  { language }: Pick<FunnelRow, 'language'>,
  business: BusinessWords,
  stand?: 'unnamed',
): PageRow {
  const { name, seo, blocks } = withBusiness(
    { name: page.name, seo: page.seo, blocks: page.blocks },
    language,
    business,
    stand,
  )
  return { ...page, name, seo, blocks }
}

function publishedPage(page: PageRow, pages: PageRow[], funnel: FunnelRow): PageRow {
  const { blocks, seo } = page
  const targets = targetsTo(page, pages)
  const hasForm = blocks.some(({ kind }) => kind === 'form')
  return {
    ...page,
    name: [page.name, funnel.name].find((name) => finishedLine(name) !== '') ?? page.slug,
    seo: { title: finishedLine(seo.title), description: finishedLine(seo.description) },
    blocks: withoutPlaces(blocks, {
      leads: (target) => (target === 'form' ? hasForm : targets[target] !== undefined),
      hasPrice: (page.offer?.amount ?? null) !== null,
    }),
  }
}

/** Of everything that makes the pages visitors get: another hash, and something has changed. */
export function publicationHash(
  { funnel, pages }: FunnelWithPages,
  { businessName, businessEmail, businessAddress }: BusinessWords & { businessAddress: string },
  customFields: readonly AskedCustomField[],
): string {
  const made = pages.map(({ id, slug, name, blocks, seo, offer, paths }) => [
    ...[id, slug, name, blocks, seo, offer, paths],
  ])
  const { language, theme, name } = funnel
  const asked = askedCustomFields(pages, customFields)
  return createHash('sha256')
    .update(
      JSON.stringify([
        language,
        theme,
        name,
        businessName,
        businessEmail,
        businessAddress,
        made,
        // Nothing where no form asks for any: a funnel of before has the hash it had.
        ...(asked.length === 0 ? [] : [asked.map(({ kind, options }) => [kind, options])]),
      ]),
    )
    .digest('hex')
}

/** The custom fields that forms ask for, in the order of `customFields`. */
export function askedCustomFields<Field extends { key: string }>(
  pages: readonly Pick<PageRow, 'blocks'>[],
  customFields: readonly Field[],
): Field[] {
  const keys = new Set(
    pages.flatMap(({ blocks }) =>
      blocks.flatMap((block) =>
        block.kind === 'form' ? block.fields.flatMap(({ customKey }) => customKey ?? []) : [],
      ),
    ),
  )
  return customFields.filter(({ key }) => keys.has(key))
}

type Targets = RelayBundle['pages'][number]['targets']

/** Where the buttons of a page lead: other pages by their slug, and its payment link. */
export function targetsTo(page: PageRow, pages: PageRow[]): Targets {
  const { paths } = page
  const slugOf = (id: number | null | undefined) => pages.find((other) => other.id === id)?.slug
  const payment = page.offer?.paymentUrl ?? undefined
  const targets: Targets = {
    next: slugOf(paths.next),
    accepted: slugOf(paths.accepted),
    declined: slugOf(paths.declined),
    payment,
  }
  return Object.fromEntries(Object.entries(targets).filter(([, value]) => value !== undefined))
}
