// Who comes in because they begin to be meant: by a filter or a segment, as they are at this moment.
import type { LeadFilter } from '#shared/contract/crm.contract.ts'
import type { Services } from '#main/core/services.ts'
import type { Transaction } from '#main/database/database.ts'
import { isWide, leadFilterSql, readLeadIds } from '#main/features/crm/crm.feature.ts'
import { enter, enteredAtOnce, noteThere, type Times } from '../people/entering.ts'
import { sequencesTable, type SequenceRow } from '../sequences.table.ts'

/** Told in one answer of the reading thread. */
const asked = 5_000

/** Whom a sequence begins for by itself; null where that is nobody. */
export function startFilter({ start }: Pick<SequenceRow, 'start'>): LeadFilter | null {
  if (start.kind === 'filter') return { filter: start.filter }
  return start.kind === 'segment' ? { segment: start.segmentId } : null
}

const knownSql = 'SELECT lead_id FROM sequence_people WHERE sequence_id = ? AND lead_id IS NOT NULL'

/** Those who are meant and were never written down, some thousands at a time. */
export const meantAndUnknown = (
  services: Services,
  sequenceId: number,
  filter: LeadFilter,
): Promise<number[]> =>
  readLeadIds(services, filter, { select: knownSql, parameters: [sequenceId], most: asked })

export async function takeIn(
  services: Services,
  sequence: SequenceRow,
  times: Times,
  goesOn: () => boolean,
): Promise<void> {
  const filter = startFilter(sequence)
  if (filter === null) return
  while (goesOn()) {
    const ids = await meantAndUnknown(services, sequence.id, filter)
    for (let from = 0; from < ids.length && goesOn(); from += enteredAtOnce)
      await services.database.write(['sequences', 'crm'], async (transaction) => {
        const present = await sequencesTable.findForUpdate(transaction, { id: sequence.id })
        // Changed since it was asked: the next look asks as it is now.
        if (present?.updatedAt !== sequence.updatedAt || !present.isOn || present.isHeld) return
        const some = ids.slice(from, from + enteredAtOnce)
        await enter(transaction, present, some, times, present.start.kind)
      })
    if (ids.length < asked) return
  }
}

/**
 * Those who were only there at an earlier start come in where they are still meant, once they are
 * forgotten; or count as there again, where they are not to come in.
 */
export async function forgetThere(
  transaction: Transaction,
  sequenceId: number,
  { isAll }: { isAll: boolean },
): Promise<void> {
  const last = 'SELECT max(id) FROM sequence_people WHERE sequence_id = ?'
  await transaction.sql(`UPDATE sequences SET forgets_to = iif(?, (${last}), NULL) WHERE id = ?`, [
    Number(isAll),
    sequenceId,
    sequenceId,
  ])
}

/** In slices; cut short, the rest is forgotten at the next look. */
export async function forgetSlices(
  { database }: Services,
  { id, forgetsTo }: Pick<SequenceRow, 'id' | 'forgetsTo'>,
  goesOn: () => boolean,
): Promise<void> {
  for (let hasMore = forgetsTo !== null; hasMore && goesOn();)
    hasMore = await database.write(['sequences'], async (transaction) => {
      const gone = await transaction.sql(
        `DELETE FROM sequence_people WHERE id IN (SELECT people.id FROM sequences JOIN sequence_people AS people ON people.sequence_id = sequences.id
           WHERE sequences.id = ? AND reason = 'already_there' AND people.id <= forgets_to LIMIT ?) RETURNING id`,
        [id, enteredAtOnce],
      )
      if (gone.length === 0)
        await transaction.sql('UPDATE sequences SET forgets_to = NULL WHERE id = ?', [id])
      return gone.length > 0
    })
}

/**
 * Before a sequence is turned on: those who are meant already are written down as such. With very many
 * leads, in slices beside everything else; those who begin to be meant in those seconds are of them.
 */
export async function noteAllThere(
  services: Services,
  sequenceId: number,
  filter: LeadFilter,
): Promise<void> {
  for (let hasMore = isWide(services); hasMore;) {
    const ids = await meantAndUnknown(services, sequenceId, filter)
    for (let from = 0; from < ids.length; from += enteredAtOnce)
      await services.database.write([], (transaction) =>
        noteThere(
          transaction,
          sequenceId,
          ids.slice(from, from + enteredAtOnce),
          services.host.clock.now(),
        ),
      )
    hasMore = ids.length === asked
  }
}

/** The same in the write that turns it on, exactly; where the leads are not too many for that. */
export async function noteThereNow(
  services: Services,
  transaction: Transaction,
  sequenceId: number,
  filter: LeadFilter,
): Promise<void> {
  if (isWide(services)) return
  const { database, host } = services
  const now = host.clock.now()
  const { where, parameters } = leadFilterSql(filter, { database, now })
  await transaction.sql(
    `INSERT OR IGNORE INTO sequence_people (sequence_id, lead_id, state, since, reason, entered_at, ended_at)
     SELECT ?, leads.id, 'ended', ?, 'already_there', ?, ? FROM leads WHERE ${where}`,
    [sequenceId, now, now, now, ...parameters],
  )
}
