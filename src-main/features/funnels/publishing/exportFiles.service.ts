// A funnel as static files for any host, in a ZIP: one folder a page, the first page also at the
// top, pictures beside them.
import type { PageLinks } from '#shared/blocks/page/pageBlock.ts'
import type { Services } from '#main/core/services.ts'
import { keepWording } from '#main/features/crm/crm.feature.ts'
import { getSettings } from '#main/features/settings/settings.feature.ts'
import { apiError } from '#main/platform/apiError.ts'
import { formsOf, shownWording, wordingOf } from './bundle.ts'
import { readFunnel, type FunnelWithPages } from '../funnels.repository.ts'
import { imagePath } from '../pages/images.repository.ts'
import { documentOf, imageLinks, imagesOf } from '../pages/pageDocuments.ts'
import type { PageRow } from '../pages/pages.table.ts'
import { asPublished, targetsTo } from './publishedPages.ts'
import { zipFile, type ZipEntry } from './zipFile.ts'

/** @throws 404; 422 if there is no page */
export async function exportFunnel(services: Services, id: number): Promise<File> {
  const { database, host } = services
  const whole = asPublished(readFunnel(database, id), getSettings(services))
  const { funnel, pages } = whole
  if (pages.length === 0)
    throw apiError('UNPROCESSABLE', 'funnel_incomplete', 'The funnel has no page.', {
      field: 'pages',
    })
  const now = host.clock.now()
  // Its words may be shown from now on: they go on record as those of a publication do.
  await database.write([], async (transaction) => {
    for (const form of pages.flatMap(formsOf))
      await keepWording(transaction, wordingOf(form, funnel), now)
  })
  const takesForms = await formTaker(services, whole)
  const entries: ZipEntry[] = pages.flatMap((page, index) => {
    const inFolder = {
      path: `${page.slug}/index.html`,
      content: html(services, whole, page, '../', takesForms),
    }
    return index === 0
      ? [{ path: 'index.html', content: html(services, whole, page, '', takesForms) }, inFolder]
      : [inFolder]
  })
  const images = imagesOf(database, pages).map((image) => ({
    path: `assets/${imagePath(image)}`,
    content: Buffer.from(image.content),
  }))
  return new File([new Uint8Array(zipFile([...entries, ...images], now))], `${funnel.slug}.zip`, {
    type: 'application/zip',
  })
}

type FormTaker = (page: PageRow, blockKey: string) => ReturnType<PageLinks['form']>

/**
 * The relay takes the forms of a funnel it knows. Without one the visitor's own mail program does,
 * which the check says.
 */
async function formTaker(services: Services, { funnel }: FunnelWithPages): Promise<FormTaker> {
  const paired = await services.relay.pairing()
  const url = funnel.publishedUrl
  if (paired !== null && url !== null)
    return (page, blockKey) => ({
      action: `${url}${page.slug}/form/${blockKey}`,
      time: '',
      wording: shownWording(page, blockKey, funnel),
    })
  const { businessEmail } = getSettings(services)
  return () => ({ action: `mailto:${businessEmail}`, time: '', encoding: 'text/plain' })
}

function html(
  services: Services,
  { funnel, pages }: FunnelWithPages,
  page: PageRow,
  top: string,
  takesForms: FormTaker,
): Buffer {
  const targets = targetsTo(page, pages)
  const links: PageLinks = {
    form: (blockKey) => takesForms(page, blockKey),
    button: (target) => {
      const to = targets[target]
      if (to === undefined) return null
      return target === 'payment' ? to : `${top}${to}/index.html`
    },
    image: imageLinks(services.database, `${top}assets/`),
  }
  return Buffer.from(documentOf(services, funnel, page, page.id === pages[0]?.id, links))
}
