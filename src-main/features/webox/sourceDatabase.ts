// A database of WeBox IA as rows to read: which tables it has, in whatever version, and their rows
// one after the other.
import { leadFields } from '#shared/leadFields/leadFields.ts'
import {
  ForeignDatabaseError,
  foreignProblem,
  openForeignReadOnly,
  type SqliteConnection,
} from '#main/database/sqliteConnection.ts'

/**
 * A source row: column names in lower case, values as SQLite holds them. `id` is always there, as
 * text.
 */
export type SourceRow = { id: string; [column: string]: unknown }

/** What a table is known by, and the columns that are read from it. */
const tables = {
  leads: [
    ...Object.values(leadFields).flatMap(({ weboxColumn }) => weboxColumn ?? []),
    'created_at',
    'updated_at',
    'last_contact_at',
  ],
  lead_interactions: ['lead_id', 'interaction_type', 'subject', 'content', 'created_at'],
  email_campaigns: [
    'name',
    'subject',
    'preheader',
    'html_content',
    'text_content',
    'from_name',
    'from_email',
    'reply_to',
    'status',
    'sent_at',
    'total_recipients',
    'total_sent',
    'created_at',
    'updated_at',
  ],
  email_campaigns_old: [
    'name',
    'subject',
    'preview_text',
    'content_html',
    'content_text',
    'status',
    'sent_at',
    'total_recipients',
    'sent_count',
    'created_at',
  ],
  funnels: [
    'name',
    'description',
    'funnel_type',
    'is_active',
    'total_visitors',
    'total_leads',
    'total_sales',
    'total_revenue',
    'created_at',
    'updated_at',
  ],
  funnel_pages: [
    'funnel_id',
    'name',
    'page_type',
    'slug',
    'html_content',
    'css_content',
    'order',
    'meta_title',
    'meta_description',
  ],
  funnels_old: [
    'name',
    'description',
    'template',
    'steps',
    'total_entries',
    'total_conversions',
    'total_revenue',
    'created_at',
    'updated_at',
  ],
  ad_campaigns: [
    'name',
    'platform',
    'description',
    'headline',
    'ad_copy',
    'target_audience',
    'daily_budget',
    'total_budget',
    'status',
    'impressions',
    'clicks',
    'conversions',
    'spent',
    'created_at',
    'updated_at',
  ],
} as const
export type SourceTable = keyof typeof tables
const tableNames = Object.keys(tables) as SourceTable[]

/** A table counts as WeBox IA's where it has at least this many of the columns known of it. */
const minKnown = 3

export class NotWeboxError extends Error {
  override name = 'NotWeboxError'
}

export type SourceDatabase = {
  isApartFromJournal: boolean
  /** Columns known of a table that this version does not have, by table. */
  missingColumns: Partial<Record<SourceTable, string[]>>
  /** Rows in all tables that will be read. */
  rowCount: number
  /**
   * In the order of their identifiers; nothing if the table is missing.
   * @throws ForeignDatabaseError
   */
  rows(table: SourceTable): Generator<SourceRow>
  close(): void
}

/** @throws ForeignDatabaseError; NotWeboxError if no table of WeBox IA is in it */
export function openSource(path: string): SourceDatabase {
  const { connection, isApartFromJournal } = openForeignReadOnly(path)
  try {
    const columns = knownTables(connection)
    let rowCount = 0
    for (const table of columns.keys())
      rowCount +=
        connection.prepare<[], { n: number }>(`SELECT count(*) AS n FROM "${table}"`).get()?.n ?? 0
    return {
      isApartFromJournal,
      missingColumns: Object.fromEntries(
        [...columns]
          .map(([table, found]) => [
            table,
            tables[table].filter((column) => !found.includes(column)),
          ])
          .filter(([, missing]) => (missing?.length ?? 0) > 0),
      ) as SourceDatabase['missingColumns'],
      rowCount,
      *rows(table) {
        const found = columns.get(table)
        if (found !== undefined) yield* rowsOf(connection, table, found.includes('id'))
      },
      close: () => void connection.close(),
    }
  } catch (error) {
    connection.close()
    throw error instanceof NotWeboxError || error instanceof ForeignDatabaseError
      ? error
      : foreignProblem(error)
  }
}

/**
 * WeBox IA's tables in a database, each with the columns it has.
 * @throws NotWeboxError if there are none
 */
function knownTables(connection: SqliteConnection): Map<SourceTable, string[]> {
  const names = new Set(
    connection
      .prepare<[], { name: string }>(`SELECT name FROM sqlite_master WHERE type = 'table'`)
      .all()
      .map(({ name }) => name),
  )
  // A database of this application has a table of leads too.
  if (names.has('outbox') && names.has('migrations'))
    throw new NotWeboxError('This is a database of WeBox Marketing itself.')
  const columns = new Map<SourceTable, string[]>()
  for (const table of tableNames) {
    if (!names.has(table)) continue
    const found = connection
      .prepare<[string], { name: string }>('SELECT lower(name) AS name FROM pragma_table_info(?)')
      .all(table)
      .map(({ name }) => name)
    if (tables[table].filter((column) => found.includes(column)).length >= minKnown)
      columns.set(table, found)
  }
  if (columns.size === 0) throw new NotWeboxError('No table of WeBox IA is in this database.')
  return columns
}

function* rowsOf(
  connection: SqliteConnection,
  table: SourceTable,
  hasId: boolean,
): Generator<SourceRow> {
  try {
    let number = 0
    for (const row of connection
      .prepare<[], Record<string, unknown>>(
        `SELECT * FROM "${table}" ${hasId ? 'ORDER BY id' : ''}`,
      )
      .iterate()) {
      number += 1
      const lowered = Object.fromEntries(
        Object.entries(row).map(([name, value]) => [name.toLowerCase(), value]),
      )
      yield {
        ...lowered,
        id: hasId ? String(lowered['id'] ?? `n° ${number}`) : `n° ${number}`,
      }
    }
  } catch (error) {
    throw foreignProblem(error)
  }
}
