// A funnel that was written as a whole: pages from words, drawn before anything is kept, and kept
// in one piece.
import type { WrittenFunnel, WrittenPage } from '#shared/contract/generation.contract.ts'
import type { Settings } from '#shared/contract/settings.contract.ts'
import type { Services } from '#main/core/services.ts'
import type { Transaction } from '#main/database/database.ts'
import { insertCampaign, type PreparedCampaign } from '#main/features/email/email.feature.ts'
import { insertFunnelSequence } from '#main/features/sequences/sequences.feature.ts'
import { sequenceName } from './emails/funnelEmails.service.ts'
import { insertFunnel } from './funnels.service.ts'
import type { FunnelRow } from './funnels.table.ts'
import { previewHtml } from './pages/pageDocuments.ts'
import { freeSlug, slugFrom } from './slugs.ts'
import { templatePages, type TemplatePage, type WordedTemplate } from './templates/templates.ts'

type Business = Pick<Settings, 'businessName' | 'businessAddress' | 'businessEmail' | 'currency'>

export function pagesFromTemplate(template: WordedTemplate, business: Business): WrittenPage[] {
  return templatePages(template, business).map(({ name, pageType, seo, blocks, offer, paths }) => ({
    ...{ name, pageType, seo, blocks, offer, paths },
  }))
}

/** Each page as it will look, in their order. */
export function drawWrittenPages(services: Services, draft: WrittenFunnel): string[] {
  const now = services.host.clock.now()
  const funnel: FunnelRow = {
    ...rowOf(draft),
    id: 0,
    slug: '',
    isArchived: false,
    version: 0,
    publishedAt: null,
    publishedUrl: null,
    published: null,
    importedTotals: null,
    createdAt: now,
    updatedAt: now,
  }
  return pagesOf(draft).map((page, position) =>
    previewHtml(
      services,
      funnel,
      { ...page, id: 0, funnelId: 0, position, paths: {}, updatedAt: now },
      draft.pages[position]?.blocks ?? [],
      undefined,
    ),
  )
}

/**
 * When each message of a written funnel leaves after the form, in minutes: at once, two days later,
 * five days later, and so on.
 */
const delayOf = (position: number) => (position === 0 ? 0 : (3 * position - 1) * 24 * 60)

/**
 * The funnel, its pages and its messages inside a write. Messages are off at first; without a form,
 * which would start them, they are drafts.
 */
export async function insertWrittenFunnel(
  transaction: Transaction,
  draft: WrittenFunnel,
  mails: PreparedCampaign[],
  now: number,
): Promise<{ id: number; campaignIds: number[] }> {
  const { id } = await insertFunnel(transaction, rowOf(draft), pagesOf(draft), now)
  const hasForm = draft.pages.some(({ blocks }) => blocks.some(({ kind }) => kind === 'form'))
  const campaignIds: number[] = []
  for (const mail of mails) campaignIds.push(await insertCampaign(transaction, mail, now))
  const emails = campaignIds.map((campaignId, position) => ({
    campaignId,
    delayMinutes: delayOf(position),
  }))
  if (hasForm && emails.length > 0)
    await insertFunnelSequence(
      transaction,
      { funnelId: id, pageId: null, name: sequenceName(draft, null), emails },
      now,
    )
  return { id, campaignIds }
}

const rowOf = ({ name, description, funnelType, language, theme }: WrittenFunnel) => ({
  name,
  description,
  funnelType,
  language,
  theme,
  isActive: false,
  confirmationAccountId: null,
})

const nodeDistance = 280

function pagesOf({ pages }: WrittenFunnel): TemplatePage[] {
  const taken = new Set<string>()
  return pages.map(({ name, pageType, seo, blocks, offer, paths }, position) => {
    const slug = freeSlug(slugFrom(name, 'page'), (candidate) => taken.has(candidate))
    taken.add(slug)
    // A position no page has leads nowhere.
    const known = Object.fromEntries(
      Object.entries(paths).map(([kind, to]) => [
        kind,
        to !== null && to !== undefined && to < pages.length ? to : null,
      ]),
    )
    const flow = { x: position * nodeDistance, y: pageType === 'downsell' ? 180 : 0 }
    return { name, pageType, slug, blocks, seo, offer, flow, paths: known }
  })
}
