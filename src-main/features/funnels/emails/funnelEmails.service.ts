// What can be done to the e-mails of a funnel, which are steps of the sequences its forms start; and who
// comes into those, once a form came in and its sender agreed to be written to.
import type { FunnelEmail } from '#shared/contract/funnelEmails.ts'
import type { Services } from '#main/core/services.ts'
import type { Transaction } from '#main/database/database.ts'
import { holdConfirmations, type Queueing } from '#main/features/email/email.feature.ts'
import {
  addFunnelEmail,
  delayFunnelEmail,
  deleteFunnelEmail,
  enterByForm,
  funnelEmailsOf,
  holdFunnelSequences,
  moveFunnelEmail,
  requireDelayable,
  requireMovable,
  turnOffFunnelEmail,
  turnOnFunnelEmail,
} from '#main/features/sequences/sequences.feature.ts'
import { apiError } from '#main/platform/apiError.ts'
import { readEmail, toFunnelEmail } from './funnelEmails.repository.ts'
import { readFunnel } from '../funnels.repository.ts'
import type { FunnelRow } from '../funnels.table.ts'
import type { PageRow } from '../pages/pages.table.ts'

const minute = 60_000
/**
 * An ask for a confirmation that is older is not answered any more: nobody remembers it. In
 * milliseconds.
 */
export const maxConfirmationAge = 7 * 24 * 60 * minute

type NewEmail = { pageId: number | null; delayMinutes: number; campaignId?: number | undefined }

/** What the sequence of a funnel is called, and an e-mail of it that has no name yet. */
export function sequenceName(
  { name, language }: Pick<FunnelRow, 'name' | 'language'>,
  page: Pick<PageRow, 'name'> | null,
): string {
  const of = page === null ? name : `${name} – ${page.name}`
  return (language === 'fr' ? `E-mails : ${of}` : `E-mails: ${of}`).slice(0, 200)
}

/**
 * Off at first.
 * @throws 404; 409 if the campaign was started or a funnel has it, or the sequence of the form has more
 * than e-mails; 422 if the page is another funnel's
 */
export async function createEmail(
  services: Services,
  funnelId: number,
  { pageId, delayMinutes, campaignId }: NewEmail,
): Promise<FunnelEmail> {
  const name = nameFor(services, funnelId, pageId)
  const email = { delayMinutes, campaignId, name }
  const made = await addFunnelEmail(services, { funnelId, pageId }, email)
  const created = funnelEmailsOf(services.database, funnelId).find((one) => one.campaignId === made)
  if (created === undefined) throw new Error('The e-mail is not in the funnel.')
  return toFunnelEmail(created)
}

/** @throws 404 for a funnel that is not there; 422 for a page of another */
function nameFor({ database }: Services, funnelId: number, pageId: number | null): string {
  const { funnel, pages } = readFunnel(database, funnelId)
  const page = pages.find(({ id }) => id === pageId) ?? null
  if (pageId !== null && page === null)
    throw apiError('UNPROCESSABLE', 'unknown_id', `Page ${pageId} is not part of this funnel.`, {
      field: 'pageId',
    })
  return sequenceName(funnel, page)
}

type Change = { pageId?: number | null; delayMinutes?: number; isOn?: boolean }

/**
 * What waits keeps its moment.
 * @throws as `createEmail`; 409 if others would come before it while people are under way; 422 if
 * something is missing without which it cannot be turned on
 */
export async function updateEmail(
  services: Services,
  id: number,
  { isOn, pageId, delayMinutes }: Change,
): Promise<FunnelEmail> {
  const { database } = services
  const before = readEmail(database, id)
  const { funnelId } = before
  const name = nameFor(services, funnelId, pageId ?? null)
  // What may be refused comes first: then nothing has changed.
  const newDelay = delayMinutes === before.delayMinutes ? undefined : delayMinutes
  const newPage = pageId === before.pageId ? undefined : pageId
  if (newDelay !== undefined) requireDelayable(database, id, newDelay)
  if (newPage !== undefined) requireMovable(database, id, { funnelId, pageId: newPage })
  if (isOn === true && !before.isOn) {
    if (readFunnel(database, funnelId).funnel.isArchived)
      throw apiError('CONFLICT', 'funnel_archived', 'This funnel is archived: restore it first.')
    await turnOnFunnelEmail(services, id)
  }
  if (newDelay !== undefined) await delayFunnelEmail(services, id, newDelay)
  if (newPage !== undefined)
    await moveFunnelEmail(services, id, { start: { funnelId, pageId: newPage }, name })
  if (isOn === false) await turnOffFunnelEmail(services, id)
  return readEmail(database, id)
}

/** What waits is cancelled; what was sent stays among the campaigns. @throws 404 */
export async function deleteEmail(services: Services, id: number): Promise<void> {
  readEmail(services.database, id)
  await deleteFunnelEmail(services, id)
  services.outbox.wake()
}

/**
 * An archived funnel writes to nobody: what waits is held until it is restored, and then everything
 * is as it was.
 */
export async function holdEmails(
  services: Services,
  transaction: Transaction,
  funnelId: number,
  isHeld: boolean,
): Promise<void> {
  await holdFunnelSequences(services, transaction, funnelId, isHeld)
  const now = services.host.clock.now()
  await holdConfirmations(transaction, funnelId, isHeld, now - maxConfirmationAge)
}

/**
 * Brings whoever agreed into the sequences that their form starts, from the moment it was taken in.
 * Nobody, while the funnel is off or archived. @param of the address that agreed: nobody is written to
 * at another
 */
export async function queueEmails(
  transaction: Transaction,
  of: { funnelId: number; pageId: number; leadId: number; email: string },
  queueing: Queueing,
): Promise<void> {
  const isActive = await transaction.count(
    'SELECT count(*) AS n FROM funnels WHERE id = ? AND is_active = 1 AND is_archived = 0',
    [of.funnelId],
  )
  if (isActive === 1) await enterByForm(transaction, of, queueing)
}
