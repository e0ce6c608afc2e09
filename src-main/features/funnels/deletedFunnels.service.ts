// Deleted funnels: kept for a month with their pages, e-mails and what was measured, so that they
// can be brought back; then all of it goes.
import type { DeletedItem } from '#shared/contract/common.ts'
import type { Funnel } from '#shared/contract/funnels.contract.ts'
import { expiredDeleted, forgetDeleted, listDeleted, takeDeleted } from '#main/core/deletedItems.ts'
import type { Services } from '#main/core/services.ts'
import { restoreFunnelSequences } from '#main/features/sequences/sequences.feature.ts'
import { getFunnel } from './funnels.service.ts'
import { funnelTopics } from './funnels.repository.ts'
import { funnelsTable } from './funnels.table.ts'
import { clearAway } from './pages/leftovers.ts'
import { pagesTable } from './pages/pages.table.ts'
import { freeSlug } from './slugs.ts'

export const listDeletedFunnels = ({ database, host }: Services): DeletedItem[] =>
  listDeleted(database, 'funnel', host.clock.now())

const slugs = funnelsTable.select('slug')

/**
 * Under its old number, off the web, its sequences off: nothing is sent by it, and what waited in the
 * outbox when it was deleted stays cancelled.
 * @throws 404 if nothing was deleted under this number, or too long ago
 */
export async function restoreFunnel(services: Services, id: number): Promise<Funnel> {
  const { database, host } = services
  await database.write(funnelTopics, async (transaction) => {
    const rows = await takeDeleted(transaction, 'funnel', id, host.clock.now())
    const taken = new Set(
      (await transaction.all(slugs, `SELECT ${slugs.list()} FROM funnels`)).map(({ slug }) => slug),
    )
    for (const raw of rows['funnels'] ?? []) {
      const funnel = funnelsTable.read(raw)
      const slug = freeSlug(funnel.slug, (candidate) => taken.has(candidate))
      await funnelsTable.insert(transaction, { ...funnel, slug, isActive: false })
    }
    for (const raw of rows['pages'] ?? [])
      await pagesTable.insert(transaction, pagesTable.read(raw))
    const sequences = (rows['sequences'] ?? []).map(({ id: sequence }) => Number(sequence))
    await restoreFunnelSequences(transaction, sequences, host.clock.now())
  })
  return getFunnel(services, id)
}

/** What can no longer be brought back goes, with everything that happened on it. */
export async function purgeDeletedFunnels(services: Services): Promise<void> {
  const { database, host } = services
  for (const { id } of expiredDeleted(database, 'funnel', host.clock.now()))
    await database.write([], (transaction) => forgetDeleted(transaction, 'funnel', id))
  clearAway(services)
}
