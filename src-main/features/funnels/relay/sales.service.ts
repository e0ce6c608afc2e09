// Sales and refunds as they are entered, corrected and taken back by hand: no money is handled here,
// only the fact is noted.
import { randomUUID } from 'node:crypto'
import type { Sale } from '#shared/contract/funnels/sales.ts'
import type { Topic } from '#shared/contract/system.contract.ts'
import type { Services } from '#main/core/services.ts'
import type { Transaction } from '#main/database/database.ts'
import { getSettings } from '#main/features/settings/settings.feature.ts'
import { apiError, unknownId } from '#main/platform/apiError.ts'
import { getFunnelForUpdate } from '../funnels.repository.ts'
import type { PageRow } from '../pages/pages.table.ts'
import {
  bringBackSale,
  changeSale,
  getSaleForUpdate,
  insertSale,
  manualPrefix,
  removeSale,
  toSale,
} from './sales.repository.ts'

const topics: Topic[] = ['funnels', 'dashboard', 'crm']
const earliest = Date.UTC(2000, 0)
/** A client's clock may be a little ahead, in milliseconds. */
const clockTolerance = 60_000

type NewSale = {
  id: number
  pageId: number
  amount: number
  leadId: number | null
  soldAt?: string
  kind: Sale['kind']
}

/**
 * @returns the currency the amount was taken to be in.
 * @throws 404 if the funnel, its page or the lead does not exist; 422 for a moment that cannot be
 */
export async function recordSale(
  services: Services,
  given: NewSale,
): Promise<{ currency: string }> {
  const now = services.host.clock.now()
  const at = momentOf(given.soldAt, now)
  const { currency: usual } = getSettings(services)
  return services.database.write(topics, async (transaction) => {
    const page = await pageOfFunnel(transaction, given.id, given.pageId)
    await refuseUnknownLead(transaction, given.leadId)
    const currency = page.offer?.currency ?? usual
    const { id: funnelId, pageId, leadId, kind } = given
    const amountCents = Math.round(given.amount * 100)
    const eventId = `${manualPrefix}${randomUUID()}`
    const sale = { eventId, kind, at, funnelId, pageId, leadId, amountCents, currency }
    await insertSale(transaction, sale, now)
    return { currency }
  })
}

type Change = { pageId?: number; amount?: number; leadId?: number | null; soldAt?: string }

/** Fields left out keep their value. @throws as `recordSale` */
export async function updateSale(services: Services, id: number, change: Change): Promise<Sale> {
  const now = services.host.clock.now()
  const at = change.soldAt === undefined ? null : momentOf(change.soldAt, now)
  return services.database.write(topics, async (transaction) => {
    const before = await getSaleForUpdate(transaction, id)
    if (change.pageId !== undefined && change.pageId !== before.pageId)
      await pageOfFunnel(transaction, before.funnelId, change.pageId)
    if (change.leadId !== undefined) await refuseUnknownLead(transaction, change.leadId)
    const cents = change.amount === undefined ? null : Math.round(change.amount * 100)
    const after = {
      at: at ?? before.at,
      pageId: change.pageId ?? before.pageId,
      leadId: change.leadId === undefined ? before.leadId : change.leadId,
      amountCents: cents === null ? before.amountCents : before.kind === 'refund' ? -cents : cents,
    }
    await changeSale(transaction, before, after, now)
    return toSale(await getSaleForUpdate(transaction, id))
  })
}

/** @throws 404 */
export async function deleteSale({ database, host }: Services, id: number): Promise<void> {
  await database.write(topics, async (transaction) =>
    removeSale(transaction, await getSaleForUpdate(transaction, id), host.clock.now()),
  )
}

/** Takes its deletion back. @throws 404 */
export async function restoreSale({ database, host }: Services, id: number): Promise<void> {
  await database.write(topics, async (transaction) =>
    bringBackSale(
      transaction,
      await getSaleForUpdate(transaction, id, 'removed'),
      host.clock.now(),
    ),
  )
}

function momentOf(soldAt: string | undefined, now: number): number {
  if (soldAt === undefined) return now
  const at = Date.parse(soldAt)
  if (at > now + clockTolerance || at < earliest)
    throw apiError(
      'UNPROCESSABLE',
      'sale_moment_invalid',
      'A sale lies in the past, and after the year 1999.',
      { field: 'soldAt' },
    )
  return Math.min(at, now)
}

async function pageOfFunnel(
  transaction: Transaction,
  funnelId: number,
  pageId: number,
): Promise<PageRow> {
  const { pages } = await getFunnelForUpdate(transaction, funnelId)
  const page = pages.find(({ id }) => id === pageId)
  if (page === undefined) throw unknownId('page of this funnel', pageId)
  return page
}

async function refuseUnknownLead(transaction: Transaction, leadId: number | null): Promise<void> {
  if (
    leadId !== null &&
    (await transaction.count('SELECT count(*) AS n FROM leads WHERE id = ?', [leadId])) === 0
  )
    throw unknownId('lead', leadId)
}
