// The prepared statements of an import, on its own connection.
import type { SqliteConnection, Statement } from '#main/database/sqliteConnection.ts'
import { addressesOfLeadSql, leadOfAddressSql } from '../contactPoints/contactPoints.repository.ts'
import { leadColumns } from '../leads/leads.repository.ts'
import { leadColumnNames, type LeadRow } from '../leads/leads.table.ts'
import { lastDecisionSql } from '../consents/standing.ts'
import { insertSuppressionSql, isRefusedForGoodSql } from '../consents/suppressions.repository.ts'

const columns = Object.values(leadColumnNames)
const values = Object.keys(leadColumnNames)

/** Whose an address, the one parameter, is. */
const ownerSql = `SELECT ${leadOfAddressSql('asked.address')} FROM (SELECT ? AS address) AS asked`

export const insertLeadSql = `INSERT INTO leads (${columns.join(', ')}) VALUES (${values.map((value) => `@${value}`).join(', ')})`

export type LeadStatements = {
  insert: Statement<[Omit<LeadRow, 'id'>]>
  update(before: LeadRow, after: Omit<LeadRow, 'id'>): void
  byId: Statement<[number], LeadRow>
  /** When a won lead was won, by another record than the moves here. */
  dateWin: Statement<[number, number]>
  /** `isOpen`: nothing says when it was won; it counts as won on arrival. */
  winOf: Statement<[number], { wonAt: number; isOpen: number }>
  touch: Statement<[number, number]>
  byEmail: Statement<[string], LeadRow>
  /** The lead without an address that has this name and phone number. */
  byName: Statement<[Pick<LeadRow, 'sortName' | 'firstName' | 'phone'>], LeadRow>
  /**
   * By the value of a custom field; parameters: its key, the value as it is looked up, the key, the
   * value itself.
   */
  byCustom: Statement<[string, string | number, string, string | number], LeadRow>
  countInteractions: Statement<[number], { n: number }>
  setScore: Statement<[number, number]>
  hasMoved: Statement<[number]>
  forgetMoves: Statement<[number]>
  suppress: Statement<[string, string, string, string | null, number]>
  /** All of a lead, the first one first; parameter: its number, twice. */
  addressesOf: Statement<[number, number], { address: string }>
  /** Says by which address a refusal came: it, and the refused one. */
  refusedBy: Statement<[string, string]>
  isSuppressed: Statement<[string]>
  refusalOf: Statement<[string], { reason: string; note: string | null; created_at: number }>
  isRefusedForGood: Statement<[string]>
  /** Ends that an address waits for a basis. */
  lift: Statement<[string]>
  /** The last line of the ledger that says whether a lead may be written to. */
  lastDecision: Statement<[number], { action: string; email: string | null; at: number }>
}

/** As many as are kept; a file that changes more sets of columns than that prepares them anew. */
const mostUpdates = 100

/**
 * Writes what differs. A column that is named costs each of its indexes and triggers though it keeps
 * its value: at a million leads, naming all of them took four times as long.
 */
function rowUpdate(connection: SqliteConnection): LeadStatements['update'] {
  const prepared = new Map<string, Statement<[LeadRow]>>()
  return (before, after) => {
    const assignments = Object.entries(leadColumnNames)
      .filter(([value]) => isOther(before, after, value))
      .map(([value, column]) => `${column} = @${value}`)
      .join(', ')
    if (assignments === '') return
    let statement = prepared.get(assignments)
    if (statement === undefined) {
      if (prepared.size >= mostUpdates) prepared.clear()
      statement = connection.prepare(`UPDATE leads SET ${assignments} WHERE id = @id`)
      prepared.set(assignments, statement)
    }
    statement.run({ ...after, id: before.id })
  }
}

const isOther = (before: LeadRow, after: Omit<LeadRow, 'id'>, name: string): boolean => {
  const key = name as keyof typeof after
  return before[key] !== after[key]
}

export function leadStatements(connection: SqliteConnection): LeadStatements {
  return {
    insert: connection.prepare<[Omit<LeadRow, 'id'>]>(insertLeadSql),
    update: rowUpdate(connection),
    byId: connection.prepare<[number], LeadRow>(`SELECT ${leadColumns} FROM leads WHERE id = ?`),
    dateWin: connection.prepare<[number, number]>(
      'UPDATE lead_wins SET won_at = ? WHERE lead_id = ?',
    ),
    winOf: connection.prepare<[number], { wonAt: number; isOpen: number }>(
      `SELECT won_at AS wonAt, won_at = arrived_at AND NOT EXISTS (
         SELECT 1 FROM lead_stage_changes AS moves WHERE moves.lead_id = lead_wins.lead_id AND to_status = 'won') AS isOpen
       FROM lead_wins WHERE lead_id = ?`,
    ),
    touch: connection.prepare<[number, number]>('UPDATE leads SET updated_at = ? WHERE id = ?'),
    byEmail: connection.prepare<[string], LeadRow>(
      `SELECT ${leadColumns} FROM leads WHERE id = (${ownerSql})`,
    ),
    // The plus keeps SQLite from the index of addresses: it would walk through everybody without
    // one to find a name.
    byName: connection.prepare<[Pick<LeadRow, 'sortName' | 'firstName' | 'phone'>], LeadRow>(
      `SELECT ${leadColumns} FROM leads WHERE sort_name = @sortName AND +email IS NULL AND phone IS @phone AND first_name IS @firstName LIMIT 1`,
    ),
    byCustom: connection.prepare<[string, string | number, string, string | number], LeadRow>(
      `SELECT ${leadColumns} FROM leads WHERE id IN (SELECT lead_id FROM lead_custom WHERE field = ? AND value = ?)
         AND json_extract(custom, '$."' || ? || '"') = ? ORDER BY id LIMIT 1`,
    ),
    countInteractions: connection.prepare<[number], { n: number }>(
      'SELECT count(*) AS n FROM interactions WHERE lead_id = ?',
    ),
    setScore: connection.prepare<[number, number]>('UPDATE leads SET score = ? WHERE id = ?'),
    hasMoved: connection.prepare<[number]>(
      'SELECT 1 FROM lead_stage_changes WHERE lead_id = ? LIMIT 1',
    ),
    forgetMoves: connection.prepare<[number]>('DELETE FROM lead_stage_changes WHERE lead_id = ?'),
    suppress:
      connection.prepare<[string, string, string, string | null, number]>(insertSuppressionSql),
    refusalOf: connection.prepare(
      `SELECT reason, note, created_at FROM suppressions WHERE kind = 'address' AND value = ?`,
    ),
    lift: connection.prepare<[string]>(
      `DELETE FROM suppressions WHERE kind = 'address' AND value = ? AND reason = 'unconfirmed'`,
    ),
    addressesOf: connection.prepare(addressesOfLeadSql),
    refusedBy: connection.prepare<[string, string]>(
      `UPDATE suppressions SET via_address = ? WHERE kind = 'address' AND value = ?`,
    ),
    isSuppressed: connection.prepare<[string]>(
      `SELECT 1 FROM suppressions WHERE kind = 'address' AND value = ?`,
    ),
    isRefusedForGood: connection.prepare<[string]>(isRefusedForGoodSql),
    lastDecision: connection.prepare(lastDecisionSql('action, email, at')),
  }
}
