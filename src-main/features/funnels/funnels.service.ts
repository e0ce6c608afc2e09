// What can be done to a funnel: create (empty or from a template), change, archive, copy, delete
// with everything that happened on it.
import type { Funnel, FunnelDraft } from '#shared/contract/funnels.contract.ts'
import { defaultPageTheme } from '#shared/blocks/page/pageTheme.ts'
import type { Services } from '#main/core/services.ts'
import type { Transaction } from '#main/database/database.ts'
import { endConfirmations, moveConfirmations } from '#main/features/email/email.feature.ts'
import { getSettings, languageOf } from '#main/features/settings/settings.feature.ts'
import {
  copyFunnelSequences,
  deleteFunnelSequences,
  endLeftOfFunnel,
  funnelEmailsOf,
  insertFunnelSequence,
} from '#main/features/sequences/sequences.feature.ts'
import { apiError } from '#main/platform/apiError.ts'
import { resumeMail } from './relay/confirmations.service.ts'
import { holdEmails, sequenceName } from './emails/funnelEmails.service.ts'
import {
  funnelTopics,
  getFunnelForUpdate,
  readFunnel,
  toFunnel,
  type FunnelWithPages,
} from './funnels.repository.ts'
import { funnelsTable, type FunnelRow } from './funnels.table.ts'
import { pagesTable } from './pages/pages.table.ts'
import { keepDeletedFunnel } from './deletedFunnels.ts'
import { withdrawFunnel } from './publishing/publishing.service.ts'
import { freeSlug, slugFrom } from './slugs.ts'
import { templateById, templatePages, type TemplatePage } from './templates/templates.ts'
import { welcomeEmail } from './templates/welcomeEmails.ts'

/** @throws 404 */
export function getFunnel({ database }: Pick<Services, 'database'>, id: number): Funnel {
  return toFunnel(readFunnel(database, id), funnelEmailsOf(database, id))
}

/** @throws 404 if no template has this name */
export async function createFunnel(
  services: Services,
  draft: FunnelDraft,
  templateId: string | undefined,
): Promise<Funnel> {
  const settings = getSettings(services)
  const template = templateId === undefined ? null : templateById(templateId)
  if (templateId !== undefined && template === null) {
    throw apiError('NOT_FOUND', 'unknown_id', 'There is no template of this name.', {
      field: 'template',
      detail: templateId,
    })
  }
  const name = draft.name ?? template?.name
  // The contract lets no draft through that has neither.
  if (name === undefined) throw new Error('A funnel without a name and without a template.')
  const row = {
    name,
    description: draft.description ?? template?.description ?? '',
    funnelType: draft.funnelType ?? template?.funnelType ?? 'lead_magnet',
    isActive: draft.isActive === true,
    language: draft.language ?? template?.language ?? languageOf(services),
    theme: draft.theme ?? template?.theme ?? defaultPageTheme,
    confirmationAccountId: draft.confirmationAccountId ?? null,
  }
  const pages = template === null ? [] : templatePages(template, settings)
  const now = services.host.clock.now()
  const id = await services.database.write(funnelTopics, async (transaction) => {
    const { id: created } = await insertFunnel(transaction, row, pages, now)
    const welcome = template === null ? null : welcomeEmail(template, settings, row.name)
    if (welcome !== null)
      await insertFunnelSequence(
        transaction,
        {
          ...{ funnelId: created, pageId: null, name: sequenceName(row, null) },
          emails: [{ delayMinutes: 0, draft: welcome }],
        },
        now,
      )
    return created
  })
  return getFunnel(services, id)
}

const slugs = funnelsTable.select('slug')

type NewFunnel = Pick<
  FunnelRow,
  | 'name'
  | 'description'
  | 'funnelType'
  | 'isActive'
  | 'language'
  | 'theme'
  | 'confirmationAccountId'
>

/** A funnel and its pages inside a write; paths name positions. @returns their numbers */
export async function insertFunnel(
  transaction: Transaction,
  row: NewFunnel,
  pages: TemplatePage[],
  now: number,
): Promise<{ id: number; pageIds: number[] }> {
  const taken = new Set(
    (await transaction.all(slugs, `SELECT ${slugs.list()} FROM funnels`)).map(({ slug }) => slug),
  )
  const slug = freeSlug(slugFrom(row.name, 'page'), (candidate) => taken.has(candidate))
  const funnelId = await funnelsTable.insert(transaction, {
    ...row,
    slug,
    version: 0,
    isArchived: false,
    createdAt: now,
    updatedAt: now,
  })
  const ids: number[] = []
  for (const [position, page] of pages.entries()) {
    const fresh = { ...page, funnelId, position, paths: {}, updatedAt: now }
    ids.push(await pagesTable.insert(transaction, fresh))
  }
  // Paths name pages by number, which is known only now.
  for (const [position, { paths }] of pages.entries()) {
    const numbered = Object.fromEntries(
      Object.entries(paths).map(([kind, to]) => [kind, to === null ? null : (ids[to] ?? null)]),
    )
    await pagesTable.update(transaction, { id: ids[position] ?? 0 }, { paths: numbered })
  }
  return { id: funnelId, pageIds: ids }
}

export type FunnelUpdate = Partial<FunnelDraft> & { isArchived?: boolean }

/**
 * Fields left out keep their value. Archiving, and turning off, take the funnel off the web first:
 * a form that starts no e-mail must not be
 * there to send. Archiving also holds its e-mails; restored, they are as they were. On the web
 * again is only what is published again.
 * @throws 404; 422 if the relay cannot be told
 */
export async function updateFunnel(
  services: Services,
  id: number,
  change: FunnelUpdate,
): Promise<Funnel> {
  const { funnel } = readFunnel(services.database, id)
  if ((change.isArchived === true || change.isActive === false) && funnel.publishedAt !== null)
    await withdrawFunnel(services, id)
  if (change.isArchived === false) await endLeftOfFunnel(services, id)
  await services.database.write(funnelTopics, async (transaction) => {
    const { funnel: before } = await getFunnelForUpdate(transaction, id)
    const now = services.host.clock.now()
    await funnelsTable.update(transaction, { id }, { ...change, updatedAt: now })
    if (change.isArchived !== undefined)
      await holdEmails(services, transaction, id, change.isArchived)
    const {
      confirmationAccountId: accountId = before.confirmationAccountId,
      language = before.language,
    } = change
    if (accountId !== before.confirmationAccountId || language !== before.language)
      await moveConfirmations(transaction, { funnelId: id, language, accountId }, now)
  })
  if (change.isArchived === false) await resumeMail(services)
  return getFunnel(services, id)
}

/**
 * It can be brought back for a month; what happened on it is cleared away after.
 * @throws 404; 409 while visitors can still reach it
 */
export async function deleteFunnel(services: Services, id: number): Promise<void> {
  await services.database.write(funnelTopics, async (transaction) => {
    const { funnel } = await getFunnelForUpdate(transaction, id)
    if (funnel.publishedAt !== null)
      throw apiError('CONFLICT', 'funnel_published', 'This funnel is published: archive it first.')
    const now = services.host.clock.now()
    const sequences = await deleteFunnelSequences(transaction, id, now)
    await keepDeletedFunnel(transaction, funnel, sequences, now)
    await endConfirmations(transaction, id, now)
    await funnelsTable.delete(transaction, { id })
  })
}

/** A copy with its pages, paths and e-mails, not active, not published, its e-mails off. */
export async function duplicateFunnel(services: Services, id: number): Promise<Funnel> {
  const original = readFunnel(services.database, id)
  const { description, funnelType, language, theme, confirmationAccountId } = original.funnel
  const suffix = language === 'fr' ? ' (copie)' : ' (copy)'
  const row = {
    description,
    funnelType,
    language,
    theme,
    confirmationAccountId,
    name: `${original.funnel.name.slice(0, 200 - suffix.length)}${suffix}`,
    isActive: false,
  }
  const now = services.host.clock.now()
  const copy = await services.database.write(funnelTopics, async (transaction) => {
    const copied = await insertFunnel(transaction, row, copiedPages(original), now)
    const pageIds = new Map(
      original.pages.map((page, position) => [page.id, copied.pageIds[position] ?? 0]),
    )
    await copyFunnelSequences(transaction, { id, to: copied.id, pageIds, suffix }, now)
    return copied.id
  })
  return getFunnel(services, copy)
}

function copiedPages({ pages }: FunnelWithPages): TemplatePage[] {
  const positionOf = new Map(pages.map((page, position) => [page.id, position]))
  return pages.map((page) => {
    const { name, pageType, slug, blocks, seo, offer, flow } = page
    const paths = Object.fromEntries(
      Object.entries(page.paths).map(([kind, to]) => [
        kind,
        to == null ? null : (positionOf.get(to) ?? null),
      ]),
    )
    return { name, pageType, slug, blocks, seo, offer, flow, paths }
  })
}
