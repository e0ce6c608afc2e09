// Refusals as the mail pages handle them: a pasted list in, one taken out. The list itself belongs
// to the CRM.
import { setImmediate as yieldToEventLoop } from 'node:timers/promises'
import type { Suppression } from '#shared/contract/suppressions.ts'
import type { Services } from '#main/core/services.ts'
import {
  deleteSuppression,
  insertSuppressions,
  readSuppressionEntry,
  type SuppressionEntry,
} from '#main/features/crm/crm.feature.ts'
import { unknownId } from '#main/platform/apiError.ts'

const changed = ['email', 'crm', 'dashboard'] as const
const slice = 200

/**
 * Entries are parted by line ends, commas or semicolons; what is neither address nor domain is
 * handed back.
 */
export async function addSuppressions(
  { database, host }: Services,
  {
    entries,
    reason,
    note,
  }: { entries: string; reason: Suppression['reason']; note: string | null },
): Promise<{ added: number; already: number; invalid: string[] }> {
  const invalid: string[] = []
  const valid = new Map<string, SuppressionEntry>()
  let read = 0
  for (const entry of entries.split(/[\r\n,;]+/).map((part) => part.trim())) {
    if (entry === '') continue
    const parsed = readSuppressionEntry(entry)
    if (parsed === null) invalid.push(entry)
    else {
      read += 1
      valid.set(`${parsed.kind}:${parsed.value}`, { ...parsed, reason, note })
    }
  }
  const wanted = [...valid.values()]
  let added = 0
  for (let from = 0; from < wanted.length; from += slice) {
    added += await database.write(changed, (transaction) =>
      insertSuppressions(transaction, wanted.slice(from, from + slice), host.clock.now()),
    )
    await yieldToEventLoop()
  }
  return { added, already: read - added, invalid }
}

/** Whoever agreed to be measured before is not again by that. @throws 404 */
export async function removeSuppression({ database, host }: Services, id: number): Promise<void> {
  await database.write(changed, async (transaction) => {
    if (!(await deleteSuppression(transaction, id, host.clock.now())))
      throw unknownId('refusal', id)
  })
}
