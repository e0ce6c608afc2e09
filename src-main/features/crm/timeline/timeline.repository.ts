// One history out of many tables. Each source gives its newest rows after a key, by an index of the
// lead's own rows; one statement merges them, and only the page's rows are read whole.
import type { AutomaticClick } from '#shared/contract/email/clicks.ts'
import type { BounceClass, DeliveryState } from '#shared/contract/deliveries.ts'
import type { SequenceEnd } from '#shared/contract/sequences/sequenceEnds.ts'
import type { SequenceStart } from '#shared/contract/sequences/sequences.contract.ts'
import type { TimelineKind } from '#shared/contract/crm/timeline.ts'
import type { LeadStatus } from '#shared/leadFields/leadStatus.ts'
import { flag, integer, moment, optional, text } from '#main/database/columnKinds.ts'
import type { Database, SqlValue } from '#main/database/database.ts'
import type { RowOfTable } from '#main/database/defineTable.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { isMeasuredSql, isSaleSql } from '../interactions/interactions.repository.ts'

type Source = {
  kinds: readonly TimelineKind[]
  /** SQL of an entry's kind and its moment, on `FROM`. */
  kind: string
  at: string
  from: string
}

/** When a message was accepted, went wrong or is to leave. */
const messageAtSql = `CASE outbox.state WHEN 'sent' THEN coalesce(outbox.sent_at, outbox.created_at)
  WHEN 'queued' THEN max(outbox.next_attempt_at, outbox.created_at)
  WHEN 'uncertain' THEN coalesce(outbox.handed_at, outbox.created_at)
  ELSE coalesce((SELECT max(attempted_at) FROM send_attempts WHERE outbox_id = outbox.id), outbox.created_at) END`

/** Who was only there when it was turned on never came in. */
const wasInSequenceSql = `reason IS NOT 'already_there'`

const importedSql = 'JOIN imports ON imports.id = leads.import_id'

/** In the order in which entries of one moment stand, the last first. Each takes the lead as its one parameter. */
const sources: readonly Source[] = [
  {
    kinds: ['creation'],
    kind: `'creation'`,
    at: 'leads.created_at',
    // Where a file brought the lead and dated it, both are told.
    from: `leads LEFT ${importedSql} WHERE leads.id = ? AND (imports.id IS NULL OR leads.created_at < imports.started_at)`,
  },
  {
    kinds: ['import'],
    kind: `'import'`,
    at: 'coalesce(imports.finished_at, imports.started_at)',
    from: `leads ${importedSql} WHERE leads.id = ?`,
  },
  {
    kinds: ['stage'],
    kind: `'stage'`,
    at: 'lead_stage_changes.changed_at',
    from: 'lead_stage_changes WHERE lead_id = ?',
  },
  {
    kinds: ['sequence_entered'],
    kind: `'sequence_entered'`,
    at: 'sequence_people.entered_at',
    from: `sequence_people JOIN sequences ON sequences.id = sequence_id WHERE lead_id = ? AND ${wasInSequenceSql}`,
  },
  {
    kinds: ['sequence_left'],
    kind: `'sequence_left'`,
    at: 'coalesce(sequence_people.ended_at, sequences.deleted_at)',
    // Who was still in one that was deleted left with it.
    from: `sequence_people JOIN sequences ON sequences.id = sequence_id WHERE lead_id = ? AND ${wasInSequenceSql}
      AND (state = 'ended' OR sequences.deleted_at IS NOT NULL)`,
  },
  {
    kinds: ['consent'],
    kind: `'consent'`,
    at: 'consent_events.at',
    from: 'consent_events WHERE lead_id = ?',
  },
  {
    kinds: ['message'],
    kind: `'message'`,
    at: messageAtSql,
    from: 'outbox WHERE lead_id = ?',
  },
  {
    kinds: ['received'],
    kind: `'received'`,
    at: 'received_messages.received_at',
    // An answer is told as the e-mail that it is.
    from: `received_messages WHERE lead_id = ? AND kind <> 'reply'`,
  },
  {
    kinds: ['click'],
    kind: `'click'`,
    at: 'clicks.at',
    from: 'clicks WHERE lead_id = ?',
  },
  {
    kinds: ['email', 'call', 'meeting', 'note', 'form', 'sale'],
    kind: `CASE WHEN NOT ${isMeasuredSql} THEN interactions.type WHEN ${isSaleSql} THEN 'sale' ELSE 'form' END`,
    at: 'interactions.occurred_at',
    from: 'interactions WHERE lead_id = ?',
  },
  // What is planned with the person is told by its interaction.
  {
    kinds: ['task'],
    kind: `'task'`,
    at: 'tasks.done_at',
    from: 'tasks WHERE lead_id = ? AND interaction_id IS NULL AND done_at IS NOT NULL',
  },
  {
    kinds: ['task'],
    kind: `'task'`,
    at: 'coalesce(tasks.due_at, tasks.created_at)',
    from: 'tasks WHERE lead_id = ? AND interaction_id IS NULL AND done_at IS NULL',
  },
]

const entryKey = rowOf({
  kind: text<TimelineKind>(),
  source: integer(),
  at: moment(),
  id: integer(),
})
export type EntryKey = RowOfTable<typeof entryKey>
/** The last entry of a page: those after it are older, of a source before it, or of a lower number. */
export type After = Pick<EntryKey, 'source' | 'at' | 'id'>

type Statement = { sql: string; parameters: SqlValue[] }

/** Newest first. @param kinds all of them where it is undefined */
export function readEntryKeys(
  database: Database,
  leadId: number,
  kinds: readonly TimelineKind[] | undefined,
  after: After | null,
  limit: number,
): EntryKey[] {
  const parts = sources.flatMap((source, place) =>
    kinds === undefined || source.kinds.some((kind) => kinds.includes(kind))
      ? [sourceStatement(source, place, { leadId, kinds, after, limit })]
      : [],
  )
  const merged = parts.map(({ sql }) => `SELECT * FROM (${sql})`).join(' UNION ALL ')
  return database.all(
    entryKey,
    `SELECT kind, source, at, id FROM (${merged}) ORDER BY at DESC, source DESC, id DESC LIMIT ?`,
    [...parts.flatMap(({ parameters }) => parameters), limit],
  )
}

type Asked = {
  leadId: number
  kinds: readonly TimelineKind[] | undefined
  after: After | null
  limit: number
}

function sourceStatement(
  { kind, at, from, kinds: told }: Source,
  place: number,
  { leadId, kinds, after, limit }: Asked,
): Statement {
  const id = `${from.split(' ', 1)[0] ?? ''}.id`
  const terms: Statement[] = []
  // Entries of one moment go on with the sources below, then with the lower numbers of the same.
  if (after?.source === place)
    terms.push({ sql: `(${at}, ${id}) < (?, ?)`, parameters: [after.at, after.id] })
  else if (after !== null)
    terms.push({ sql: `${at} ${place < after.source ? '<=' : '<'} ?`, parameters: [after.at] })
  // One kind is the whole source; of several, each row says which it is.
  if (kinds !== undefined && told.length > 1)
    terms.push({
      sql: `${kind} IN (SELECT value FROM json_each(?))`,
      parameters: [JSON.stringify(kinds)],
    })
  return {
    sql: `SELECT ${kind} AS kind, ${place} AS source, ${at} AS at, ${id} AS id FROM ${from}
      ${terms.map(({ sql }) => `AND ${sql}`).join(' ')} ORDER BY ${at} DESC, ${id} DESC LIMIT ?`,
    parameters: [leadId, ...terms.flatMap(({ parameters }) => parameters), limit],
  }
}

const message = rowOf({
  id: integer(),
  campaignId: integer(),
  campaignName: optional(text()),
  isOpenable: optional(flag()),
  state: text<DeliveryState>(),
  bouncedAt: optional(moment()),
  repliedAt: optional(moment()),
  reason: optional(text()),
  reply: optional(text()),
  isSandbox: flag(),
  email: text(),
  subject: optional(text()),
})

export const messagesById = (database: Database, ids: string) =>
  database.all(
    message,
    `SELECT outbox.id, outbox.campaign_id AS campaignId, iif(campaigns.confirms_funnel_id IS NULL AND campaigns.letters_account_id IS NULL, campaigns.name, NULL) AS campaignName,
       (campaigns.deleted_at IS NULL AND campaigns.confirms_funnel_id IS NULL AND campaigns.letters_account_id IS NULL AND campaigns.id IS NOT NULL) AS isOpenable,
       outbox.state, bounced_at AS bouncedAt, replied_at AS repliedAt, outbox.reason, coalesce(bounce_words, outbox.last_reply) AS reply, outbox.account_id = 0 AS isSandbox, outbox.email,
       iif(outbox.is_letter, (SELECT content ->> '$.subject' FROM message_versions WHERE message_versions.id = outbox.message_version_id), NULL) AS subject
     FROM outbox LEFT JOIN campaigns ON campaigns.id = outbox.campaign_id WHERE outbox.id IN (SELECT value FROM json_each(?))`,
    [ids],
  )

const received = rowOf({
  id: integer(),
  received: text<'bounce' | 'auto_reply' | 'unsubscribe' | 'complaint'>(),
  bounceClass: optional(text<BounceClass>()),
  isDelayed: flag(),
  address: optional(text()),
  subject: text(),
  words: text(),
})

export const receivedById = (database: Database, ids: string) =>
  database.all(
    received,
    `SELECT id, kind AS received, class AS bounceClass, is_delayed AS isDelayed, address, subject, words
     FROM received_messages WHERE id IN (SELECT value FROM json_each(?))`,
    [ids],
  )

const click = rowOf({
  id: integer(),
  campaignId: integer(),
  campaignName: optional(text()),
  isOpenable: optional(flag()),
  link: text(),
  automatic: optional(text<AutomaticClick>()),
})

export const clicksById = (database: Database, ids: string) =>
  database.all(
    click,
    `SELECT clicks.id, clicks.campaign_id AS campaignId, campaigns.name AS campaignName,
       (campaigns.deleted_at IS NULL AND campaigns.id IS NOT NULL) AS isOpenable, link, automatic
     FROM clicks LEFT JOIN campaigns ON campaigns.id = clicks.campaign_id WHERE clicks.id IN (SELECT value FROM json_each(?))`,
    [ids],
  )

const stageChange = rowOf({ id: integer(), from: text<LeadStatus>(), to: text<LeadStatus>() })

export const stageChangesById = (database: Database, ids: string) =>
  database.all(
    stageChange,
    `SELECT id, from_status AS "from", to_status AS "to" FROM lead_stage_changes WHERE id IN (SELECT value FROM json_each(?))`,
    [ids],
  )

const inSequence = rowOf({
  id: integer(),
  sequenceId: integer(),
  sequenceName: text(),
  isOpenable: flag(),
  by: optional(text<SequenceStart['kind']>()),
  end: text<SequenceEnd | 'sequence_deleted'>(),
})

export const sequencesById = (database: Database, ids: string) =>
  database.all(
    inSequence,
    `SELECT sequence_people.id, sequences.id AS sequenceId, sequences.name AS sequenceName, sequences.deleted_at IS NULL AS isOpenable, entered_by AS "by",
       iif(state = 'ended', coalesce(reason, 'finished'), 'sequence_deleted') AS "end"
     FROM sequence_people JOIN sequences ON sequences.id = sequence_id WHERE sequence_people.id IN (SELECT value FROM json_each(?))`,
    [ids],
  )

const importedFrom = rowOf({ id: integer(), fileName: text() })

export const importsOfLeads = (database: Database, ids: string) =>
  database.all(
    importedFrom,
    `SELECT leads.id, imports.file_name AS fileName FROM leads ${importedSql} WHERE leads.id IN (SELECT value FROM json_each(?))`,
    [ids],
  )
