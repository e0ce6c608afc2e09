// Sequences of two entries that become one: what was done for either was done for the person, and
// where both were in the same one, the place of the entry that stays is the person's.
import { z } from 'zod'
import { integer, moment, text } from '#main/database/columnKinds.ts'
import type { Transaction } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'

export const MovedSequences = z.object({
  /** People of sequences, by their number, that are the other entry's now. */
  people: z.array(z.int()),
  /** Steps that the entry that stays is taken to have done. */
  steps: z.array(z.object({ personId: z.int(), stepKey: z.string() })),
  /** Sequences that the entry that stays was only there of when they were turned on, and since when. */
  there: z.array(z.object({ sequenceId: z.int(), at: z.number() })).default([]),
})
export type MovedSequences = z.infer<typeof MovedSequences>

const idOnly = rowOf({ id: integer() })
const thereOnly = rowOf({ sequenceId: integer(), at: moment() })
const doneStep = rowOf({ personId: integer(), stepKey: text() })

/**
 * Where the entry that stays is in the same sequence the row of the other is left behind: whose it was
 * is gone, which ends it, and what waits of it is not sent.
 */
export async function moveSequences(
  transaction: Transaction,
  from: number,
  to: number,
): Promise<MovedSequences> {
  // Meant when the sequence was turned on, and never in it: no place in a sequence.
  const there = await transaction.all(
    thereOnly,
    `DELETE FROM sequence_people WHERE reason = 'already_there' AND lead_id = ?
       AND sequence_id IN (SELECT sequence_id FROM sequence_people WHERE lead_id = ? AND reason IS NOT 'already_there')
     RETURNING sequence_id AS sequenceId, entered_at AS at`,
    [to, from],
  )
  // A step that calls is noted when its call is queued: one that is not over is not done.
  const steps = await transaction.all(
    doneStep,
    `INSERT OR IGNORE INTO sequence_steps (person_id, step_key, kind, at, result)
     SELECT stays.id, done.step_key, done.kind, done.at, done.result FROM sequence_people AS goes
       JOIN sequence_people AS stays ON stays.sequence_id = goes.sequence_id AND stays.lead_id = ?
       JOIN sequence_steps AS done ON done.person_id = goes.id WHERE goes.lead_id = ?
         AND NOT (done.kind = 'webhook' AND (done.result IS NULL OR done.result LIKE 'tried%'))
     RETURNING person_id AS personId, step_key AS stepKey`,
    [to, from],
  )
  const people = await transaction.all(
    idOnly,
    `UPDATE OR IGNORE sequence_people SET lead_id = ? WHERE lead_id = ? RETURNING id`,
    [to, from],
  )
  return { people: people.map(({ id }) => id), steps, there }
}

/** They are the first entry's again, where nobody was erased since. */
export async function moveSequencesBack(
  transaction: Transaction,
  { people, steps, there }: MovedSequences,
  { from, to }: { from: number; to: number },
): Promise<void> {
  await transaction.sql(
    `UPDATE sequence_people SET lead_id = ? WHERE lead_id = ? AND id IN (SELECT value FROM json_each(?))`,
    [to, from, JSON.stringify(people)],
  )
  for (const { personId, stepKey } of steps)
    await transaction.sql('DELETE FROM sequence_steps WHERE person_id = ? AND step_key = ?', [
      personId,
      stepKey,
    ])
  for (const { sequenceId, at } of there)
    await transaction.sql(
      `INSERT OR IGNORE INTO sequence_people (sequence_id, lead_id, state, since, reason, entered_at, ended_at)
       SELECT ?, ?, 'ended', ?, 'already_there', ?, ? WHERE EXISTS (SELECT 1 FROM sequences WHERE id = ? AND emptied_at IS NULL)`,
      [sequenceId, from, at, at, at, sequenceId],
    )
}
