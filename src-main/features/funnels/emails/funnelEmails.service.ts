// What can be done to the e-mails of a funnel; and who gets them, once a form came in and its
// sender agreed to be written to.
import type { FunnelEmail } from '#shared/contract/funnelEmails.ts'
import type { Topic } from '#shared/contract/system.contract.ts'
import type { Services } from '#main/core/services.ts'
import type { Transaction } from '#main/database/database.ts'
import {
  createAutomatic,
  draftOf,
  holdAutomatic,
  holdConfirmations,
  makeAutomatic,
  queueAutomatic,
  releaseAutomatic,
  turnAutomaticOn,
  turnOff,
  type AutomaticDraft,
  type Queueing,
} from '#main/features/email/email.feature.ts'
import { enterByForm } from '#main/features/sequences/sequences.feature.ts'
import { apiError } from '#main/platform/apiError.ts'
import { getEmailForUpdate, getEmailsForUpdate, readEmail } from './funnelEmails.repository.ts'
import { funnelEmailsTable } from './funnelEmails.table.ts'
import { getFunnelForUpdate, readFunnel } from '../funnels.repository.ts'
import type { PageRow } from '../pages/pages.table.ts'

const topics: Topic[] = ['funnels', 'email', 'dashboard']
const minute = 60_000
/**
 * An ask for a confirmation that is older is not answered any more: nobody remembers it. In
 * milliseconds.
 */
export const maxConfirmationAge = 7 * 24 * 60 * minute

type NewEmail = { pageId: number | null; delayMinutes: number; campaignId?: number }

/**
 * Off at first.
 * @throws 404; 409 if the campaign was started or a funnel has it; 422 if the page is another
 * funnel's
 */
export async function createEmail(
  services: Services,
  funnelId: number,
  { pageId, delayMinutes, campaignId }: NewEmail,
): Promise<FunnelEmail> {
  const now = services.host.clock.now()
  const id = await services.database.write(topics, async (transaction) => {
    const { funnel, pages } = await getFunnelForUpdate(transaction, funnelId)
    refuseForeignPage(pages, pageId)
    if (campaignId !== undefined) await makeAutomatic(transaction, campaignId)
    const draft = {
      name: (funnel.language === 'fr' ? `E-mail : ${funnel.name}` : `E-mail: ${funnel.name}`).slice(
        0,
        200,
      ),
    }
    return insertEmail(transaction, { funnelId, pageId, delayMinutes, campaignId }, draft, now)
  })
  return readEmail(services.database, id)
}

/** @param draft what is written where no campaign is given. @returns the e-mail's number */
export async function insertEmail(
  transaction: Transaction,
  email: NewEmail & { funnelId: number },
  draft: AutomaticDraft,
  now: number,
): Promise<number> {
  const { funnelId, pageId, delayMinutes } = email
  const campaignId = email.campaignId ?? (await createAutomatic(transaction, draft, now))
  const isOwn = email.campaignId === undefined
  const row = { funnelId, pageId, delayMinutes, campaignId, isOwn, createdAt: now }
  return funnelEmailsTable.insert(transaction, row)
}

type Change = { pageId?: number | null; delayMinutes?: number; isOn?: boolean }

/**
 * What waits keeps its moment.
 * @throws as `createEmail`; 422 if something is missing without which it cannot be turned on
 */
export async function updateEmail(
  services: Services,
  id: number,
  { isOn, ...fields }: Change,
): Promise<FunnelEmail> {
  const { database, host } = services
  const before = readEmail(database, id)
  // First, because it may be refused, and then nothing has changed.
  if (isOn === true && !before.isOn) {
    const { funnel } = readFunnel(database, before.funnelId)
    if (funnel.isArchived)
      throw apiError('CONFLICT', 'funnel_archived', 'This funnel is archived: restore it first.')
    await turnAutomaticOn(services, before.campaignId, funnel.language)
  }
  await database.write(topics, async (transaction) => {
    const email = await getEmailForUpdate(transaction, id)
    if (fields.pageId !== undefined)
      refuseForeignPage(
        (await getFunnelForUpdate(transaction, email.funnelId)).pages,
        fields.pageId,
      )
    await funnelEmailsTable.update(transaction, { id }, fields)
    if (isOn === false) await turnOff(transaction, email.campaignId, host.clock.now())
  })
  services.outbox.wake()
  return readEmail(database, id)
}

/** What waits is cancelled; what was sent stays among the campaigns. @throws 404 */
export async function deleteEmail({ database, host, outbox }: Services, id: number): Promise<void> {
  await database.write(topics, async (transaction) => {
    const { campaignId, isOwn } = await getEmailForUpdate(transaction, id)
    await funnelEmailsTable.delete(transaction, { id })
    await releaseAutomatic(transaction, campaignId, isOwn, host.clock.now())
  })
  outbox.wake()
}

/**
 * The e-mails of a funnel for its copy: the same words and delays, off, writing to nobody of the
 * original.
 * @param pageIds new page by old
 */
export async function copyEmails(
  transaction: Transaction,
  from: { id: number; to: number; pageIds: Map<number, number> },
  now: number,
): Promise<void> {
  for (const { campaignId, pageId, delayMinutes } of await getEmailsForUpdate(
    transaction,
    from.id,
  )) {
    const copied = pageId === null ? null : from.pageIds.get(pageId)
    // One whose page is gone has nothing that could start its copy.
    if (copied === undefined) continue
    await insertEmail(
      transaction,
      { funnelId: from.to, pageId: copied, delayMinutes },
      await draftOf(transaction, campaignId),
      now,
    )
  }
}

/** Before a funnel is deleted. */
export async function releaseEmails(
  transaction: Transaction,
  funnelId: number,
  now: number,
): Promise<void> {
  for (const { campaignId, isOwn } of await getEmailsForUpdate(transaction, funnelId))
    await releaseAutomatic(transaction, campaignId, isOwn, now)
}

/**
 * An archived funnel writes to nobody: what waits is held until it is restored, and then everything
 * is as it was.
 */
export async function holdEmails(
  transaction: Transaction,
  funnelId: number,
  isHeld: boolean,
  now: number,
): Promise<void> {
  for (const { campaignId } of await getEmailsForUpdate(transaction, funnelId))
    await holdAutomatic(transaction, campaignId, isHeld)
  await holdConfirmations(transaction, funnelId, isHeld, now - maxConfirmationAge)
}

const started = funnelEmailsTable.select('campaignId', 'delayMinutes')

/**
 * Queues what an agreement starts, and brings its person into the sequences that begin by it. The delay counts from the moment it was taken in: after days
 * without the application the welcome still
 * goes, and the others keep their distance from it. @param of the address that agreed: nobody is
 * written to at another
 */
export async function queueEmails(
  transaction: Transaction,
  of: { funnelId: number; pageId: number; leadId: number; email: string },
  queueing: Queueing,
): Promise<void> {
  const emails = await transaction.all(
    started,
    `SELECT ${started.list('funnel_emails')} FROM funnel_emails JOIN funnels ON funnels.id = funnel_id
     WHERE funnel_id = ? AND (page_id IS NULL OR page_id = ?) AND is_active = 1 AND is_archived = 0`,
    [of.funnelId, of.pageId],
  )
  const isActive = await transaction.count(
    'SELECT count(*) AS n FROM funnels WHERE id = ? AND is_active = 1 AND is_archived = 0',
    [of.funnelId],
  )
  if (isActive === 1) await enterByForm(transaction, of, queueing.now)
  for (const { campaignId, delayMinutes } of emails) {
    await queueAutomatic(
      transaction,
      {
        campaignId,
        leadId: of.leadId,
        email: of.email,
        dueAt: queueing.now + delayMinutes * minute,
      },
      queueing,
    )
  }
}

function refuseForeignPage(pages: PageRow[], pageId: number | null): void {
  if (pageId !== null && !pages.some(({ id }) => id === pageId))
    throw apiError('UNPROCESSABLE', 'unknown_id', `Page ${pageId} is not part of this funnel.`, {
      field: 'pageId',
    })
}
