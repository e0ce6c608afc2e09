// Every table and column of the real schema is declared: it holds something of a person, and how an
// erasure reaches it, or it holds nothing of one.
import { beforeAll, afterAll, expect, it } from 'vitest'
import { impersonalTables } from '#main/features/crm/personalData/impersonalTables.ts'
import { personalTables } from '#main/features/crm/personalData/personalTables.ts'
import { createTestApp, type TestApp } from '../../../support/testApp.ts'

let app: TestApp
beforeAll(async () => void (app = await createTestApp()))
afterAll(() => app.remove())

/**
 * Columns of personal tables that hold nothing of one person: numbers of things, states, moments,
 * amounts, and names of what many share.
 */
const impersonalColumns: Record<string, string> = {
  ai_calls:
    'id at task provider model url outcome reason input_tokens output_tokens estimated_cost cost currency',
  attribution_totals:
    'span kind start first_cents last_cents linear_cents first_wins last_wins touched_wins',
  source_totals: 'span start leads value_cents won won_cents',
  attribution_shares: 'kind ref won_at first_cents last_cents linear_cents is_first is_last',
  consent_confirmations: 'asked_at mailed_at confirmed_at skipped',
  consent_events:
    'id purpose action method at recorded_at wording_hash funnel_id page_id suppression_id basis channel origin import_id topic',
  deleted_leads: 'deleted_at',
  different_leads: 'said_at',
  funnel_events:
    'id event_id kind at funnel_id page_id source target amount_cents currency external_id removed_at',
  clicks: 'id campaign_id at automatic',
  imports: 'id file_name state progress started_at finished_at shape given new_fields',
  import_rejects: 'id import_id line',
  interactions: 'id type occurred_at created_at',
  kept_forms: 'id event_id at funnel_id page_id problem settled_at',
  lead_change_refusals: 'change_id',
  lead_change_rows: 'change_id last_move_id won_at',
  lead_custom: 'field',
  lead_search: 'lead_search rank',
  lead_stage_changes: 'id from_status to_status changed_at entered_at',
  lead_tags: 'tag',
  lead_wins: 'won_at value_cents arrived_at source',
  leads: 'status score estimated_value_cents import_id created_at updated_at last_contact_at',
  letter_drafts: 'id key account_id updated_at',
  message_versions: 'id campaign_id created_at',
  outbox:
    'id is_letter variant is_rest campaign_id resend_number idem_key message_id account_id taken_by message_version_id state reason attempts next_attempt_at first_attempt_at lease last_code handed_at sent_at created_at bounced_at bounce_class replied_at withdrawn_at measured',
  received_messages:
    'id mailbox_id folder uid_validity uid kind class is_delayed outbox_id received_at read_at',
  relay_events: 'id event_id state noted_at tried_at',
  retention_keeps: 'id kept_at ask_again_at',
  sandbox_messages: 'id outbox_id message_id from_address received_at message_version_id',
  send_attempts: 'id outbox_id account_id attempted_at outcome code',
  sequence_people:
    'id sequence_id state step_key since due_at outbox_id reason entered_at ended_at entered_by',
  suppressions: 'id kind reason created_at',
  tag_spellings: '',
  tasks:
    'id campaign_id interaction_id due_at due_day due_zone due_order repeats previous_id done_at created_at updated_at',
  topic_refusals: 'id topic refused_at',
  webox_problems: 'id import_id source_table source_id outcome reason',
  webox_rows:
    'id import_id kind source_key content_hash source_table source_id target_id action after_hash',
}

type Column = { table: string; column: string }
const columns = (): Column[] =>
  app.services.database.query<Column>(
    `SELECT tables.name AS "table", columns.name AS "column" FROM sqlite_schema AS tables, pragma_table_xinfo(tables.name) AS columns
     WHERE tables.type = 'table' AND tables.name NOT LIKE 'sqlite_%' AND tables.name <> 'migrations' AND tables.name NOT GLOB 'lead_search_*'`,
  )

it('declares every table once', () => {
  const declared = [...personalTables.map(({ table }) => table), ...Object.keys(impersonalTables)]
  expect(declared.toSorted()).toEqual([...new Set(columns().map(({ table }) => table))].toSorted())
})

it('declares every column of a table that holds something of a person', () => {
  const wrong = personalTables.flatMap(({ table, columns: personal }) => {
    const declared = [...personal, ...(impersonalColumns[table] ?? '').split(' ').filter(Boolean)]
    const real = columns()
      .filter((column) => column.table === table)
      .map(({ column }) => column)
    return [
      ...real
        .filter((column) => !declared.includes(column))
        .map((column) => `${table}.${column} is not declared`),
      ...declared
        .filter((column) => !real.includes(column))
        .map((column) => `${table}.${column} is not there`),
    ]
  })
  expect(wrong).toEqual([])
})
