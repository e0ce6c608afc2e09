// What a clock that was wrong, or a lead that came back, left behind.
import { integer, moment, optional, text } from '#main/database/columnKinds.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { restorablePeriod } from '#main/core/deletedItems.ts'
import type { Services } from '#main/core/services.ts'
import type { Times } from '../people/entering.ts'
import { sequencesTable } from '../sequences.table.ts'
import { goOnWhereTheyWere } from './goingOn.ts'

/** A clock is set right by less than this without anything to mend, in milliseconds. */
const tolerance = 60_000

/**
 * Waits that began in the future are of a clock that was wrong: they keep their length, from now on.
 * @param lastNow the clock at the last look; null: this is the first
 */
export async function mendMoments(
  { database }: Services,
  lastNow: number | null,
  now: number,
): Promise<void> {
  if (lastNow !== null && now >= lastNow - tolerance) return
  const ahead = `state = 'waiting' AND since > ?`
  const latest = now + tolerance
  if (
    database.count(`SELECT EXISTS (SELECT 1 FROM sequence_people WHERE ${ahead}) AS n`, [
      latest,
    ]) === 0
  )
    return
  await database.write(['sequences'], (transaction) =>
    transaction.sql(
      `UPDATE sequence_people SET due_at = ? + max(0, due_at - since), since = ? WHERE ${ahead}`,
      [now, now, latest],
    ),
  )
}

const back = rowOf({
  id: integer(),
  sequenceId: integer(),
  stepKey: optional(text()),
  outboxId: optional(integer()),
  dueAt: optional(moment()),
})

/** Who was deleted and came back goes on where they were; who is gone for good keeps no address. */
export async function reviveRestored(services: Services, times: Times): Promise<void> {
  const { database } = services
  const isBack = `reason = 'deleted' AND lead_id IN (SELECT id FROM leads) AND sequence_id IN (SELECT id FROM sequences WHERE emptied_at IS NULL)`
  const isLong = `reason = 'deleted' AND email IS NOT NULL AND ended_at < ?`
  const before = times.now - restorablePeriod
  const rows = database.all(
    back,
    `SELECT id, sequence_id AS sequenceId, step_key AS stepKey, outbox_id AS outboxId, due_at AS dueAt
     FROM sequence_people WHERE ${isBack} LIMIT 500`,
  )
  const hasLong =
    database.count(`SELECT EXISTS (SELECT 1 FROM sequence_people WHERE ${isLong}) AS n`, [before]) >
    0
  if (rows.length === 0 && !hasLong) return
  await database.write(['sequences', 'crm'], async (transaction) => {
    await transaction.sql(`UPDATE sequence_people SET email = NULL WHERE ${isLong}`, [before])
    for (const { sequenceId, ...person } of rows) {
      const sequence = await sequencesTable.findForUpdate(transaction, { id: sequenceId })
      if (sequence !== null) await goOnWhereTheyWere(transaction, sequence, person, times.now)
    }
  })
}
