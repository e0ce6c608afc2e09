// What a merge changes of the refusal of the address that stays, and giving that back: one that was
// made stronger, lifted or given again since is the merge's no more.
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
export const ChangedRefusal = z.object({
  address: z.string(),
  before: Refusal.nullable(),
  after: Refusal,
})
export type ChangedRefusal = z.infer<typeof ChangedRefusal>

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
 * What was refused at the other addresses of a person holds for the one that stays.
 * @returns null if that changed nothing
 */
export async function refuseAlso(
  transaction: Transaction,
  others: readonly (string | null)[],
  address: string | null,
): Promise<ChangedRefusal | null> {
  if (address === null) return null
  const before = await refusalOf(transaction, address)
  for (const from of others)
    if (from !== null) await refuseOtherAddress(transaction, { from, to: address })
  const after = await refusalOf(transaction, address)
  return after === null || isSame(before, after) ? null : { address, before, after }
}

/** Of no effect where the refusal is not what the merge made of it. */
export async function giveBackRefusal(
  transaction: Transaction,
  { address, before, after }: ChangedRefusal,
): Promise<void> {
  if (!isSame(await refusalOf(transaction, address), after)) return
  const row = { kind: 'address', value: address } as const
  if (before === null) await suppressionsTable.delete(transaction, row)
  else await suppressionsTable.update(transaction, row, before)
}
