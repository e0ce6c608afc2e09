// Which tables and columns hold something of a person, and how an erasure takes it out: the one
// list. Every other column is declared to hold nothing of one; a test holds the list against the
// schema, and another against a database in which each column of it was filled.
import { isOfKind, leadFieldNames, leadFields } from '#shared/leadFields/leadFields.ts'
import { addressesOfKeptSql, keptAddressSql } from '../contactPoints/contactPoints.repository.ts'
import { eraseFromOthersLines } from './linesOfOthers.ts'

/**
 * What a statement is bound to: the lead; the lead and the entries that became it, its addresses, and
 * the rows of the table whose `text` tells of it (JSON arrays); where it came from.
 */
export type PersonPart = 'lead' | 'leads' | 'source' | 'addresses' | 'told'

export type ErasingStatement = { sql: string; with: readonly PersonPart[] }

export type PersonalTable = {
  table: string
  columns: readonly string[]
  /** A text that may tell of anybody, as SQL, in a table with numbers. */
  text?: string
  /** Empty where a trigger or a foreign key, or `erasure.service.ts`, does it. */
  erase: readonly ErasingStatement[]
  how: string
}

const among = (column: string): string => `${column} IN (SELECT value FROM json_each(?))`
/** Rows of a lead that is still there are its own, whoever has the address by now. */
const ofNobodyElse = (table: string): string =>
  `(${table}.lead_id IS NULL OR ${table}.lead_id NOT IN (SELECT id FROM leads))`
const ownMessages = `(outbox.lead_id = ? OR (${among('outbox.email')} AND ${ofNobodyElse('outbox')}))`

/** In the order in which they are erased: whatever is found by another table goes before it. */
export const personalTables: readonly PersonalTable[] = [
  {
    table: 'send_attempts',
    columns: ['reply'],
    erase: [
      {
        sql: `UPDATE send_attempts SET reply = NULL WHERE reply IS NOT NULL AND outbox_id IN (SELECT id FROM outbox WHERE ${ownMessages})`,
        with: ['lead', 'addresses'],
      },
    ],
    how: 'servers repeat addresses in their answers',
  },
  {
    table: 'sandbox_messages',
    columns: ['to_address', 'subject', 'html', 'text'],
    erase: [
      {
        sql: `DELETE FROM sandbox_messages WHERE ${among('to_address')} OR outbox_id IN (SELECT id FROM outbox WHERE ${ownMessages})`,
        with: ['addresses', 'lead', 'addresses'],
      },
    ],
    how: 'messages of the trial box are copies',
  },
  {
    table: 'received_messages',
    columns: ['message_key', 'lead_id', 'address', 'subject', 'words'],
    erase: [
      {
        sql: `DELETE FROM received_messages WHERE lead_id = ? OR (${among('address')} AND ${ofNobodyElse('received_messages')})
          OR outbox_id IN (SELECT id FROM outbox WHERE ${ownMessages})`,
        with: ['lead', 'addresses', 'lead', 'addresses'],
      },
    ],
    how: 'deleted; messages of the mailbox itself are never touched',
  },
  {
    table: 'message_versions',
    columns: ['content'],
    erase: [
      {
        sql: `UPDATE message_versions SET content = json_set(content, '$.subject', '', '$.text', '')
          WHERE id IN (SELECT message_version_id FROM outbox WHERE is_letter = 1 AND ${ownMessages})`,
        with: ['lead', 'addresses'],
      },
    ],
    how: 'letters to the person lose their words; what was written to many says nothing of one',
  },
  {
    table: 'letter_drafts',
    columns: ['lead_id', 'recipient', 'subject', 'text'],
    erase: [{ sql: `DELETE FROM letter_drafts WHERE ${among('lead_id')}`, with: ['leads'] }],
    how: 'deleted',
  },
  {
    table: 'clicks',
    columns: ['event_id', 'outbox_id', 'lead_id', 'link'],
    erase: [
      {
        sql: `DELETE FROM clicks WHERE ${among('lead_id')} OR outbox_id IN (SELECT id FROM outbox WHERE ${ownMessages})`,
        with: ['leads', 'lead', 'addresses'],
      },
    ],
    how: 'deleted',
  },
  {
    table: 'outbox',
    columns: [
      ...['lead_id', 'email', 'domain', 'merge_values', 'reference', 'confirms', 'last_reply'],
      'bounce_words',
    ],
    erase: [
      {
        // By its resend number the row of one erased person stays another than that of the next.
        sql: `UPDATE outbox SET email = '', domain = '', resend_number = -id, merge_values = '{}', reference = 'erased-' || id, last_reply = NULL, bounce_words = NULL, measured = 0,
          confirms = iif(confirms IS NULL, NULL, 'erased-' || id), lead_id = NULL WHERE ${ownMessages}`,
        with: ['lead', 'addresses'],
      },
    ],
    how: 'that a message went out is counted on; to whom is not kept, and one that waits is not sent',
  },
  {
    table: 'sequence_people',
    columns: ['lead_id', 'email'],
    erase: [
      {
        sql: `UPDATE sequence_people SET lead_id = NULL, email = NULL, state = 'ended', reason = coalesce(reason, 'deleted'), due_at = NULL, outbox_id = NULL
          WHERE ${among('lead_id')} OR (${among('email')} AND ${ofNobodyElse('sequence_people')})`,
        with: ['leads', 'addresses'],
      },
    ],
    how: 'that somebody went through a sequence is counted on; who is not kept',
  },
  {
    table: 'funnel_events',
    columns: ['lead_id', 'visitor', 'reference', 'interaction_id'],
    erase: [
      {
        sql: 'UPDATE funnel_events SET lead_id = NULL, visitor = NULL, reference = NULL, interaction_id = NULL WHERE lead_id = ?',
        with: ['lead'],
      },
    ],
    how: 'visits and sales are counted on; whose they were is not kept',
  },
  {
    table: 'kept_forms',
    columns: ['body'],
    text: 'body',
    erase: [{ sql: `DELETE FROM kept_forms WHERE ${among('id')}`, with: ['told'] }],
    how: 'forms that could not become a lead',
  },
  {
    table: 'relay_events',
    columns: ['body'],
    text: 'body',
    erase: [{ sql: `UPDATE relay_events SET body = NULL WHERE ${among('id')}`, with: ['told'] }],
    how: 'events that are tried again',
  },
  {
    table: 'ai_calls',
    columns: ['payload'],
    text: 'payload',
    erase: [{ sql: `UPDATE ai_calls SET payload = NULL WHERE ${among('id')}`, with: ['told'] }],
    how: 'what was said to a model about the person',
  },
  {
    table: 'webox_rows',
    columns: ['before_row'],
    text: 'before_row',
    erase: [
      {
        sql: `UPDATE webox_rows SET before_row = NULL WHERE before_row IS NOT NULL AND ((kind = 'leads' AND ${among('target_id')}) OR ${among('id')})`,
        with: ['leads', 'told'],
      },
    ],
    how: 'what leads were before another program was moved in from',
  },
  {
    table: 'webox_problems',
    columns: ['detail'],
    text: 'detail',
    erase: [
      { sql: `UPDATE webox_problems SET detail = NULL WHERE ${among('id')}`, with: ['told'] },
    ],
    how: 'values that could not be moved in',
  },
  {
    table: 'imports',
    columns: ['buckets', 'titles'],
    text: 'titles || buckets',
    erase: [],
    how: 'erasure.service.ts takes out what tells of the person: values, and titles that were none',
  },
  {
    table: 'import_rejects',
    columns: ['cells', 'reasons'],
    text: 'cells',
    erase: [{ sql: `DELETE FROM import_rejects WHERE ${among('id')}`, with: ['told'] }],
    how: 'rows of files that could not be taken as they stood; titles in the reasons as those of imports',
  },
  {
    table: 'deleted_leads',
    columns: ['lead_id', 'snapshot'],
    erase: [
      {
        sql: `DELETE FROM deleted_leads WHERE ${among('lead_id')}
          OR EXISTS (SELECT 1 FROM ${addressesOfKeptSql('snapshot')} WHERE ${among(keptAddressSql)})`,
        with: ['leads', 'addresses'],
      },
    ],
    how: 'leads that can be brought back',
  },
  {
    table: 'consent_confirmations',
    columns: ['asked_event_id', 'lead_id'],
    erase: [{ sql: 'DELETE FROM consent_confirmations WHERE lead_id = ?', with: ['lead'] }],
    how: 'deleted',
  },
  {
    table: 'consent_events',
    columns: ['event_id', 'lead_id', 'email', 'note', 'takes_back', 'refusals'],
    erase: [
      {
        sql: `DELETE FROM consent_events WHERE lead_id = ? OR (${among('email')} AND ${ofNobodyElse('consent_events')})`,
        with: ['lead', 'addresses'],
      },
      eraseFromOthersLines,
    ],
    how: 'deleted, which only an erasure can; what lines of others say of an address goes from them',
  },
  {
    table: 'suppressions',
    columns: ['value', 'note', 'via_address'],
    erase: [
      {
        sql: `UPDATE suppressions SET via_address = NULL WHERE ${among('via_address')}`,
        with: ['addresses'],
      },
      {
        sql: `DELETE FROM suppressions WHERE kind = 'address' AND ${among('value')}`,
        with: ['addresses'],
      },
    ],
    how: 'erasure.service.ts keeps a keyed hash of each in erased_refusals first',
  },
  {
    table: 'topic_refusals',
    columns: ['lead_id', 'address'],
    erase: [
      {
        sql: `DELETE FROM topic_refusals WHERE ${among('lead_id')} OR (${among('address')} AND ${ofNobodyElse('topic_refusals')})`,
        with: ['leads', 'addresses'],
      },
    ],
    how: 'erasure.service.ts keeps a keyed hash of each address and topic in erased_topic_refusals first',
  },
  {
    table: 'lead_change_refusals',
    columns: ['address', 'before'],
    erase: [
      {
        sql: `DELETE FROM lead_change_refusals WHERE change_id IN (SELECT id FROM lead_changes) AND ${among('address')}`,
        with: ['addresses'],
      },
    ],
    how: 'deleted',
  },
  {
    table: 'lead_change_rows',
    columns: ['lead_id', 'before', 'after'],
    erase: [
      {
        // By each change, in whose order the rows lie.
        sql: `DELETE FROM lead_change_rows WHERE change_id IN (SELECT id FROM lead_changes) AND ${among('lead_id')}`,
        with: ['leads'],
      },
      {
        // Deleted with many others, and known again under another number since.
        sql: `DELETE FROM lead_change_rows WHERE change_id IN (SELECT id FROM lead_changes WHERE kind = 'delete')
          AND EXISTS (SELECT 1 FROM ${addressesOfKeptSql('before')} WHERE ${among(keptAddressSql)})`,
        with: ['addresses'],
      },
    ],
    how: 'what the lead was before a change of many cannot be put back any more',
  },
  {
    table: 'different_leads',
    columns: ['lead_a', 'lead_b'],
    erase: [
      {
        sql: `DELETE FROM different_leads WHERE ${among('lead_a')} OR ${among('lead_b')}`,
        with: ['leads', 'leads'],
      },
    ],
    how: 'deleted',
  },
  {
    table: 'retention_keeps',
    columns: ['lead_id', 'reason'],
    erase: [{ sql: `DELETE FROM retention_keeps WHERE ${among('lead_id')}`, with: ['leads'] }],
    how: 'deleted',
  },
  {
    table: 'tasks',
    columns: ['lead_id', 'title'],
    erase: [{ sql: 'DELETE FROM tasks WHERE lead_id = ?', with: ['lead'] }],
    how: 'deleted',
  },
  {
    table: 'interactions',
    columns: ['lead_id', 'subject', 'content'],
    erase: [{ sql: 'DELETE FROM interactions WHERE lead_id = ?', with: ['lead'] }],
    how: 'deleted',
  },
  {
    table: 'leads',
    columns: [
      ...leadFieldNames
        .filter((name) => !isOfKind(name, 'stage', 'money'))
        .map((name) => leadFields[name].column),
      ...['id', 'sort_name', 'search_words', 'tag_keys', 'other_data', 'custom', 'custom_keys'],
      'contact_points',
    ],
    erase: [{ sql: 'DELETE FROM leads WHERE id = ?', with: ['lead'] }],
    how: 'deleted',
  },
  ...[
    ...['lead_search', 'lead_stage_changes', 'lead_tags', 'lead_custom', 'lead_addresses'],
    'lead_wins',
  ].map((table) => ({
    table,
    columns:
      table === 'lead_search'
        ? ['words']
        : table === 'lead_custom'
          ? ['value', 'lead_id']
          : table === 'lead_addresses'
            ? ['address', 'lead_id']
            : ['lead_id'],
    erase: [],
    how: 'triggers of leads follow the lead',
  })),
  {
    table: 'source_totals',
    columns: ['source'],
    erase: [
      {
        sql: `DELETE FROM source_totals WHERE source = ? AND leads = 0 AND value_cents = 0 AND won = 0 AND won_cents = 0
          AND NOT EXISTS (SELECT 1 FROM leads WHERE leads.source = source_totals.source)`,
        with: ['source'],
      },
    ],
    how: 'a source that was the person’s alone: it may name somebody',
  },
  {
    table: 'attribution_totals',
    columns: ['ref'],
    erase: [
      {
        sql: `DELETE FROM attribution_totals WHERE kind = 'source' AND ref = ? AND first_wins = 0 AND last_wins = 0 AND touched_wins = 0
          AND first_cents = 0 AND last_cents = 0 AND linear_cents = 0`,
        with: ['source'],
      },
    ],
    how: 'a source that was the person’s alone: it may name somebody',
  },
  {
    table: 'attribution_shares',
    columns: ['lead_id'],
    erase: [],
    how: 'triggers of lead_wins follow the win',
  },
  {
    table: 'tag_spellings',
    columns: ['key', 'spelling'],
    erase: [],
    how: 'erasure.service.ts forgets tags that nobody has any more',
  },
]
