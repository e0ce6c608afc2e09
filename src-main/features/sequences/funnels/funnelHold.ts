// An archived funnel writes to nobody: its sequences are held until it is restored, and then go on as
// they were.
import type { SequenceStart } from '#shared/contract/sequences/sequences.contract.ts'
import { integer } from '#main/database/columnKinds.ts'
import type { Transaction } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { holdAutomatic } from '#main/features/email/email.feature.ts'
import { getEmailsForUpdate } from '../emails/sequenceEmails.repository.ts'

const idOnly = rowOf({ id: integer() })

/** SQL over `sequences`: it is there, and begins by a form of the funnel. Parameter: the funnel. */
export const isOfFunnelSql = `sequences.deleted_at IS NULL AND json_extract(sequences.start, '$.kind') = 'form'
  AND json_extract(sequences.start, '$.funnelId') = ?`

export const sequenceIdsOfFunnel = async (
  transaction: Transaction,
  funnelId: number,
): Promise<number[]> =>
  (
    await transaction.all(idOnly, `SELECT id FROM sequences WHERE ${isOfFunnelSql} ORDER BY id`, [
      funnelId,
    ])
  ).map(({ id }) => id)

/** Whether the funnel it begins by is archived. */
export const isFunnelArchived = async (
  transaction: Transaction,
  start: SequenceStart,
): Promise<boolean> =>
  start.kind === 'form' &&
  (await transaction.count('SELECT count(*) AS n FROM funnels WHERE id = ? AND is_archived = 1', [
    start.funnelId,
  ])) > 0

/** What of its messages waits in the outbox, too. */
export async function holdAll(
  transaction: Transaction,
  sequenceId: number,
  isHeld: boolean,
): Promise<void> {
  await transaction.sql('UPDATE sequences SET is_held = ? WHERE id = ?', [
    Number(isHeld),
    sequenceId,
  ])
  for (const { campaignId } of await getEmailsForUpdate(transaction, sequenceId))
    await holdAutomatic(transaction, campaignId, isHeld)
}
