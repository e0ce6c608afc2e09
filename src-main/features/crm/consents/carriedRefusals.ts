// What people refused, agreed to or had erased since a backup was made holds in it, too: a refusal
// does not go back in time.
import { integer, moment, optional, text } from '#main/database/columnKinds.ts'
import type { SqlValue } from '#main/database/database.ts'
import { rowOf, type RowReader } from '#main/database/rowReader.ts'
import { openReader, threadReads } from '#main/database/sqliteConnection.ts'
import type { Services } from '#main/core/services.ts'
import { erasePerson } from '../personalData/erasure.service.ts'

/** Rows written in one transaction. */
const rowsAtOnce = 500

const refusal = rowOf({
  ...{ kind: text(), value: text(), reason: text(), note: optional(text()) },
  ...{ createdAt: moment(), viaAddress: optional(text()) },
})
const wording = rowOf({
  ...{ hash: text(), writeText: text(), measureText: text(), doubleOptIn: integer() },
  firstShownAt: moment(),
})
const consent = rowOf({
  ...{ eventId: text(), leadId: optional(integer()), email: optional(text()), purpose: text() },
  ...{ action: text(), method: text(), at: moment(), recordedAt: moment() },
  ...{ wordingHash: optional(text()), funnelId: optional(integer()) },
  ...{ pageId: optional(integer()), refused: optional(text()) },
})
const erasedRefusal = rowOf({ hash: text(), reason: text(), refusedAt: moment() })
const erasure = rowOf({ leadId: integer(), erasedAt: moment() })

const carried = {
  refusals: {
    reader: refusal,
    read: 'SELECT kind, value, reason, note, created_at AS createdAt, via_address AS viaAddress FROM suppressions ORDER BY id',
    write: `INSERT INTO suppressions (kind, value, reason, note, created_at, via_address) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (kind, value) DO UPDATE SET reason = excluded.reason, note = excluded.note, created_at = excluded.created_at, via_address = excluded.via_address`,
  },
  wordings: {
    reader: wording,
    read: `SELECT hash, write_text AS writeText, measure_text AS measureText, double_opt_in AS doubleOptIn, first_shown_at AS firstShownAt
      FROM consent_wordings ORDER BY id`,
    write: `INSERT INTO consent_wordings (hash, write_text, measure_text, double_opt_in, first_shown_at)
      SELECT given.* FROM (SELECT ? AS hash, ?, ?, ?, ?) AS given WHERE given.hash NOT IN (SELECT hash FROM consent_wordings)`,
  },
  consents: {
    reader: consent,
    read: `SELECT event_id AS eventId, lead_id AS leadId, email, purpose, action, method, at, recorded_at AS recordedAt, wording_hash AS wordingHash,
        funnel_id AS funnelId, page_id AS pageId, (SELECT value FROM suppressions WHERE suppressions.id = suppression_id AND kind = 'address') AS refused
      FROM consent_events ORDER BY id`,
    write: `INSERT INTO consent_events (event_id, lead_id, email, purpose, action, method, at, recorded_at, wording_hash, funnel_id, page_id, suppression_id)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT id FROM suppressions WHERE kind = 'address' AND value = ?)) ON CONFLICT DO NOTHING`,
  },
  erasedRefusals: {
    reader: erasedRefusal,
    read: 'SELECT hash, reason, refused_at AS refusedAt FROM erased_refusals',
    write:
      'INSERT INTO erased_refusals (hash, reason, refused_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  },
} as const

export type Carried = { refusals: number; erased: number }

/**
 * @param restored a backup, opened beside the application's own database
 * @param nowPath of the database whose place it takes; nobody writes to it
 * @returns what the backup did not know of
 */
export async function carryRefusals(restored: Services, nowPath: string): Promise<Carried> {
  const now = openReader(nowPath)
  const { database } = restored
  const refused = () => database.count('SELECT count(*) AS n FROM suppressions')
  try {
    const reads = threadReads(now)
    const before = refused()
    for (const { reader, read, write } of Object.values(carried))
      await writeAll(restored, reads.all(reader as RowReader<Row>, read), write)
    const erasures = reads.all(
      erasure,
      'SELECT lead_id AS leadId, erased_at AS erasedAt FROM erasures',
    )
    return { refusals: refused() - before, erased: await eraseAgain(restored, erasures) }
  } finally {
    now.close()
  }
}

type Row = Record<string, SqlValue>

/** The columns stand in the order of the parameters. */
async function writeAll(
  { database }: Services,
  rows: readonly Row[],
  write: string,
): Promise<void> {
  for (let from = 0; from < rows.length; from += rowsAtOnce)
    await database.write([], async (transaction) => {
      for (const row of rows.slice(from, from + rowsAtOnce))
        await transaction.sql(write, Object.values(row))
    })
}

/** The numbers of leads are never given twice: who has one now is who was erased. */
async function eraseAgain(
  restored: Services,
  erasures: readonly { leadId: number }[],
): Promise<number> {
  const { database } = restored
  let erased = 0
  for (const { leadId } of erasures) {
    if (database.count('SELECT count(*) AS n FROM leads WHERE id = ?', [leadId]) === 0) continue
    await erasePerson(restored, leadId)
    erased += 1
  }
  return erased
}
