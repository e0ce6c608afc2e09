// All SQL about two leads of whom the user said that they are different people.
import { integer, moment } from '#main/database/columnKinds.ts'
import type { Transaction } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'

const otherRow = rowOf({ other: integer(), saidAt: moment() })

/** Each pair is kept once, the smaller number first. */
const inOrder = (one: number, other: number): [number, number] =>
  one < other ? [one, other] : [other, one]

/** @returns whether that was not known yet */
export async function addDifferent(
  transaction: Transaction,
  [one, other]: readonly [number, number],
  saidAt: number,
): Promise<boolean> {
  const added = await transaction.first(
    otherRow,
    `INSERT INTO different_leads (lead_a, lead_b, said_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING
     RETURNING lead_b AS other, said_at AS saidAt`,
    [...inOrder(one, other), saidAt],
  )
  return added !== null
}

export const removeDifferent = (
  transaction: Transaction,
  [one, other]: readonly [number, number],
): Promise<unknown> =>
  transaction.sql(
    'DELETE FROM different_leads WHERE lead_a = ? AND lead_b = ?',
    inOrder(one, other),
  )

/**
 * An entry becomes another: whoever is different from the one is different from the other.
 * @returns those of whom that was not known
 */
export async function takeDifferent(
  transaction: Transaction,
  { from, to }: { from: number; to: number },
): Promise<number[]> {
  const known = await transaction.all(
    otherRow,
    `SELECT iif(lead_a = ?, lead_b, lead_a) AS other, said_at AS saidAt FROM different_leads
     WHERE lead_a = ? OR lead_b = ?`,
    [from, from, from],
  )
  const added: number[] = []
  for (const { other, saidAt } of known)
    if (other !== to && (await addDifferent(transaction, [to, other], saidAt))) added.push(other)
  return added
}
