// Takes the leads over: rows of the same person become one, whoever is here already is completed
// and never overwritten.
import {
  addLines,
  differingLines,
  type LeadStatements,
  leadColumnNames,
  leadStatements,
  toLeadFields,
  toLeadRow,
  type LeadFields,
  type LeadRow,
} from '#main/features/crm/crm.feature.ts'
import type { ImportReport } from './importReport.ts'
import { hashOf, type ImportStore, type Row, type Source } from './importStore.ts'
import { contentHash, furtherStage, readSourceLead, unite, type SourceLead } from './leadSource.ts'
import type { SourceClock } from './sourceCells.ts'
import type { SourceDatabase } from './sourceDatabase.ts'

/** Where a source lead went; `targetId` null: it was here once and was deleted since. */
export type TakenLead = { key: string; targetId: number | null }
export type TakenLeads = {
  /** By the identifier in the source. Refused ones are missing. */
  bySource: Map<string, TakenLead>
  /**
   * Leads that are new or were changed: their score is computed once their interactions are there.
   */
  touched: Set<number>
  /** Leads that were here before this import: undoing gives them back as they were. */
  joined: Set<number>
  /** Leads an earlier import brought, which this one has not changed so far. */
  untouched: Map<number, Source>
}

type Person = { key: string; rows: SourceLead[] }

/** Reads all leads, one entry a person, in the order of the source. */
export function readPeople(
  source: SourceDatabase,
  clock: SourceClock,
  report: ImportReport,
): Person[] {
  const people = new Map<string, Person>()
  for (const row of source.rows('leads')) {
    const lead = readSourceLead(row, clock, report)
    if (lead === null) {
      report.count('leads', 'refused')
      continue
    }
    const person = people.get(lead.key)
    if (person) person.rows.push(lead)
    else people.set(lead.key, { key: lead.key, rows: [lead] })
  }
  return [...people.values()]
}

export type LeadTaker = { take(person: Person): void; taken: TakenLeads }

export function createLeadTaker(
  store: ImportStore,
  report: ImportReport,
  leadImportId: number | null,
): LeadTaker {
  const statements = leadStatements(store.connection)
  const taken: TakenLeads = {
    bySource: new Map(),
    touched: new Set(),
    joined: new Set(),
    untouched: new Map(),
  }

  function place(person: Person, targetId: number | null): void {
    for (const { id } of person.rows) taken.bySource.set(id, { key: person.key, targetId })
  }

  return {
    taken,
    take(person) {
      const [first, ...others] = person.rows
      if (first === undefined) return
      const fields = { ...unitedRows(person.rows), importId: leadImportId }
      const source: Source = {
        kind: 'leads',
        key: hashOf(person.key),
        contentHash: contentHash(fields),
        table: 'leads',
        id: first.id,
      }
      for (const _other of others) report.count('leads', 'merged')
      const known = store.known('leads', source.key)
      if (known !== null && known.contentHash === source.contentHash) {
        report.count('leads', 'merged')
        const isHere = known.targetId !== null && store.rowOf('leads', known.targetId) !== null
        if (isHere && known.targetId !== null) taken.untouched.set(known.targetId, source)
        return place(person, isHere ? known.targetId : null)
      }
      reportRows(report, person, fields.email)
      const existing = findExisting(statements, fields, store.now)
      if (existing === undefined) {
        const id = store.add(source, leadColumns(fields, store.now))
        taken.touched.add(id)
        place(person, id)
        report.count('leads', 'created')
      } else {
        store.join(source, existing.id, store.rowOf('leads', existing.id))
        taken.joined.add(existing.id)
        if (complete(store, statements, existing, fields)) {
          store.seal('leads', existing.id)
          taken.touched.add(existing.id)
          report.changed('leads', first.id, 'filled_existing', existing.email ?? '')
        }
        place(person, existing.id)
        report.count('leads', 'merged')
      }
      if (person.rows.some(({ isRefused }) => isRefused))
        keepRefusal(store, statements, fields.email, first.id)
    },
  }
}

/** Says what was changed in the rows of a person, and which rows went into the first one. */
function reportRows(report: ImportReport, { key, rows }: Person, email: string | null): void {
  for (const { id, notes } of rows)
    for (const { reason, detail } of notes) report.changed('leads', id, reason, detail)
  for (const { id } of rows.slice(1))
    report.changed('leads', id, 'same_person', email ?? key.replaceAll('\n', ' '))
  const [first, ...others] = rows
  for (const { id, fields } of others) {
    const kept = first === undefined ? [] : differingLines(first.fields, fields)
    if (kept.length > 0) report.changed('leads', id, 'differs_kept_in_notes', kept.join(', '))
  }
}

function unitedRows(rows: SourceLead[]): LeadFields {
  return rows.slice(1).reduce(
    (fields, row) => ({
      ...unite(
        { ...fields, notes: addLines(fields.notes, differingLines(fields, row.fields)) },
        row.fields,
      ),
      status: furtherStage(fields.status, row.fields.status),
    }),
    (rows[0] as SourceLead).fields,
  )
}

function findExisting(
  statements: LeadStatements,
  fields: LeadFields,
  now: number,
): LeadRow | undefined {
  return fields.email === null
    ? statements.byName.get(toLeadRow(fields, 0, now))
    : statements.byEmail.get(fields.email)
}

/**
 * @returns true if the lead changed. A stage somebody set here stays; one never moved takes the
 * source's, without inventing a change.
 */
function complete(
  store: ImportStore,
  statements: LeadStatements,
  existing: LeadRow,
  given: LeadFields,
): boolean {
  const before = toLeadFields(existing)
  const united = unite(before, given)
  const wasMoved = existing.status !== 'new' || statements.hasMoved.get(existing.id) !== undefined
  const fields = {
    ...united,
    updatedAt: before.updatedAt,
    status: wasMoved ? before.status : furtherStage(before.status, given.status),
  }
  const row = toLeadRow(fields, statements.countInteractions.get(existing.id)?.n ?? 0, store.now)
  const compared = Object.keys(before) as (keyof LeadFields)[]
  if (compared.every((field) => row[field] === existing[field])) return false
  if (!store.isLook) {
    statements.update(existing, { ...row, updatedAt: store.now })
    if (!wasMoved) statements.forgetMoves.run(existing.id)
    // As for somebody who is new: won on arrival there, not on the day of this import.
    if (row.status === 'won' && existing.status !== 'won')
      statements.dateWin.run(given.createdAt, existing.id)
  }
  return true
}

/** A status that says "unsubscribed" is kept as a refusal; nothing in a source ever lifts one. */
function keepRefusal(
  store: ImportStore,
  statements: LeadStatements,
  email: string | null,
  sourceId: string,
): void {
  if (email === null || statements.isSuppressed.get(email) !== undefined) return
  const row = {
    kind: 'address',
    value: email,
    reason: 'imported',
    note: null,
    created_at: store.now,
  }
  const source = {
    kind: 'suppressions' as const,
    key: hashOf(email),
    contentHash: hashOf(row.value),
    table: 'leads',
    id: sourceId,
  }
  store.add(source, row)
}

function leadColumns(fields: LeadFields, now: number): Row {
  const row = toLeadRow(fields, 0, now)
  return Object.fromEntries(
    Object.entries(row).map(([property, value]) => [
      leadColumnNames[property as keyof typeof row],
      value,
    ]),
  )
}

/**
 * Scores follow from this application's own rule and from interactions, which are all there now;
 * the source's number is never taken.
 */
export function rescore(
  store: ImportStore,
  statements: LeadStatements,
  taken: TakenLeads,
  id: number,
): void {
  const lead = statements.byId.get(id)
  if (lead === undefined) return
  const { score } = toLeadRow(
    toLeadFields(lead),
    statements.countInteractions.get(id)?.n ?? 0,
    store.now,
  )
  if (score !== lead.score) statements.setScore.run(score, id)
  if (taken.joined.has(id)) store.seal('leads', id)
}
