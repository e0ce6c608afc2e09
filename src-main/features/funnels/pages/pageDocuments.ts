// The pages of a funnel as HTML documents, wherever they are to stand: on a relay, in an export, in
// a preview.
import { pageBlockOf, type PageBlock } from '#shared/blocks/page/pageBlocks.ts'
import type { PageTheme } from '#shared/blocks/page/pageTheme.ts'
import { withBusiness } from '#shared/rules/businessPlaces.ts'
import { finishedLine, finishedText } from '#shared/rules/finishedText.ts'
import { pageHtml } from '#shared/blocks/page/pageHtml.ts'
import type { PageLinks } from '#shared/blocks/page/pageBlock.ts'
import { withMarkedPlaces } from '#shared/rules/placesToFill.ts'
import type { Services } from '#main/core/services.ts'
import { listFields } from '#main/features/crm/crm.feature.ts'
import { getSettings } from '#main/features/settings/settings.feature.ts'
import type { FunnelRow } from '../funnels.table.ts'
import { findImage, imagePath, type ImageRow } from './images.repository.ts'
import type { PageRow } from './pages.table.ts'

type Parts = Services

/**
 * @param isEntrance true for the page visitors come to first
 * @param draft what an editor shows: unsaved blocks, and places where something is missing; without
 * it the page must come from `asPublished`
 */
export function documentOf(
  parts: Parts,
  funnel: FunnelRow,
  page: PageRow,
  isEntrance: boolean,
  links: PageLinks,
  draft: { blocks: PageBlock[]; theme: PageTheme | undefined } | null = null,
): string {
  const { businessName, businessAddress, businessEmail } = getSettings(parts)
  const document = {
    name: page.name,
    blocks:
      draft === null
        ? page.blocks
        : withBusiness(draft.blocks, funnel.language, { businessName, businessEmail }),
    seo: page.seo,
    offer: page.offer,
    isEntrance,
  }
  return pageHtml(document, {
    theme: draft?.theme ?? funnel.theme,
    language: funnel.language,
    business:
      draft === null
        ? { name: finishedLine(businessName), address: finishedText(businessAddress) }
        : { name: businessName, address: businessAddress },
    links,
    customFields: listFields(parts.database),
    isDraft: draft !== null,
    now: parts.host.clock.now(),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  })
}

/**
 * The page on its own: pictures are inside it, forms and buttons lead nowhere, places left to fill
 * in are marked.
 */
export function previewHtml(
  parts: Parts,
  funnel: FunnelRow,
  page: PageRow,
  blocks: PageBlock[],
  theme: PageTheme | undefined,
): string {
  const links: PageLinks = {
    form: () => ({ action: '#', time: '' }),
    button: () => '#',
    image: (id) => {
      const image = findImage(parts.database, id)
      if (image === null) return null
      return {
        ...image,
        address: `data:${contentType(image)};base64,${Buffer.from(image.content).toString('base64')}`,
      }
    },
  }
  const html = documentOf(parts, funnel, page, true, links, { blocks, theme })
  // The title in the head is no markup.
  const body = html.indexOf('<body>')
  return html.slice(0, body) + withMarkedPlaces(html.slice(body))
}

/** Pictures by their place in a folder; those that are gone are left out of the page. */
export function imageLinks(database: Services['database'], folder: string): PageLinks['image'] {
  return (id) => {
    const image = findImage(database, id)
    return image === null
      ? null
      : { address: `${folder}${imagePath(image)}`, width: image.width, height: image.height }
  }
}

/** The pictures pages show, each once. */
export function imagesOf(database: Services['database'], pages: PageRow[]): ImageRow[] {
  const blocks = pages.flatMap((page) => page.blocks)
  const ids = new Set(blocks.flatMap((block) => pageBlockOf(block).images(block)))
  return [...ids].flatMap((id) => findImage(database, id) ?? [])
}

export const contentType = ({ extension }: Pick<ImageRow, 'extension'>): string =>
  extension === 'jpg' ? 'image/jpeg' : `image/${extension}`
