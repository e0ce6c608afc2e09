// What people refused, agreed to or had erased since a backup was made holds in it, too: a refusal
// does not go back in time.
import { setImmediate as yieldToEventLoop } from 'node:timers/promises'
import { flag, integer, longText, moment, optional, text } from '#main/database/columnKinds.ts'
import type { SqlValue } from '#main/database/database.ts'
import { rowOf, type RowReader } from '#main/database/rowReader.ts'
import { openReader, threadReads } from '#main/database/sqliteConnection.ts'
import type { Services } from '#main/core/services.ts'
import { storageProblem } from '#main/platform/storageProblem.ts'
import { erasePerson } from '../personalData/erasure.service.ts'
import { haveSharedHistory } from './sharedHistory.ts'

/** Rows read and written in one go. */
const rowsAtOnce = 500

/** Where reading goes on. */
const place = { row: integer() }
const refusal = rowOf({
  ...{ kind: text(), value: text(), reason: text(), note: optional(text()) },
  ...{ createdAt: moment(), viaAddress: optional(text()), ...place },
})
const wording = rowOf({
  ...{ hash: text(), writeText: text(), measureText: text(), doubleOptIn: integer() },
  ...{ firstShownAt: moment(), ...place },
})
const consent = rowOf({
  ...{ eventId: text(), leadId: optional(integer()), email: optional(text()), purpose: text() },
  ...{ action: text(), method: text(), at: moment(), recordedAt: moment() },
  ...{ wordingHash: optional(text()), funnelId: optional(integer()) },
  ...{ pageId: optional(integer()), refused: optional(text()) },
  ...{ basis: optional(text()), channel: optional(text()), note: optional(longText()) },
  ...{ origin: optional(text()), takesBack: optional(text()), refusals: optional(longText()) },
  ...{ topic: optional(text()), ...place },
})
const erasedRefusal = rowOf({ hash: text(), reason: text(), refusedAt: moment(), ...place })
const topic = rowOf({
  ...{ key: text(), name: text(), createdAt: moment(), updatedAt: moment() },
  ...{ deletedAt: optional(moment()), ...place },
})
const topicRefusal = rowOf({
  ...{ topic: text(), leadId: optional(integer()), address: optional(text()) },
  ...{ refusedAt: moment(), ...place },
})
const erasedTopic = rowOf({ hash: text(), topic: text(), refusedAt: moment(), ...place })
const erasure = rowOf({ leadId: integer(), ...place })
const erasedThen = rowOf({ id: integer(), leadId: integer(), erasedAt: moment(), ...place })
const found = rowOf({ isHere: flag() })

type Part = { reader: RowReader<Row & { row: number }>; read: string; write: string }

/** Numbers of another history are other people's, and other pages'. */
const consentsOf = (numberIn: (column: string) => string): Part => ({
  reader: consent,
  read: `SELECT event_id AS eventId, ${numberIn('lead_id')} AS leadId, email, purpose, action, method, at, recorded_at AS recordedAt,
      wording_hash AS wordingHash, ${numberIn('funnel_id')} AS funnelId, ${numberIn('page_id')} AS pageId,
      (SELECT value FROM suppressions WHERE suppressions.id = suppression_id AND kind = 'address') AS refused,
      basis, channel, note, origin, takes_back AS takesBack, refusals, topic, id AS row
    FROM consent_events`,
  write: `INSERT INTO consent_events (event_id, lead_id, email, purpose, action, method, at, recorded_at, wording_hash, funnel_id, page_id, suppression_id,
      basis, channel, note, origin, takes_back, refusals, topic)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT id FROM suppressions WHERE kind = 'address' AND value = ?), ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
})

/** A backup made before an erasure may be put back after one that knows nothing of it. */
const erasures: Part = {
  reader: erasedThen,
  read: 'SELECT id, lead_id AS leadId, erased_at AS erasedAt, id AS row FROM erasures',
  write:
    'INSERT INTO erasures (id, lead_id, erased_at, is_open) VALUES (?, ?, ?, 0) ON CONFLICT DO NOTHING',
}

/**
 * A topic is the same under its key in every history. Deleted or there: as was said last, wherever that is
 * known; either may be the older one.
 */
const topicParts = (numberIn: (column: string) => string): Part[] => [
  {
    reader: topic,
    read: 'SELECT key, name, created_at AS createdAt, updated_at AS updatedAt, deleted_at AS deletedAt, id AS row FROM mail_topics',
    write: `INSERT INTO mail_topics (key, name, created_at, updated_at, deleted_at) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (key) DO UPDATE SET deleted_at = excluded.deleted_at
      WHERE max(excluded.updated_at, ifnull(excluded.deleted_at, 0)) > max(mail_topics.updated_at, ifnull(mail_topics.deleted_at, 0))`,
  },
  {
    reader: topicRefusal,
    read: `SELECT topic, ${numberIn('lead_id')} AS leadId, address, refused_at AS refusedAt, id AS row FROM topic_refusals`,
    write: `INSERT INTO topic_refusals (topic, lead_id, address, refused_at)
      SELECT given.* FROM (SELECT ? AS topic, ? AS lead_id, ? AS address, ?) AS given
      WHERE (lead_id IS NOT NULL OR address IS NOT NULL) AND NOT EXISTS (SELECT 1 FROM topic_refusals AS own
        WHERE own.topic = given.topic AND own.lead_id IS given.lead_id AND own.address IS given.address)`,
  },
  {
    reader: erasedTopic,
    read: 'SELECT hash, topic, refused_at AS refusedAt, rowid AS row FROM erased_topic_refusals',
    write:
      'INSERT INTO erased_topic_refusals (hash, topic, refused_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  },
]

/** In this order: a consent names the refusal and the wording it brought. */
const partsOf = (isShared: boolean): Part[] => [
  {
    reader: refusal,
    read: 'SELECT kind, value, reason, note, created_at AS createdAt, via_address AS viaAddress, id AS row FROM suppressions',
    write: `INSERT INTO suppressions (kind, value, reason, note, created_at, via_address) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (kind, value) DO UPDATE SET reason = excluded.reason, note = excluded.note, created_at = excluded.created_at, via_address = excluded.via_address`,
  },
  {
    reader: wording,
    read: `SELECT hash, write_text AS writeText, measure_text AS measureText, double_opt_in AS doubleOptIn, first_shown_at AS firstShownAt, id AS row
      FROM consent_wordings`,
    write: `INSERT INTO consent_wordings (hash, write_text, measure_text, double_opt_in, first_shown_at)
      SELECT given.* FROM (SELECT ? AS hash, ?, ?, ?, ?) AS given WHERE given.hash NOT IN (SELECT hash FROM consent_wordings)`,
  },
  consentsOf((column) => (isShared ? column : 'NULL')),
  {
    reader: erasedRefusal,
    read: 'SELECT hash, reason, refused_at AS refusedAt, rowid AS row FROM erased_refusals',
    write:
      'INSERT INTO erased_refusals (hash, reason, refused_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  },
  ...topicParts((column) => (isShared ? column : 'NULL')),
  ...(isShared ? [erasures] : []),
]

/** Where people's word is. */
export const refusalTables: readonly string[] = [
  ...['suppressions', 'consent_events', 'consent_wordings', 'erased_refusals', 'erasures'],
  ...['mail_topics', 'topic_refusals', 'erased_topic_refusals'],
]

/** `isAll`: nothing of it was too damaged to be read. */
export type Carried = { refusals: number; erased: number; isAll: boolean }

/**
 * What cannot be read stops nothing else from being carried.
 * @param restored a backup, opened beside the application's own database
 * @param nowPath of the database whose place it takes; nobody writes to it
 * @returns what the backup did not know of
 */
export async function carryRefusals(restored: Services, nowPath: string): Promise<Carried> {
  const now = openReader(nowPath)
  const { database } = restored
  const refused = () =>
    database.count(
      'SELECT (SELECT count(*) FROM suppressions) + (SELECT count(*) FROM topic_refusals) AS n',
    )
  let isAll = true
  const missed = () => (isAll = false)
  try {
    const reads = threadReads(now)
    const before = refused()
    const isShared = await whereReadable(() => haveSharedHistory(reads, database), true)
    for (const part of partsOf(isShared))
      await whereReadable(() => carryPart(restored, reads, part), undefined, missed)
    const erased = isShared ? await whereReadable(() => eraseAgain(restored, reads), 0, missed) : 0
    return { refusals: refused() - before, erased, isAll }
  } finally {
    now.close()
  }
}

async function whereReadable<T>(
  work: () => T | Promise<T>,
  otherwise: T,
  missed: () => unknown = () => undefined,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (storageProblem(error) !== 'damaged') throw error
    missed()
    return otherwise
  }
}

type Row = Record<string, SqlValue>
type Reads = ReturnType<typeof threadReads>

/** The columns stand in the order of the parameters; the last is the place. */
async function carryPart({ database }: Services, reads: Reads, part: Part): Promise<void> {
  for await (const rows of pieces(reads, part))
    await database.write([], async (transaction) => {
      for (const row of rows) await transaction.sql(part.write, Object.values(row).slice(0, -1))
    })
}

/** Between two of them others have their turn: there may be a million. */
async function* pieces<Item extends { row: number }>(
  reads: Reads,
  { reader, read }: { reader: RowReader<Item>; read: string },
): AsyncGenerator<Item[]> {
  for (let after = 0; ;) {
    const rows = reads.all(reader, `${read} WHERE rowid > ? ORDER BY rowid LIMIT ${rowsAtOnce}`, [
      after,
    ])
    if (rows.length === 0) return
    yield rows
    after = rows.at(-1)?.row ?? after
    await yieldToEventLoop()
  }
}

/**
 * The numbers of leads are never given twice: who has one then is who was erased. Whoever is there now
 * was not.
 */
async function eraseAgain(restored: Services, reads: Reads): Promise<number> {
  const { database } = restored
  let erased = 0
  const read = 'SELECT lead_id AS leadId, id AS row FROM erasures'
  const hereSql = 'SELECT EXISTS (SELECT 1 FROM leads WHERE id = ?) AS isHere'
  for await (const rows of pieces(reads, { reader: erasure, read }))
    for (const { leadId } of rows) {
      const wasThere = database.count('SELECT count(*) AS n FROM leads WHERE id = ?', [leadId]) > 0
      if (!wasThere && !isInBin(restored, leadId)) continue
      const [here] = await whereReadable(() => reads.all(found, hereSql, [leadId]), [])
      if (here?.isHere === true) continue
      if (wasThere) await erasePerson(restored, leadId)
      else await emptyBin(restored, leadId)
      erased += 1
    }
  return erased
}

/** Deleted then, and to be brought back with a click: alone, or with many others. */
function isInBin({ database }: Services, leadId: number): boolean {
  const kept = `SELECT (SELECT count(*) FROM deleted_leads WHERE lead_id = ?)
    + (SELECT count(*) FROM lead_changes JOIN lead_change_rows ON change_id = id WHERE kind = 'delete' AND lead_id = ?) AS n`
  return database.count(kept, [leadId, leadId]) > 0
}

/** What was deleted with the lead went then: what could bring it back is all that is left. */
function emptyBin({ database }: Services, leadId: number): Promise<void> {
  return database.write(['crm'], async (transaction) => {
    await transaction.sql('DELETE FROM deleted_leads WHERE lead_id = ?', [leadId])
    await transaction.sql(
      `DELETE FROM lead_change_rows WHERE change_id IN (SELECT id FROM lead_changes WHERE kind = 'delete') AND lead_id = ?`,
      [leadId],
    )
  })
}
