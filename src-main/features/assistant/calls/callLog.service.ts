// The log of calls as it is shown: one call with what was sent, and forgetting all of it.
import type { Services } from '#main/core/services.ts'
import { unknownId } from '#main/platform/apiError.ts'
import { businessZone } from '#main/features/settings/settings.feature.ts'
import { findCall, forgetPayloads, monthStart, toCall } from './aiCalls.repository.ts'

/** @throws 404 */
export function getCall({ database }: Services, id: number) {
  const row = findCall(database, id)
  if (row === null) throw unknownId('call', id)
  return { call: toCall(row), url: row.url, payload: row.payload ?? '' }
}

/** What was sent is forgotten; the sums of the running month are not. */
export async function clearCalls(services: Services): Promise<void> {
  const month = monthStart(services.host.clock.now(), businessZone(services))
  await services.database.write(['assistant'], (transaction) =>
    forgetPayloads(transaction, Number.MAX_SAFE_INTEGER, month),
  )
}
