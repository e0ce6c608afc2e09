// Addresses that a person was given after something was noted by hand: what they took over from the others
// goes with it where it was a mistake, and what comes back holds for them too.
import type { Transaction } from '#main/database/database.ts'
import { refusalOf, type ChangedRefusal } from './changedRefusals.ts'
import { addressesOnRecord, heldWithoutAddress, hold } from './consents.repository.ts'
import { refuseOtherAddress } from './suppressions.repository.ts'
import { suppressionsTable } from './suppressions.table.ts'

/** A line of the ledger, with what it changed of the refusals of its day. */
type Line = { action: string; at: number; refusals: ChangedRefusal[] }

/**
 * Call it once the line's own refusals are given back.
 * @param addresses of the person, all there are now
 * @param isOfAnother another line refuses from the same moment on
 * @returns those that the line, and nothing else, had kept from being written to
 */
export async function freeLaterAddresses(
  transaction: Transaction,
  addresses: readonly string[],
  line: Line,
  isOfAnother: boolean,
): Promise<string[]> {
  if (line.action !== 'withdrawn') return []
  const freed: string[] = []
  for (const address of addresses) {
    if (line.refusals.some((refusal) => refusal.address === address)) continue
    const refusal = await refusalOf(transaction, address)
    if (refusal === null || refusal.reason !== 'unsubscribed') continue
    const { viaAddress, createdAt } = refusal
    const from = line.refusals.find((one) => one.address === viaAddress)
    const isOfLine =
      from === undefined
        ? createdAt === line.at && !isOfAnother
        : createdAt === from.after?.createdAt &&
          (await refusalOf(transaction, from.address))?.createdAt !== createdAt
    if (isOfLine) freed.push(address)
  }
  for (const value of freed) await suppressionsTable.delete(transaction, { kind: 'address', value })
  return freed
}

/**
 * What still stands against one of the addresses holds for those that are free now, and what came back for
 * those that came later. Call it once the line is taken back.
 */
export async function shareWhatIsLeft(
  transaction: Transaction,
  leadId: number,
  addresses: readonly string[],
  freed: readonly string[],
  { refusals }: Line,
): Promise<void> {
  const cameBack = refusals.filter(({ before }) => before !== null).map(({ address }) => address)
  const held = await heldWithoutAddress(transaction, leadId)
  // Those that the person does not have any more too: what was refused there holds for all.
  const all = new Set([...addresses, ...(await addressesOnRecord(transaction, leadId))])
  for (const to of addresses) {
    for (const from of freed.includes(to) ? all : cameBack)
      await refuseOtherAddress(transaction, { from, to })
    if (held !== null) await hold(transaction, to, held)
  }
}
