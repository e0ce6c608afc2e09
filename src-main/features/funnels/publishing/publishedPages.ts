// A funnel as visitors get it, and where its buttons lead. What is published, exported and checked
// begins here.
import type { RelayBundle } from '#shared/contract/relayProtocol.ts'
import { withBusiness, type BusinessWords } from '#shared/rules/businessPlaces.ts'
import { finishedLine } from '#shared/rules/finishedText.ts'
import { withoutPlaces } from '#shared/blocks/page/pageBlocks.ts'
import { blocksOf, offerOf, pathsOf, type FunnelWithPages } from '../funnels.repository.ts'
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
    { name: page.name, seo: JSON.parse(page.seo) as unknown, blocks: blocksOf(page) },
    language,
    business,
    stand,
  )
  return { ...page, name, seo: JSON.stringify(seo), blocks: JSON.stringify(blocks) }
}

function publishedPage(page: PageRow, pages: PageRow[], funnel: FunnelRow): PageRow {
  const blocks = blocksOf(page)
  const targets = targetsTo(page, pages)
  const hasForm = blocks.some(({ kind }) => kind === 'form')
  const seo = JSON.parse(page.seo) as { title: string; description: string }
  return {
    ...page,
    name: [page.name, funnel.name].find((name) => finishedLine(name) !== '') ?? page.slug,
    seo: JSON.stringify({
      title: finishedLine(seo.title),
      description: finishedLine(seo.description),
    }),
    blocks: JSON.stringify(
      withoutPlaces(blocks, {
        leads: (target) => (target === 'form' ? hasForm : targets[target] !== undefined),
        hasPrice: (offerOf(page)?.amount ?? null) !== null,
      }),
    ),
  }
}

type Targets = RelayBundle['pages'][number]['targets']

/** Where the buttons of a page lead: other pages by their slug, and its payment link. */
export function targetsTo(page: PageRow, pages: PageRow[]): Targets {
  const paths = pathsOf(page)
  const slugOf = (id: number | null | undefined) => pages.find((other) => other.id === id)?.slug
  const payment = offerOf(page)?.paymentUrl ?? undefined
  const targets: Targets = {
    next: slugOf(paths.next),
    accepted: slugOf(paths.accepted),
    declined: slugOf(paths.declined),
    payment,
  }
  return Object.fromEntries(Object.entries(targets).filter(([, value]) => value !== undefined))
}
