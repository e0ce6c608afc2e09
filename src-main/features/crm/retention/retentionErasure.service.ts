// Erasing people who are due: each asked once more in the transaction that erases it.
import type { Services } from '#main/core/services.ts'
import { erasePeople } from '../personalData/erasure.service.ts'
import { standingOf } from './retention.repository.ts'
import { askedNow } from './retention.service.ts'
import { dueChanged } from './retentionWalk.ts'

type Left = { id: number; because: 'unknown' | 'not_due' }

/** Cannot be taken back. Whoever came back meanwhile, or is kept, is left as they are. */
export async function erasePeopleDue(services: Services, ids: readonly number[]) {
  const left: Left[] = []
  const reports = await erasePeople(services, [...new Set(ids)], async (transaction, id) => {
    const standing = await standingOf(transaction, askedNow(services), id)
    if (standing === 'due') return true
    left.push({ id, because: standing === null ? 'unknown' : 'not_due' })
    return false
  })
  dueChanged(services, -reports.length)
  return {
    erased: reports.length,
    refusalsKept: reports.reduce((sum, { refusalsKept }) => sum + refusalsKept, 0),
    left,
  }
}
