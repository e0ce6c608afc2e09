// Taking an import back beyond the leads it changed: whom it brought goes, and so do the refusals
// that came with it, unless something was added to them since.
import { integer, longText, moment, optional, text } from '#main/database/columnKinds.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { prepareRead, type SqliteConnection } from '#main/database/sqliteConnection.ts'
import { z } from 'zod'
import { isRefusalSql } from '../consents/standing.ts'
import { leadOfAddressSql } from '../contactPoints/contactPoints.repository.ts'
import { storyTables } from './storyTables.ts'

const broughtLead = rowOf({ id: integer(), updatedAt: moment(), isUsed: integer() })
const notedRefusal = rowOf({ address: text(), before: optional(longText()) })
const Refusal = z.object({
  reason: z.string(),
  note: z.string().nullable(),
  created_at: z.number(),
  /** The file ended it: a basis came for somebody who waited for one. */
  lifted: z.boolean().optional(),
})

type Removal = { done: number; kept: number; last: number }

/**
 * @param madeAt when the import began: a lead that says so was not changed since
 * @returns removes some of its leads after a number, inside a bulk write; null where none is left
 */
export function createRemoval(
  connection: SqliteConnection,
  importId: number,
  madeAt: number,
): (after: number, limit: number) => Removal | null {
  const isUsed = storyTables
    .map((table) => `EXISTS (SELECT 1 FROM ${table} WHERE lead_id = leads.id)`)
    .join(' OR ')
  const brought = prepareRead(
    connection,
    broughtLead,
    `SELECT id, updated_at AS updatedAt, (${isUsed}) AS isUsed FROM leads WHERE import_id = ? AND id > ? ORDER BY id LIMIT ?`,
  )
  const remove = connection.prepare('DELETE FROM leads WHERE id = ?')
  return (after, limit) => {
    const leads = brought.all(importId, after, limit)
    const last = leads.at(-1)
    if (last === undefined) return null
    const gone = leads.filter((lead) => lead.isUsed === 0 && lead.updatedAt === madeAt)
    for (const { id } of gone) remove.run(id)
    return { done: leads.length, kept: leads.length - gone.length, last: last.id }
  }
}

/**
 * A refusal that was made stronger since, or lifted and given again, is not the file's any more. What the
 * person said since changed nothing of it, and holds when the file's own word goes.
 */
export function giveBackRefusals(
  connection: SqliteConnection,
  changeId: number,
  madeAt: number,
): void {
  const noted = prepareRead(
    connection,
    notedRefusal,
    'SELECT address, before FROM lead_change_refusals WHERE change_id = ?',
  )
  const ofTheFile = `kind = 'address' AND value = ? AND created_at = ? AND reason IN ('imported', 'unconfirmed')`
  const remove = connection.prepare(`DELETE FROM suppressions WHERE ${ofTheFile}`)
  const saidSince = `FROM consent_events WHERE (email = suppressions.value OR lead_id = ${leadOfAddressSql('suppressions.value')})
    AND recorded_at >= ? AND ${isRefusalSql}`
  const makeTheirs = connection.prepare(
    `UPDATE suppressions SET reason = 'unsubscribed', created_at = (SELECT max(at) ${saidSince}) WHERE ${ofTheFile} AND EXISTS (SELECT 1 ${saidSince})`,
  )
  const putBack = connection.prepare(
    `UPDATE suppressions SET reason = ?, note = ?, created_at = ? WHERE ${ofTheFile}`,
  )
  // Unless the file that it waited for is taken back too.
  const waitAgain = connection.prepare(
    `INSERT INTO suppressions (kind, value, reason, note, created_at)
     SELECT 'address', given.address, given.reason, given.note, given.at FROM (SELECT ? AS address, ? AS reason, ? AS note, ? AS at) AS given
     WHERE EXISTS (SELECT 1 FROM consent_events WHERE lead_id = ${leadOfAddressSql('given.address')}
       AND method = 'import' AND action = 'not_given' AND given.at IN (at, recorded_at))
     ON CONFLICT DO NOTHING`,
  )
  const forget = connection.prepare('DELETE FROM lead_change_refusals WHERE change_id = ?')
  connection
    .transaction(() => {
      for (const { address, before } of noted.all(changeId)) {
        makeTheirs.run(madeAt, address, madeAt, madeAt)
        if (before === null) remove.run(address, madeAt)
        else {
          const { reason, note, created_at, lifted } = Refusal.parse(JSON.parse(before))
          if (lifted === true) {
            // A later row of the same person may have refused.
            remove.run(address, madeAt)
            waitAgain.run(address, reason, note, created_at)
          } else putBack.run(reason, note, created_at, address, madeAt)
        }
      }
      forget.run(changeId)
    })
    .immediate()
}
