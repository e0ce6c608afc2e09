// What a merge changes of the refusals of a person's addresses, and giving that back: one that was made
// stronger, lifted or given again since is the merge's no more.
import { z } from 'zod'
import { suppressionReasons } from '#shared/contract/suppressions.ts'
import type { Transaction } from '#main/database/database.ts'
import { refuseOtherAddress } from '../consents/suppressions.repository.ts'
import { suppressionsTable } from '../consents/suppressions.table.ts'

const Refusal = z.object({
  reason: z.enum(suppressionReasons),
  note: z.string().nullable(),
  createdAt: z.number(),
  viaAddress: z.string().nullable(),
})
type Refusal = z.infer<typeof Refusal>

/** What stood against an address, and what stands since. */
const ChangedRefusal = z.object({
  address: z.string(),
  before: Refusal.nullable(),
  after: Refusal,
})
type ChangedRefusal = z.infer<typeof ChangedRefusal>

async function refusalOf(transaction: Transaction, address: string): Promise<Refusal | null> {
  const row = await suppressionsTable.findForUpdate(transaction, {
    kind: 'address',
    value: address,
  })
  return row === null ? null : Refusal.parse(row)
}

const isSame = (one: Refusal | null, other: Refusal | null): boolean =>
  JSON.stringify(one) === JSON.stringify(other)

/**
 * What was refused at an address of one entry holds for those of the others. Among those of one entry
 * it is settled: at one of them its person may have agreed again since.
 * @param entries the addresses of each
 * @returns what that changed
 */
export async function shareAmongEntries(
  transaction: Transaction,
  entries: readonly (readonly string[])[],
): Promise<ChangedRefusal[]> {
  // As of before: what one entry only takes over from another it does not hand on.
  const refused = new Set<string>()
  for (const address of entries.flat())
    if ((await refusalOf(transaction, address)) !== null) refused.add(address)
  const changed: ChangedRefusal[] = []
  for (const entry of entries) {
    const others = entries.filter((other) => other !== entry).flat()
    const from = others.filter((address) => refused.has(address))
    for (const address of entry) {
      const change = await refuseAlso(transaction, from, address)
      if (change !== null) changed.push(change)
    }
  }
  return changed
}

/** @returns null if that changed nothing */
async function refuseAlso(
  transaction: Transaction,
  others: readonly string[],
  address: string,
): Promise<ChangedRefusal | null> {
  const before = await refusalOf(transaction, address)
  for (const from of others) await refuseOtherAddress(transaction, { from, to: address })
  const after = await refusalOf(transaction, address)
  return after === null || isSame(before, after) ? null : { address, before, after }
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
  if (typeof refusal === 'number')
    return void (await suppressionsTable.delete(transaction, { id: refusal }))
  const { address, before, after } = refusal
  if (!isSame(await refusalOf(transaction, address), after)) return
  const row = { kind: 'address', value: address } as const
  if (before === null) await suppressionsTable.delete(transaction, row)
  else await suppressionsTable.update(transaction, row, before)
}
