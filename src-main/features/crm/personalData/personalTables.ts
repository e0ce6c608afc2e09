// Which tables and columns hold something of a person, and how an erasure takes it out: the one
// list. Every other column is declared to hold nothing of one; a test holds the list against the
// schema, and another against a database in which each column of it was filled.

/** What a statement is bound to: the lead, where it came from, its addresses and what texts tell it by (JSON arrays). */
export type PersonPart = 'lead' | 'source' | 'addresses' | 'needles'

export type ErasingStatement = { sql: string; with: readonly PersonPart[] }

export type PersonalTable = {
  table: string
  columns: readonly string[]
  /** Empty where a trigger or a foreign key, or `erasure.service.ts`, does it. */
  erase: readonly ErasingStatement[]
  how: string
}

const addressed = (column: string): string => `${column} IN (SELECT value FROM json_each(?))`
const tells = (column: string): string =>
  `EXISTS (SELECT 1 FROM json_each(?) AS needle WHERE instr(folded(${column}), needle.value) > 0)`
const ownMessages = `(outbox.lead_id = ? OR ${addressed('outbox.email')})`

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
        sql: `DELETE FROM sandbox_messages WHERE ${addressed('to_address')} OR outbox_id IN (SELECT id FROM outbox WHERE ${ownMessages})`,
        with: ['addresses', 'lead', 'addresses'],
      },
    ],
    how: 'messages of the trial box are copies',
  },
  {
    table: 'outbox',
    columns: ['lead_id', 'email', 'domain', 'merge_values', 'reference', 'confirms', 'last_reply'],
    erase: [
      {
        sql: `UPDATE outbox SET email = '', domain = '', merge_values = '{}', reference = 'erased-' || id, last_reply = NULL,
          confirms = iif(confirms IS NULL, NULL, 'erased-' || id), lead_id = NULL WHERE ${ownMessages}`,
        with: ['lead', 'addresses'],
      },
    ],
    how: 'that a message went out is counted on; to whom is not kept, and one that waits is not sent',
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
    erase: [{ sql: `DELETE FROM kept_forms WHERE ${tells('body')}`, with: ['needles'] }],
    how: 'forms that could not become a lead',
  },
  {
    table: 'relay_events',
    columns: ['body'],
    erase: [
      {
        sql: `UPDATE relay_events SET body = NULL WHERE body IS NOT NULL AND ${tells('body')}`,
        with: ['needles'],
      },
    ],
    how: 'events that are tried again',
  },
  {
    table: 'ai_calls',
    columns: ['payload'],
    erase: [
      {
        sql: `UPDATE ai_calls SET payload = NULL WHERE payload IS NOT NULL AND ${tells('payload')}`,
        with: ['needles'],
      },
    ],
    how: 'what was said to a model about the person',
  },
  {
    table: 'webox_rows',
    columns: ['before_row'],
    erase: [
      {
        sql: `UPDATE webox_rows SET before_row = NULL WHERE before_row IS NOT NULL AND ((kind = 'leads' AND target_id = ?) OR ${tells('before_row')})`,
        with: ['lead', 'needles'],
      },
    ],
    how: 'what leads were before another program was moved in from',
  },
  {
    table: 'webox_problems',
    columns: ['detail'],
    erase: [
      {
        sql: `UPDATE webox_problems SET detail = NULL WHERE detail IS NOT NULL AND ${tells('detail')}`,
        with: ['needles'],
      },
    ],
    how: 'values that could not be moved in',
  },
  {
    table: 'imports',
    columns: ['buckets'],
    erase: [],
    how: 'erasure.service.ts takes values that tell of the person out of the lists of problems',
  },
  {
    table: 'deleted_leads',
    columns: ['lead_id', 'snapshot'],
    erase: [
      {
        sql: `DELETE FROM deleted_leads WHERE lead_id = ? OR json_extract(snapshot, '$.lead.email') IN (SELECT value FROM json_each(?))`,
        with: ['lead', 'addresses'],
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
    columns: ['event_id', 'lead_id', 'email'],
    erase: [
      {
        sql: `DELETE FROM consent_events WHERE lead_id = ? OR ${addressed('email')}`,
        with: ['lead', 'addresses'],
      },
    ],
    how: 'deleted, which only an erasure can',
  },
  {
    table: 'suppressions',
    columns: ['value', 'note', 'via_address'],
    erase: [
      {
        sql: `UPDATE suppressions SET via_address = NULL WHERE ${addressed('via_address')}`,
        with: ['addresses'],
      },
      {
        sql: `DELETE FROM suppressions WHERE kind = 'address' AND ${addressed('value')}`,
        with: ['addresses'],
      },
    ],
    how: 'erasure.service.ts keeps a keyed hash of each in erased_refusals first',
  },
  {
    table: 'lead_change_refusals',
    columns: ['address', 'before'],
    erase: [
      {
        sql: `DELETE FROM lead_change_refusals WHERE ${addressed('address')}`,
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
        // A merge keeps the other entries of the person under their own numbers.
        sql: `DELETE FROM lead_change_rows WHERE lead_id = ? OR change_id IN (SELECT change_id FROM lead_change_rows AS own JOIN lead_changes ON lead_changes.id = own.change_id
          WHERE own.lead_id = ? AND lead_changes.kind = 'merge')`,
        with: ['lead', 'lead'],
      },
    ],
    how: 'what the lead was before a change of many cannot be put back any more',
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
      ...['id', 'email', 'first_name', 'last_name', 'phone', 'company', 'job_title', 'source'],
      ...['tags', 'notes', 'sort_name', 'search_words', 'tag_keys', 'other_data', 'custom'],
      ...['custom_keys', 'owner', 'lost_reason'],
    ],
    erase: [{ sql: 'DELETE FROM leads WHERE id = ?', with: ['lead'] }],
    how: 'deleted',
  },
  ...['lead_search', 'lead_stage_changes', 'lead_tags', 'lead_custom', 'lead_wins'].map(
    (table) => ({
      table,
      columns:
        table === 'lead_search'
          ? ['words']
          : table === 'lead_custom'
            ? ['value', 'lead_id']
            : ['lead_id'],
      erase: [],
      how: 'triggers of leads follow the lead',
    }),
  ),
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

/** Tables without anything of a person, and why. Of `columns` it holds for these only. */
export const impersonalTables: Readonly<Record<string, string>> = {
  ads: 'the business’s own advertisements',
  assistant_settings: 'settings',
  bulk_leads: 'empty but while rows are written at once',
  bulk_wins: 'empty but while rows are written at once',
  bulk_write: 'a switch',
  campaigns: 'what the business writes to many, and to whom in general',
  cohort_totals: 'sums',
  consent_wordings: 'texts that were shown to everybody',
  custom_fields: 'names of fields',
  data_folder: 'the identity of the folder',
  deleted_items: 'the business’s own funnels, accounts, segments and fields',
  email_accounts: 'the business’s own accounts',
  erased_refusals: 'keyed hashes, which nobody reads an address from',
  erasures: 'that somebody was erased, by a number that belongs to nobody any more',
  funnel_emails: 'the business’s own messages',
  funnel_firsts: 'random numbers of visitors, whose person is not kept in funnel_events',
  funnel_outcomes: 'random numbers of visitors, whose person is not kept in funnel_events',
  funnel_pages: 'the business’s own pages',
  funnel_path_totals: 'sums',
  funnel_sale_totals: 'sums',
  funnel_source_totals: 'sums',
  funnel_totals: 'sums',
  funnels: 'the business’s own funnels',
  lead_changes: 'that many leads were changed, and how many',
  lead_totals: 'sums',
  learnt_scores: 'weights of values that at least five leads share',
  message_versions: 'what the business wrote to many, with places for names',
  outbox_totals: 'sums',
  page_images: 'the business’s own images',
  period_totals: 'sums',
  relay_cursors: 'how far events were read',
  segments: 'whom the business asks for, in its own words',
  settings: 'the business’s own settings',
  stage_move_totals: 'sums',
  stage_totals: 'sums',
  webox_imports: 'that another program was moved in from',
}
