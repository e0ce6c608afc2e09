// What can be done to an ad campaign of the register.
import type { z } from 'zod'
import type { Ad, AdChange, AdDraft } from '#shared/contract/ads.contract.ts'
import { memorySlot } from '#main/core/memory.ts'
import type { Services } from '#main/core/services.ts'
import { createRecentlyDeleted } from '#main/platform/recentlyDeleted.ts'
import { apiError, unknownId } from '#main/platform/apiError.ts'
import { getAdForUpdate, readAd, toAd } from './ads.repository.ts'
import { adsTable, type AdRow } from './ads.table.ts'

type Change = Partial<AdDraft>
type Reading = Pick<Services, 'database'>
type Writing = Pick<Services, 'database' | 'host' | 'memory'>

const deleted = memorySlot(() => createRecentlyDeleted<AdRow>())

/** @throws 404 */
export function getAd({ database }: Reading, id: number): Ad {
  return toAd(readAd(database, id))
}

/** @throws 422 if it ends before it starts */
export async function createAd({ database, host }: Writing, draft: AdDraft): Promise<Ad> {
  const now = host.clock.now()
  const row = { ...emptyAd, ...columnsOf(draft), createdAt: now, updatedAt: now }
  refuseReversedDays(row)
  const id = await database.write(['ads'], (transaction) => adsTable.insert(transaction, row))
  return getAd({ database }, id)
}

/**
 * Fields left out keep their value; a result changed by hand makes all of them entered by hand.
 * @throws 404, 422
 */
export async function updateAd(
  { database, host }: Writing,
  { id, ...change }: z.output<typeof AdChange>,
): Promise<Ad> {
  await database.write(['ads'], async (transaction) => {
    const before = await getAdForUpdate(transaction, id)
    const columns = columnsOf(change)
    const after = { ...before, ...columns }
    refuseReversedDays(after)
    const isEntered = (['impressions', 'clicks', 'conversions', 'spentCents'] as const).some(
      (result) => after[result] !== before[result],
    )
    await adsTable.update(
      transaction,
      { id },
      {
        ...columns,
        ...(isEntered ? { resultsOrigin: 'entered' } : {}),
        updatedAt: host.clock.now(),
      },
    )
  })
  return getAd({ database }, id)
}

/** @throws 404 */
export async function deleteAd({ database, host, memory }: Writing, id: number): Promise<void> {
  const row = await database.write(['ads'], async (transaction) => {
    const before = await getAdForUpdate(transaction, id)
    await adsTable.delete(transaction, { id })
    return before
  })
  memory.of(deleted).keep(row, host.clock.now())
}

/** @throws 404 if nothing was deleted under this identifier, or too long ago */
export async function restoreAd({ database, host, memory }: Writing, id: number): Promise<Ad> {
  const row = memory.of(deleted).find(id, host.clock.now())
  if (row === null) throw unknownId('deleted ad campaign', id)
  await database.write(['ads'], (transaction) => adsTable.insert(transaction, row))
  memory.of(deleted).forget(id)
  return toAd(row)
}

export const emptyAd: Omit<AdRow, 'id' | 'name' | 'platform' | 'createdAt' | 'updatedAt'> = {
  status: 'draft',
  description: '',
  headline: '',
  adCopy: '',
  imageUrl: null,
  videoUrl: null,
  audience: '',
  dailyBudgetCents: null,
  totalBudgetCents: null,
  startsOn: null,
  endsOn: null,
  impressions: null,
  clicks: null,
  conversions: null,
  spentCents: null,
  resultsOrigin: 'entered',
}

const inCents = (amount: number | null): number | null =>
  amount === null ? null : Math.round(amount * 100)

function columnsOf<Draft extends Change>({ dailyBudget, totalBudget, spent, ...fields }: Draft) {
  return {
    ...(Object.fromEntries(
      Object.entries(fields).filter(([, value]) => value !== undefined),
    ) as Omit<Draft, 'dailyBudget' | 'totalBudget' | 'spent'>),
    ...(dailyBudget === undefined ? {} : { dailyBudgetCents: inCents(dailyBudget) }),
    ...(totalBudget === undefined ? {} : { totalBudgetCents: inCents(totalBudget) }),
    ...(spent === undefined ? {} : { spentCents: inCents(spent) }),
  }
}

function refuseReversedDays({
  startsOn,
  endsOn,
}: {
  startsOn?: string | null
  endsOn?: string | null
}): void {
  if (startsOn != null && endsOn != null && endsOn < startsOn) {
    throw apiError('UNPROCESSABLE', 'end_before_start', 'It would end before it starts.', {
      field: 'endsOn',
    })
  }
}
