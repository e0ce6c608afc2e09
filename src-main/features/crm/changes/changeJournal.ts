// Each lead that a change of many touched, as it was and as it became; and putting it back. What
// somebody changed again since stays.
import { z } from 'zod'
import { prepareRead, type SqliteConnection } from '#main/database/sqliteConnection.ts'
import { integer, longText, moment, optional } from '#main/database/columnKinds.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { tagKey } from '#shared/rules/tags.ts'
import { leadStatements } from '../import/importStatements.ts'
import { toLeadFields, toLeadRow } from '../leads/leadRecord.ts'
import type { LeadRow } from '../leads/leads.table.ts'

/** Columns by their names in the code, those that changed only. */
export const Columns = z.record(z.string(), z.union([z.string(), z.number(), z.null()]))
export type Columns = z.infer<typeof Columns>

const journalRow = rowOf({
  leadId: integer(),
  before: optional(longText()),
  after: optional(longText()),
  lastMoveId: integer(),
  wonAt: optional(moment()),
})
const noteOnly = rowOf({ before: optional(longText()), after: optional(longText()) })
const counted = rowOf({ n: integer() })
const wonAtOnly = rowOf({ wonAt: moment() })

/** They follow from the others: put back with them, or derived anew. */
const derivedNames: readonly (keyof LeadRow)[] = [
  'score',
  'sortName',
  'searchWords',
  'tagKeys',
  'customKeys',
  'updatedAt',
]

export type ChangeJournal = {
  /** Where the lead stands before it is written: call it first, then write, then `note`. */
  mark(leadId: number): { lastMoveId: number; wonAt: number | null }
  note(
    mark: { lastMoveId: number; wonAt: number | null },
    before: LeadRow,
    after: Omit<LeadRow, 'id'>,
  ): void
  /** @param before the refusal that stood there, as JSON; null: none */
  noteRefusal(address: string, before: string | null): void
}

/** Writes into the transaction that is open on the connection. */
export function createJournal(connection: SqliteConnection, changeId: number): ChangeJournal {
  const insert = connection.prepare(
    'INSERT INTO lead_change_rows (change_id, lead_id, before, after, last_move_id, won_at) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const lastMove = prepareRead(
    connection,
    counted,
    'SELECT coalesce(max(id), 0) AS n FROM lead_stage_changes WHERE lead_id = ?',
  )
  const winOf = prepareRead(
    connection,
    wonAtOnly,
    'SELECT won_at AS wonAt FROM lead_wins WHERE lead_id = ?',
  )
  const known = prepareRead(
    connection,
    noteOnly,
    'SELECT before, after FROM lead_change_rows WHERE change_id = ? AND lead_id = ?',
  )
  const change = connection.prepare(
    'UPDATE lead_change_rows SET before = ?, after = ? WHERE change_id = ? AND lead_id = ?',
  )
  /** Two rows of a file were one person: as it was before the first, as it became by the last. */
  function noteAgain(
    noted: { before: string | null; after: string | null },
    columns: { before: Columns; after: Columns },
    leadId: number,
  ): void {
    const read = (text: string | null) => Columns.parse(JSON.parse(text ?? '{}'))
    const before = { ...columns.before, ...read(noted.before) }
    const after = { ...read(noted.after), ...columns.after }
    change.run(JSON.stringify(before), JSON.stringify(after), changeId, leadId)
  }
  const insertRefusal = connection.prepare(
    'INSERT OR IGNORE INTO lead_change_refusals (change_id, address, before) VALUES (?, ?, ?)',
  )
  return {
    noteRefusal: (address, before) => void insertRefusal.run(changeId, address, before),
    mark: (leadId) => ({
      lastMoveId: lastMove.first(leadId)?.n ?? 0,
      wonAt: winOf.first(leadId)?.wonAt ?? null,
    }),
    note({ lastMoveId, wonAt }, before, after) {
      const columns = differingColumns(before, after)
      const noted = known.first(changeId, before.id)
      if (noted !== null) return noteAgain(noted, columns, before.id)
      insert.run(
        changeId,
        before.id,
        JSON.stringify(columns.before),
        JSON.stringify(columns.after),
        lastMoveId,
        wonAt,
      )
    },
  }
}

export type PutBack = 'restored' | 'kept'

/** Leads of a change from a number on, and each of them put back; inside a bulk write. */
export function createPutBack(
  connection: SqliteConnection,
  { changeId, madeAt, now }: { changeId: number; madeAt: number; now: number },
) {
  const statements = leadStatements(connection)
  const next = prepareRead(
    connection,
    journalRow,
    `SELECT lead_id AS leadId, before, after, last_move_id AS lastMoveId, won_at AS wonAt FROM lead_change_rows
     WHERE change_id = ? AND lead_id > ? ORDER BY lead_id LIMIT ?`,
  )
  const forgetMoves = connection.prepare(
    'DELETE FROM lead_stage_changes WHERE lead_id = ? AND id > ?',
  )
  /** A stage that was left and taken again since is not what the change made of it. */
  const movesSince = prepareRead(
    connection,
    counted,
    'SELECT count(*) AS n FROM lead_stage_changes WHERE lead_id = ? AND id > ? AND changed_at <> ?',
  )
  const forget = connection.prepare(
    'DELETE FROM lead_change_rows WHERE change_id = ? AND lead_id = ?',
  )

  function putBack(row: ReturnType<typeof journalRow.read>): PutBack {
    forget.run(changeId, row.leadId)
    const present = statements.byId.get(row.leadId)
    if (present === undefined || row.before === null || row.after === null) return 'kept'
    const before = Columns.parse(JSON.parse(row.before))
    const after = Columns.parse(JSON.parse(row.after))
    const interactions = statements.countInteractions.get(present.id)?.n ?? 0
    const isMovedAgain = (movesSince.first(row.leadId, row.lastMoveId, madeAt)?.n ?? 0) > 0
    const columns = { before, after, isMovedAgain }
    const { restored, isUntouched } = asItWas(present, columns, interactions, now)
    statements.update(present, restored)
    if (restored.status !== present.status) forgetMoves.run(row.leadId, row.lastMoveId)
    if (restored.status === 'won' && row.wonAt !== null)
      statements.dateWin.run(row.wonAt, row.leadId)
    return isUntouched ? 'restored' : 'kept'
  }
  return { next: (after: number, limit: number) => next.all(changeId, after, limit), putBack }
}

/** A tag is spelt as it first was, which is only looked up once many leads were written. */
const sameTags = (one: string, other: string): boolean => keysOf(one) === keysOf(other)
const Tags = z.array(z.string())
const keysOf = (tags: string) => JSON.stringify(Tags.parse(JSON.parse(tags)).map(tagKey))

type ChangedColumns = {
  before: Columns
  after: Columns
  /** Since the change the lead went through other stages. */
  isMovedAgain?: boolean
}

/**
 * A lead with what a change made of it put back; what was changed again since stays, and what
 * follows from the columns is derived anew then.
 */
export function asItWas(
  present: LeadRow,
  { before, after, isMovedAgain = false }: ChangedColumns,
  interactionCount: number,
  now: number,
): { restored: LeadRow; isUntouched: boolean } {
  const isAsItBecame = (name: string) => {
    if (name === 'status' && isMovedAgain) return false
    return name === 'tags'
      ? sameTags(present.tags, String(after['tags']))
      : present[name as keyof LeadRow] === after[name]
  }
  if (Object.keys(after).every(isAsItBecame))
    return { restored: { ...present, ...before }, isUntouched: true }
  const base = Object.entries(before).filter(
    ([name]) => isAsItBecame(name) && !derivedNames.some((one) => one === name),
  )
  const fields = toLeadFields({ ...present, ...Object.fromEntries(base) })
  const row = toLeadRow(fields, interactionCount, now)
  return { restored: { ...row, updatedAt: now, id: present.id }, isUntouched: false }
}

/** The columns that a change makes different, as they were and as they became. */
export function differingColumns(
  before: Omit<LeadRow, 'id'>,
  after: Omit<LeadRow, 'id'>,
): { before: Columns; after: Columns } {
  const changed = (Object.keys(after) as (keyof typeof after)[]).filter(
    (name) => before[name] !== after[name],
  )
  const columns = (row: Omit<LeadRow, 'id'>) =>
    Object.fromEntries(changed.map((name) => [name, row[name]]))
  return { before: columns(before), after: columns(after) }
}
