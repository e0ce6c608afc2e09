// Everything that is known of one person, for that person: the answer to a request for access.
import type { PersonalData } from '#shared/contract/crm.contract.ts'
import type { Services } from '#main/core/services.ts'
import type { SqlValue } from '#main/database/database.ts'
import { integer, moment, optional, text, type Columns } from '#main/database/columnKinds.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { unknownId } from '#main/platform/apiError.ts'
import { allConsentsOf } from '../consents/consents.repository.ts'
import { listFields } from '../customFields/customFields.repository.ts'
import { findLeadRow } from '../leads/leads.repository.ts'
import { getLead } from '../leads/leads.service.ts'
import { personOf } from './person.ts'
import { findToldRows } from './toldRows.ts'

/** What a statement is bound to: the lead's number; its addresses, or rows that tell of it (JSON). */
type Part = 'lead' | 'addresses' | 'forms' | 'calls'
type Section = { columns: Columns; sql: string; with: readonly Part[] }

/** What is told of a person besides the lead and the ledger, by its name in the answer. */
export const accessSections = {
  interactions: {
    columns: {
      ...{ type: text(), subject: optional(text()), content: optional(text()) },
      ...{ at: moment(), writtenAt: moment() },
    },
    sql: 'SELECT type, subject, content, occurred_at AS at, created_at AS writtenAt FROM interactions WHERE lead_id = ? ORDER BY occurred_at, id',
    with: ['lead'],
  },
  tasks: {
    columns: {
      ...{ title: text(), dueAt: optional(moment()), dueDay: optional(text()) },
      ...{ doneAt: optional(moment()), writtenAt: moment() },
    },
    sql: 'SELECT title, due_at AS dueAt, due_day AS dueDay, done_at AS doneAt, created_at AS writtenAt FROM tasks WHERE lead_id = ? ORDER BY id',
    with: ['lead'],
  },
  retention: {
    columns: { reason: text(), at: moment(), askAgainAt: moment() },
    sql: 'SELECT reason, kept_at AS at, ask_again_at AS askAgainAt FROM retention_keeps WHERE lead_id = ? ORDER BY id',
    with: ['lead'],
  },
  stageChanges: {
    columns: { from: text(), to: text(), at: moment() },
    sql: 'SELECT from_status AS "from", to_status AS "to", changed_at AS at FROM lead_stage_changes WHERE lead_id = ? ORDER BY id',
    with: ['lead'],
  },
  refusals: {
    columns: {
      ...{ kind: text(), value: text(), reason: text(), note: optional(text()) },
      ...{ viaAddress: optional(text()), at: moment() },
    },
    sql: `SELECT kind, value, reason, note, via_address AS viaAddress, created_at AS at FROM suppressions
      WHERE (kind = 'address' AND value IN (SELECT value FROM json_each(?)))
        OR (kind = 'domain' AND value IN (SELECT substr(value, instr(value, '@') + 1) FROM json_each(?))) ORDER BY id`,
    with: ['addresses', 'addresses'],
  },
  topicsLeft: {
    columns: { topic: text(), address: optional(text()), at: moment() },
    sql: `SELECT mail_topics.name AS topic, address, refused_at AS at FROM topic_refusals JOIN mail_topics ON mail_topics.key = topic_refusals.topic
      WHERE lead_id = ? OR address IN (SELECT value FROM json_each(?)) ORDER BY topic_refusals.id`,
    with: ['lead', 'addresses'],
  },
  messages: {
    columns: {
      ...{ subject: optional(text()), to: text(), state: text(), sentAt: optional(moment()) },
      ...{ queuedAt: moment(), contentVersion: integer(), content: optional(text()) },
      ...{ mergeValues: text(), serverReply: optional(text()), cameBack: optional(text()) },
    },
    sql: `SELECT coalesce(json_extract(message_versions.content, '$.subject'), campaigns.subject) AS subject, outbox.email AS "to", outbox.state AS state,
        outbox.sent_at AS sentAt, outbox.created_at AS queuedAt, outbox.message_version_id AS contentVersion, message_versions.content AS content,
        outbox.merge_values AS mergeValues, outbox.last_reply AS serverReply, outbox.bounce_words AS cameBack
      FROM outbox LEFT JOIN campaigns ON campaigns.id = outbox.campaign_id
        LEFT JOIN message_versions ON message_versions.id = outbox.message_version_id
      WHERE outbox.lead_id = ? OR (outbox.email IN (SELECT value FROM json_each(?))
        AND (outbox.lead_id IS NULL OR outbox.lead_id NOT IN (SELECT id FROM leads))) ORDER BY outbox.id`,
    with: ['lead', 'addresses'],
  },
  clicks: {
    columns: { link: text(), at: moment(), automatic: optional(text()) },
    sql: 'SELECT link, at, automatic FROM clicks WHERE lead_id = ? ORDER BY at, id',
    with: ['lead'],
  },
  letterDrafts: {
    columns: { to: optional(text()), subject: text(), text: text(), at: moment() },
    sql: 'SELECT recipient AS "to", subject, text, updated_at AS at FROM letter_drafts WHERE lead_id = ? ORDER BY id',
    with: ['lead'],
  },
  receivedMessages: {
    columns: {
      ...{ kind: text(), address: optional(text()), subject: text(), words: text() },
      ...{ at: moment() },
    },
    sql: `SELECT kind, address, subject, words, received_at AS at FROM received_messages
      WHERE lead_id = ? OR (address IN (SELECT value FROM json_each(?))
        AND (lead_id IS NULL OR lead_id NOT IN (SELECT id FROM leads))) ORDER BY id`,
    with: ['lead', 'addresses'],
  },
  sequences: {
    columns: {
      ...{ name: text(), state: text(), reason: optional(text()), address: optional(text()) },
      ...{ at: moment(), endedAt: optional(moment()), step: optional(text()) },
      ...{ done: optional(text()), doneAt: optional(moment()) },
    },
    sql: `SELECT sequences.name AS name, state, reason, email AS address, entered_at AS at, ended_at AS endedAt, sequence_people.step_key AS step,
        sequence_steps.kind AS done, sequence_steps.at AS doneAt
      FROM sequence_people JOIN sequences ON sequences.id = sequence_people.sequence_id
        LEFT JOIN sequence_steps ON sequence_steps.person_id = sequence_people.id
      WHERE sequence_people.lead_id = ? OR (email IN (SELECT value FROM json_each(?))
        AND (lead_id IS NULL OR lead_id NOT IN (SELECT id FROM leads))) ORDER BY sequence_people.id, sequence_steps.id`,
    with: ['lead', 'addresses'],
  },
  trialMessages: {
    columns: { to: text(), subject: text(), text: text(), at: moment() },
    sql: 'SELECT to_address AS "to", subject, text, received_at AS at FROM sandbox_messages WHERE to_address IN (SELECT value FROM json_each(?)) ORDER BY id',
    with: ['addresses'],
  },
  formsAndSales: {
    columns: {
      ...{ kind: text(), at: moment(), funnel: optional(text()), source: optional(text()) },
      ...{ amountCents: optional(integer()), currency: optional(text()) },
      ...{ reference: optional(text()), saleNumber: optional(text()) },
    },
    sql: `SELECT funnel_events.kind AS kind, funnel_events.at AS at, funnels.name AS funnel, funnel_events.source AS source,
        amount_cents AS amountCents, currency, reference, external_id AS saleNumber
      FROM funnel_events LEFT JOIN funnels ON funnels.id = funnel_events.funnel_id WHERE lead_id = ? ORDER BY funnel_events.id`,
    with: ['lead'],
  },
  formsNotTaken: {
    columns: { at: moment(), problem: text(), body: text() },
    sql: `SELECT at, problem, body FROM kept_forms WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id`,
    with: ['forms'],
  },
  imports: {
    columns: { fileName: text(), at: moment() },
    sql: 'SELECT file_name AS fileName, started_at AS at FROM imports WHERE id = (SELECT import_id FROM leads WHERE id = ?)',
    with: ['lead'],
  },
  assistantCalls: {
    columns: { at: moment(), task: text(), provider: text(), model: text(), payload: text() },
    sql: `SELECT at, task, provider, model, payload FROM ai_calls WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id`,
    with: ['calls'],
  },
} as const satisfies Record<string, Section>

type Told = Record<string, string | number | null>
/** Columns that are moments. */
export const accessMoments: ReadonlySet<string> = new Set([
  ...['at', 'dueAt', 'endedAt', 'doneAt', 'sentAt', 'queuedAt', 'writtenAt', 'askAgainAt'],
])

/** A row as a person reads it: moments as ISO 8601. */
const readable = (row: Record<string, unknown>): Told =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === 'number'
        ? accessMoments.has(name)
          ? new Date(value).toISOString()
          : value
        : typeof value === 'string'
          ? value
          : null,
    ]),
  )

/** @throws 404 if there is no such lead */
export async function personalDataOf(services: Services, leadId: number): Promise<PersonalData> {
  const { database, host } = services
  const row = findLeadRow(database, leadId)
  if (row === null) throw unknownId('lead', leadId)
  const person = await personOf(
    { all: async (reader, sql, parameters) => database.all(reader, sql, parameters) },
    row,
  )
  const rows = await findToldRows(database, person.needles, ['kept_forms', 'ai_calls'])
  const parts = {
    lead: leadId,
    addresses: JSON.stringify(person.addresses),
    forms: JSON.stringify(rows.get('kept_forms')?.ids ?? []),
    calls: JSON.stringify(rows.get('ai_calls')?.ids ?? []),
  }
  const bound = (part: Part): SqlValue => parts[part]
  const told = (section: Section): Told[] =>
    database.all(rowOf(section.columns), section.sql, section.with.map(bound)).map(readable)
  const lead = getLead(services, leadId)
  return {
    madeAt: new Date(host.clock.now()).toISOString(),
    lead,
    addresses: person.addresses,
    customFields: listFields(database)
      .filter(({ key }) => Object.hasOwn(lead.custom, key))
      .map(({ key, name }) => ({ key, name })),
    consents: allConsentsOf(services.database, leadId),
    interactions: told(accessSections.interactions),
    tasks: told(accessSections.tasks),
    retention: told(accessSections.retention),
    stageChanges: told(accessSections.stageChanges),
    refusals: told(accessSections.refusals),
    topicsLeft: told(accessSections.topicsLeft),
    messages: told(accessSections.messages),
    clicks: told(accessSections.clicks),
    letterDrafts: told(accessSections.letterDrafts),
    receivedMessages: told(accessSections.receivedMessages),
    sequences: told(accessSections.sequences),
    trialMessages: told(accessSections.trialMessages),
    formsAndSales: told(accessSections.formsAndSales),
    formsNotTaken: told(accessSections.formsNotTaken),
    imports: told(accessSections.imports),
    assistantCalls: told(accessSections.assistantCalls),
  }
}
