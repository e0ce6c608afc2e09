// The thread that writes leads to a file, so that a hundred thousand of them never stall the window
// nor fill its memory.
import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { LeadFilter, LeadSort } from '#shared/contract/crm.contract.ts'
import type { Language } from '#shared/contract/settings.contract.ts'
import type { StageNames } from '#shared/rules/leads/stages.ts'
import {
  openConnection,
  prepareRead,
  threadReads,
  type SqlValue,
  type SqliteConnection,
} from '#main/database/sqliteConnection.ts'
import { flag, integer } from '#main/database/columnKinds.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { TaskFailure } from '#main/platform/task.ts'
import { runTask, type TaskContext } from '#main/platform/taskThread.ts'
import { listFields } from '../customFields/customFields.repository.ts'
import { leadFilterSql, type SqlCondition } from '../leads/leadFilter.ts'
import { orderOf, orderSql } from '../leads/leadOrder.ts'
import { leadColumns } from '../leads/leads.repository.ts'
import { leftTopicSql } from '../topics/leftTopic.ts'
import { csvFile } from './csvFile.ts'
import {
  exportColumns,
  exportedLead,
  type ExportedLead,
  type ExportRow,
  type FurtherPoints,
} from './exportedLead.ts'
import { vcardFile } from './vcardFile.ts'
import { xlsxFile } from './xlsxFile.ts'

export type LeadExportFormat = 'csv' | 'xlsx' | 'vcf'
export type LeadExportTask = {
  databasePath: string
  /** Where the file is written; it is not there yet. */
  filePath: string
  format: LeadExportFormat
  filter: LeadFilter
  /** Of those only these leads; null: all of them. */
  ids: readonly number[] | null
  sort: LeadSort
  language: Language
  /** As the business calls them. */
  stages: StageNames
  /** Of the business. */
  timeZone: string
  now: number
}
export type LeadExportProgress = { done: number; total: number }
export type LeadExportFailure = 'cancelled'

const furtherRow = rowOf({
  ...{ emails: integer(), phones: integer() },
  ...{ hasEmailLabels: flag(), hasPhoneLabels: flag() },
})

/** Leads between two pieces of the file. */
const batchSize = 500

/** Everything is read as of one moment: nobody is told twice or left out by an edit meanwhile. */
async function run(
  task: LeadExportTask,
  context: TaskContext<LeadExportProgress>,
): Promise<LeadExportProgress> {
  const connection = openConnection(task.databasePath)
  try {
    connection.exec('BEGIN')
    const asked = leadsAsked(connection, task)
    const total = countOf(connection, asked)
    const fields = listFields(threadReads(connection))
    const columns = exportColumns(
      task.language,
      fields,
      otherKeys(connection, asked),
      furtherPoints(connection, asked),
      task.stages,
    )
    let done = 0
    function* batches(): Generator<ExportedLead[]> {
      for (const leads of readLeads(connection, asked, task.sort)) {
        if (context.isCancelled()) throw new TaskFailure<LeadExportFailure>('cancelled')
        yield leads
        done += leads.length
        context.progress({ done, total })
      }
    }
    await pipeline(
      Readable.from(
        {
          csv: () => csvFile(columns, batches(), task),
          xlsx: () =>
            xlsxFile(columns, batches(), {
              title: 'Leads',
              timeZone: task.timeZone,
              madeAt: task.now,
            }),
          vcf: () => vcardFile(batches()),
        }[task.format](),
      ),
      createWriteStream(task.filePath, { flags: 'wx', mode: 0o600 }),
    )
    return { done, total }
  } finally {
    connection.close()
  }
}

function leadsAsked(
  connection: SqliteConnection,
  { filter, ids, now }: LeadExportTask,
): SqlCondition {
  const asked = leadFilterSql(filter, { database: threadReads(connection), now })
  if (ids === null) return asked
  return {
    where: `${asked.where} AND leads.id IN (SELECT value FROM json_each(?))`,
    parameters: [...asked.parameters, JSON.stringify(ids)],
  }
}

function countOf(connection: SqliteConnection, { where, parameters }: SqlCondition): number {
  return (
    connection
      .prepare<SqlValue[], { n: number }>(`SELECT count(*) AS n FROM leads WHERE ${where}`)
      .get(...parameters)?.n ?? 0
  )
}

/** Titles of other data that any of the leads has, in alphabetical order. */
function otherKeys(connection: SqliteConnection, { where, parameters }: SqlCondition): string[] {
  return connection
    .prepare<SqlValue[], { key: string }>(
      `SELECT DISTINCT other.key AS key FROM leads, json_each(leads.other_data) AS other
       WHERE leads.other_data <> '{}' AND ${where} ORDER BY 1`,
    )
    .all(...parameters)
    .map(({ key }) => key)
}

function furtherPoints(
  connection: SqliteConnection,
  { where, parameters }: SqlCondition,
): FurtherPoints {
  const most = (list: keyof FurtherPoints) =>
    `coalesce(max(json_array_length(leads.contact_points, '$.${list}')), 0) AS ${list}`
  const any = (kind: 'email' | 'phone') =>
    `coalesce(max(leads.contact_points ->> '$.${kind}Label' IS NOT NULL OR EXISTS (SELECT 1 FROM json_each(leads.contact_points, '$.${kind}s') AS point WHERE point.value ->> '$.label' IS NOT NULL)), 0)`
  const none = { emails: 0, phones: 0, hasEmailLabels: false, hasPhoneLabels: false }
  const read = prepareRead(
    connection,
    furtherRow,
    `SELECT ${most('emails')}, ${most('phones')}, ${any('email')} AS hasEmailLabels, ${any('phone')} AS hasPhoneLabels FROM leads WHERE leads.contact_points <> '{}' AND ${where}`,
  )
  return { ...(read.first(...parameters) ?? none), hasTopics: hasTopics(connection) }
}

const hasTopics = (connection: SqliteConnection): boolean =>
  connection.prepare('SELECT 1 FROM mail_topics WHERE deleted_at IS NULL LIMIT 1').get() !==
  undefined

const topicsLeftSql = `(SELECT group_concat(name, '; ') FROM (SELECT name FROM mail_topics
  WHERE deleted_at IS NULL AND ${leftTopicSql('mail_topics.key', 'leads.id', 'leads.email')} ORDER BY folded(name)))`

/** When a lead was won, where anything says so: not for one that is only said to be won. */
const wonAtSql = `(SELECT won_at FROM lead_wins WHERE lead_wins.lead_id = leads.id AND leads.status = 'won' AND (won_at <> arrived_at
  OR EXISTS (SELECT 1 FROM lead_stage_changes AS moves WHERE moves.lead_id = leads.id AND to_status = 'won')))`

function* readLeads(
  connection: SqliteConnection,
  { where, parameters }: SqlCondition,
  sort: LeadSort,
): Generator<ExportedLead[]> {
  const rows = connection
    .prepare<SqlValue[], ExportRow>(
      `SELECT ${leadColumns}, ${wonAtSql} AS wonAt, ${topicsLeftSql} AS topicsLeft FROM leads WHERE ${where} ${orderSql(orderOf(threadReads(connection), sort))}`,
    )
    .iterate(...parameters)
  let batch: ExportedLead[] = []
  for (const row of rows) {
    batch.push(exportedLead(row))
    if (batch.length < batchSize) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

await runTask<LeadExportTask, LeadExportProgress, LeadExportProgress>(run)
