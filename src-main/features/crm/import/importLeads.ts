// Sorts the rows of a contact file into buckets and, unless it only looks, writes them: all or
// nothing, unless somebody else writes meanwhile. A refusal in the file is kept; nothing in a file
// ever lifts one.
import type { ImportBuckets, ImportChoices } from '#shared/contract/crm/imports.ts'
import type { SqliteConnection } from '#main/database/sqliteConnection.ts'
import { addLeftOut, addProblem, emptyBuckets } from './importBuckets.ts'
import type { FileRow } from './importReader.ts'
import { createJournal, type ChangeJournal } from '../changes/changeJournal.ts'
import { createBulkWriter, type BulkWriter } from '../leads/bulkWrite.ts'
import { emptyLeadFields, toLeadRow, type LeadFields } from '../leads/leadRecord.ts'
import type { SuppressionReason } from '#shared/contract/suppressions.ts'
import { countUpTo, dropIndexes, isSending } from './importConditions.ts'
import { leadStatements, type LeadStatements } from './importStatements.ts'
import { withRoomFor } from './otherDataRoom.ts'
import type { LeadRow } from '../leads/leads.table.ts'
import {
  findExisting,
  identityKeys,
  matchValueOf,
  named,
  type MatchValue,
} from './importIdentity.ts'
import { createRejectNotes, reasonsOf } from './importRejects.ts'
import { joined, mergeInto, type GoesOver } from './importMerge.ts'

/** Rows between two looks at whether somebody waits or cancelled. */
const rowsAtOnce = 1_000
/** Rows a transaction where others write meanwhile: no longer for them than when triggers wrote. */
const rowsPerSlice = 2_000

export type ImportOptions = {
  /** The import's own number; null only sorts into buckets and writes nothing. */
  importId: number | null
  /** Under which everything is noted that is to be taken back; null notes nothing. */
  changeId: number | null
  now: number
  mode: NonNullable<ImportChoices['mode']>
  /** What the file goes over where somebody was there before. */
  goesOver: GoesOver
  /** Key of the custom field by which people are recognised; null: by their address and name. */
  matchKey: string | null
  /** Rows of an earlier file, mended: a person who was kept without an address has one now. */
  isMended: boolean
  /** How many rows the file has, about. */
  expectedRows: number
  /** True while somebody else waits to write. */
  isAwaited(): boolean
  /** Called every thousand rows; `isKept`: what they became is stored. False cancels. */
  onProgress(buckets: ImportBuckets, isKept: boolean): boolean
}

/** The buckets' numbers add up to `total`; of a cancelled import they are what was kept of it. */
export type ImportResult = { buckets: ImportBuckets; isCancelled: boolean }

/**
 * Writes everything in one transaction, so that cut short nothing was written; only where others
 * write meanwhile, in slices.
 * @param open reads the file's rows from the beginning, so many at once; possibly a second time
 */
export async function importLeads(
  connection: SqliteConnection,
  open: (rowsAtOnce: number) => AsyncIterable<FileRow[]>,
  options: ImportOptions,
): Promise<ImportResult> {
  if (options.importId === null) return sortIntoBuckets(connection, open(rowsAtOnce), options)
  const writer = createBulkWriter(connection)
  try {
    return (
      (await importWhole(connection, writer, open(rowsAtOnce), options)) ??
      (await importInSlices(connection, writer, open(rowsPerSlice), options))
    )
  } catch (error) {
    writer.rollBack()
    throw error
  }
}

async function sortIntoBuckets(
  connection: SqliteConnection,
  batches: AsyncIterable<FileRow[]>,
  options: ImportOptions,
): Promise<ImportResult> {
  const run = createRun(connection, options)
  for await (const batch of batches) {
    batch.forEach(run.treat)
    if (!options.onProgress(run.buckets, false)) return { buckets: run.buckets, isCancelled: true }
    await yieldToEventLoop()
  }
  return { buckets: run.buckets, isCancelled: false }
}

/**
 * One transaction from the first row to the last. Whoever wants to write meanwhile gets their turn
 * at once: what was written is taken back, and the import begins again in slices.
 * @returns null if it was not carried through because of somebody else
 */
async function importWhole(
  connection: SqliteConnection,
  writer: BulkWriter,
  batches: AsyncIterable<FileRow[]>,
  options: ImportOptions,
): Promise<ImportResult | null> {
  writer.begin()
  if (isSending(connection)) {
    writer.rollBack()
    return null
  }
  const before = countUpTo(connection, options.expectedRows)
  const indexes = before * 2 <= options.expectedRows ? dropIndexes(connection, before > 0) : []
  const run = createRun(connection, options, before === 0)
  const isStopped = (): 'cancelled' | 'awaited' | null => {
    if (!options.onProgress(run.buckets, false)) return 'cancelled'
    return options.isAwaited() ? 'awaited' : null
  }
  const steps = [...indexes.map((sql) => () => void connection.exec(sql)), () => writer.commit()]
  for await (const batch of batches) {
    batch.forEach(run.treat)
    writer.wrote(batch.length)
    await yieldToEventLoop()
    const stopped = isStopped()
    if (stopped !== null) return takeBack(writer, stopped)
  }
  for (const step of steps) {
    step()
    if (!writer.isOpen) break
    await yieldToEventLoop()
    const stopped = isStopped()
    if (stopped !== null) return takeBack(writer, stopped)
  }
  return { buckets: run.buckets, isCancelled: false }
}

function takeBack(writer: BulkWriter, why: 'cancelled' | 'awaited'): ImportResult | null {
  writer.rollBack()
  return why === 'cancelled' ? { buckets: emptyBuckets(), isCancelled: true } : null
}

/** Short transactions, each complete by itself: whoever writes meanwhile waits for one of them. */
async function importInSlices(
  connection: SqliteConnection,
  writer: BulkWriter,
  batches: AsyncIterable<FileRow[]>,
  options: ImportOptions,
): Promise<ImportResult> {
  const run = createRun(connection, options)
  for await (const batch of batches) {
    writer.run(() => batch.forEach(run.treat))
    if (!options.onProgress(run.buckets, true)) return { buckets: run.buckets, isCancelled: true }
    await yieldToEventLoop()
  }
  return { buckets: run.buckets, isCancelled: false }
}

/**
 * Lets messages to this thread in (a cancellation), and other connections have their turn at the
 * write lock.
 */
function yieldToEventLoop(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

type Run = { buckets: ImportBuckets; treat(row: FileRow): void }

/** An address belongs to one person: another's stays theirs, and is named. */
function freeAddress(
  { statements, buckets }: { statements: LeadStatements; buckets: ImportBuckets },
  existing: LeadRow,
  row: FileRow,
): FileRow {
  const { email } = row.lead
  if (email === undefined || email === null || email === existing.email) return row
  const other = statements.byEmail.get(email)
  if (other?.id === existing.id || (other === undefined && existing.email === null)) return row
  // Found by an identifier; the address that stands first stays, another is kept in the notes.
  if (other !== undefined) {
    const problem = { reason: 'email_of_another', value: email, column: null } as const
    addLeftOut(buckets, { line: row.line, ...problem })
  }
  return { ...row, lead: { ...row.lead, email: null }, kept: [...row.kept, email] }
}

/** @param isFirst true if no lead was there before: who is new to the file is new */
function createRun(connection: SqliteConnection, options: ImportOptions, isFirst = false): Run {
  const buckets = emptyBuckets()
  const statements = leadStatements(connection)
  const journal = options.changeId === null ? null : createJournal(connection, options.changeId)
  const consents = createConsents(statements, buckets, options, journal)
  const rejects = createRejectNotes(connection, options.importId)
  /** Leads of the file's people by what makes rows one person; 0 where nothing is written. */
  const known = new Map<string, number>()
  const fitting = (existing: LeadRow, row: FileRow): FileRow =>
    withRoomFor(existing, freeAddress({ statements, buckets }, existing, row), buckets)
  function treat(row: FileRow): void {
    buckets.total += 1
    consents.note(row)
    if (!row.ok || row.leftOut.length > 0) rejects.note(row, reasonsOf(row))
    if (!row.ok) {
      const { line, value, reason } = row
      return addProblem(buckets, { line, value, reason, column: null })
    }
    for (const leftOut of row.leftOut) addLeftOut(buckets, { line: row.line, ...leftOut })
    const match = matchValueOf(row.lead.custom, options.matchKey)
    const fresh = toLeadRow(leadOf(row, match, options), 0, options.now)
    const keys = identityKeys(fresh, match)
    const before = keys.map((key) => known.get(key)).find((id) => id !== undefined)
    if (before !== undefined) return addToKnown(before, row)
    const existing = isFirst ? undefined : findExisting(statements, fresh, match, options.isMended)
    const id = existing === undefined ? add(fresh, row) : change(existing, row)
    for (const key of keys) known.set(key, id)
  }
  const skip = () => {
    buckets.skipped += 1
    return 0
  }
  /** @returns the lead's number; 0 where nothing is written */
  function add(fresh: Omit<LeadRow, 'id'>, row: FileRow): number {
    if (options.mode === 'update') {
      rejects.note(row, [...reasonsOf(row), { reason: 'not_found', column: null }])
      return skip()
    }
    buckets.created += 1
    if (options.importId === null) return 0
    return insertLead(statements, fresh, row.lead.wonAt)
  }
  function change(existing: LeadRow, row: FileRow): number {
    if (options.mode === 'create') return skip()
    const taken = fitting(existing, row)
    buckets[updateLead(statements, existing, taken, options, journal)] += 1
    return existing.id
  }
  /** A second row of a person says what the first left open. */
  function addToKnown(id: number, row: FileRow): void {
    buckets.duplicate += 1
    const existing = id === 0 ? undefined : statements.byId.get(id)
    if (existing === undefined) return
    const filling = { ...options, goesOver: () => false }
    const taken = fitting(existing, row)
    updateLead(statements, existing, taken, filling, journal)
  }
  return { buckets, treat }
}

type Consents = { note(row: FileRow): void }

/** What the rows say about writing to people, each person counted once. */
function createConsents(
  statements: LeadStatements,
  buckets: ImportBuckets,
  { importId, now }: ImportOptions,
  journal: ChangeJournal | null,
): Consents {
  const noted = { refused: new Set<string>(), unconfirmed: new Set<string>() }
  const suppress = (address: string, reason: SuppressionReason): boolean => {
    const before = statements.refusalOf.get(address)
    if (statements.suppress.run('address', address, reason, null, now).changes === 0) return false
    journal?.noteRefusal(address, before === undefined ? null : JSON.stringify(before))
    return true
  }
  const isNew = (address: string, consent: 'refused' | 'unconfirmed'): boolean => {
    const isThere = consent === 'refused' ? statements.isRefusedForGood : statements.isSuppressed
    if (importId === null) return isThere.get(address) === undefined
    const reason: SuppressionReason = consent === 'refused' ? 'imported' : 'unconfirmed'
    const isAdded = suppress(address, reason)
    // It is the person who refused.
    for (const { address: other } of statements.otherAddresses.all(address, address, address))
      if (suppress(other, reason)) statements.refusedBy.run(address, other)
    return isAdded
  }
  return {
    note({ address, consent }) {
      if (address === null || consent === 'none' || noted[consent].has(address)) return
      noted[consent].add(address)
      if (isNew(address, consent))
        buckets[consent === 'refused' ? 'suppressed' : 'unconfirmed'] += 1
    },
  }
}

/** What a row gives for somebody who is new. */
function leadOf(
  { lead, kept, otherData }: FileRow,
  match: MatchValue,
  { now, importId }: ImportOptions,
): LeadFields {
  const { wonAt: _wonAt, ...fields } = lead
  const notes = joined([fields.notes, ...kept])
  return named({ ...emptyLeadFields(now), ...fields, notes, otherData, importId }, match)
}

function updateLead(
  statements: LeadStatements,
  existing: LeadRow,
  row: FileRow,
  options: ImportOptions,
  journal: ChangeJournal | null,
): 'updated' | 'unchanged' {
  const interactions = statements.countInteractions.get(existing.id)?.n ?? 0
  const merged = mergeInto(existing, row, interactions, options)
  const wonAt = winToDate(statements, existing, merged ?? existing, row, options)
  if (merged === null && wonAt === null) return 'unchanged'
  if (options.importId !== null) {
    // Whoever this file brought goes as a whole when it is taken back.
    const noting = existing.importId === options.importId ? null : journal
    const mark = noting?.mark(existing.id)
    if (mark !== undefined)
      noting?.note(mark, existing, merged ?? { ...existing, updatedAt: options.now })
    if (merged === null) statements.touch.run(options.now, existing.id)
    else {
      // A lead that nobody moved takes the file's stage, without a way there that nobody recorded.
      const wasMoved = statements.hasMoved.get(existing.id) !== undefined
      statements.update.run({ ...merged, id: existing.id })
      if (!wasMoved && merged.status !== existing.status) statements.forgetMoves.run(existing.id)
    }
    if (wonAt !== null) statements.dateWin.run(wonAt, existing.id)
  }
  return 'updated'
}

/**
 * When the file says a lead was won, if that changes anything: for one that it makes won, which
 * without a date is won on arrival, as somebody new; and for one that was, where nothing said when or
 * the file goes over what was there.
 */
function winToDate(
  statements: LeadStatements,
  existing: LeadRow,
  after: Pick<LeadRow, 'status'>,
  { lead: { wonAt, createdAt } }: FileRow,
  { goesOver }: ImportOptions,
): number | null {
  if (after.status !== 'won') return null
  if (existing.status !== 'won') return wonAt ?? createdAt ?? null
  if (wonAt === undefined) return null
  const win = statements.winOf.get(existing.id)
  const isTaken = goesOver('wonAt') || win?.isOpen === 1
  return isTaken && win?.wonAt !== wonAt ? wonAt : null
}

/**
 * A lead that the file says was won arrives as one: which stages it passed nobody recorded, and none
 * is made up.
 */
function insertLead(
  statements: LeadStatements,
  lead: Omit<LeadRow, 'id'>,
  wonAt: number | undefined,
): number {
  const id = Number(statements.insert.run(lead).lastInsertRowid)
  if (lead.status === 'won' && wonAt !== undefined) statements.dateWin.run(wonAt, id)
  return id
}
