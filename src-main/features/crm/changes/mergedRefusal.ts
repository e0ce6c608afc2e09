// What a merge changes of the refusals of a person's addresses, and giving that back.
import { z } from 'zod'
import type { Transaction } from '#main/database/database.ts'
import {
  changedBy,
  ChangedRefusal,
  giveBackChanged,
  refusalOf,
} from '../consents/changedRefusals.ts'
import { hold } from '../consents/consents.repository.ts'
import type { Held } from '../consents/standing.ts'
import { refuseOtherAddress } from '../consents/suppressions.repository.ts'
import { suppressionsTable } from '../consents/suppressions.table.ts'

/**
 * What was refused at an address of one entry holds for those of the others. Among those of one entry
 * it is settled: at one of them its person may have agreed again since.
 * @param entries the addresses of each
 * @param held what keeps an entry from being written to that had no address
 * @returns what that changed
 */
export async function shareAmongEntries(
  transaction: Transaction,
  entries: readonly (readonly string[])[],
  held: readonly Held[],
): Promise<ChangedRefusal[]> {
  // As of before: what one entry only takes over from another it does not hand on.
  const refused = new Set<string>()
  for (const address of entries.flat())
    if ((await refusalOf(transaction, address)) !== null) refused.add(address)
  return changedBy(transaction, entries.flat(), async () => {
    for (const entry of entries) {
      const others = entries.filter((other) => other !== entry).flat()
      for (const to of entry)
        for (const from of others.filter((address) => refused.has(address)))
          await refuseOtherAddress(transaction, { from, to })
    }
    for (const address of entries.flat())
      for (const one of held) await hold(transaction, address, one)
  })
}

/** What an earlier version kept: the number of a refusal that the merge added. */
const AddedRefusal = z.int()
/** As it is kept of a merge. */
export const MergedRefusal = z.union([AddedRefusal, ChangedRefusal])

/** Of no effect where the refusal is not what the merge made of it. */
export async function giveBackRefusal(
  transaction: Transaction,
  refusal: z.infer<typeof MergedRefusal>,
): Promise<void> {
  if (typeof refusal === 'number') await suppressionsTable.delete(transaction, { id: refusal })
  else await giveBackChanged(transaction, refusal)
}
