// What something changed of the refusals of addresses, and giving that back: one that was made stronger,
// lifted or given again since is not what that change made of it.
import { z } from 'zod'
import { suppressionReasons } from '#shared/contract/suppressions.ts'
import type { Transaction } from '#main/database/database.ts'
import { suppressionsTable } from './suppressions.table.ts'

const Refusal = z.object({
  reason: z.enum(suppressionReasons),
  note: z.string().nullable(),
  createdAt: z.number(),
  viaAddress: z.string().nullable(),
})
type Refusal = z.infer<typeof Refusal>

/** What stood against an address, and what stands since; null: nothing. */
export const ChangedRefusal = z.object({
  address: z.string(),
  before: Refusal.nullable(),
  after: Refusal.nullable(),
})
export type ChangedRefusal = z.infer<typeof ChangedRefusal>

export async function refusalOf(
  transaction: Transaction,
  address: string,
): Promise<Refusal | null> {
  const row = await suppressionsTable.findForUpdate(transaction, {
    kind: 'address',
    value: address,
  })
  return row === null ? null : Refusal.parse(row)
}

const isSame = (one: Refusal | null, other: Refusal | null): boolean =>
  JSON.stringify(one) === JSON.stringify(other)

/** @returns what `work` changed of the refusals of these addresses */
export async function changedBy(
  transaction: Transaction,
  addresses: readonly string[],
  work: () => Promise<unknown>,
): Promise<ChangedRefusal[]> {
  const before = new Map<string, Refusal | null>()
  for (const address of addresses) before.set(address, await refusalOf(transaction, address))
  await work()
  const changed: ChangedRefusal[] = []
  for (const [address, was] of before) {
    const after = await refusalOf(transaction, address)
    if (!isSame(was, after)) changed.push({ address, before: was, after })
  }
  return changed
}

/**
 * Of no effect where the refusal is not what the change made of it.
 * @returns whether it was given back
 */
export async function giveBackChanged(
  transaction: Transaction,
  { address, before, after }: ChangedRefusal,
): Promise<boolean> {
  if (!isSame(await refusalOf(transaction, address), after)) return false
  const row = { kind: 'address', value: address } as const
  if (before === null) await suppressionsTable.delete(transaction, row)
  else if (after === null) await suppressionsTable.insert(transaction, { ...row, ...before })
  else await suppressionsTable.update(transaction, row, before)
  return true
}
