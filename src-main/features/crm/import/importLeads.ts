// Sorts the rows of a contact file into buckets and, unless it only looks, writes them: all or
// nothing, unless somebody else writes meanwhile. A refusal in the file is kept; nothing in a file
// ever lifts one.
import type { ImportBuckets, ImportChoices } from '#shared/contract/crm/imports.ts'
import { meantAddress } from '#shared/rules/leads/addressSlips.ts'
import type { SqliteConnection } from '#main/database/sqliteConnection.ts'
import { addDoubtful, addLeftOut, addProblem, emptyBuckets } from './importBuckets.ts'
import type { FileRow } from './importReader.ts'
import { createJournal, type ChangeJournal } from '../changes/changeJournal.ts'
import { createBulkWriter, type BulkWriter } from '../leads/bulkWrite.ts'
import { emptyLeadFields, toLeadRow, type LeadFields } from '../leads/leadRecord.ts'
import { countUpTo, dropIndexes, isSending } from './importConditions.ts'
import { leadStatements, type LeadStatements } from './importStatements.ts'
import { withFurther } from './fields/importPoints.ts'
import { withoutKnownPoints, withRoomFor } from './otherDataRoom.ts'
import type { LeadRow } from '../leads/leads.table.ts'
import { createBasisNotes } from '../consents/importedBasis.ts'
import { createConsents } from './importConsents.ts'
import {
  createIdentities,
  matchValueOf,
  named,
  type Identities,
  type MatchValue,
  type Met,
} from './importIdentity.ts'
import type { Person } from './people/importPeople.ts'
import { createRejectNotes, reasonsOf } from './importRejects.ts'
import { joined, mergeInto, stageAfter, withoutLoss, type GoesOver } from './importMerge.ts'

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
  /** As the user knows it. */
  fileName: string
  /** On what everybody in it may be written to; null: nothing is said of it. */
  legalBasis: NonNullable<ImportChoices['legalBasis']> | null
  mode: NonNullable<ImportChoices['mode']>
  /** What the file goes over where somebody was there before. */
  goesOver: GoesOver
  /** Key of the custom field by which people are recognised; null: by their address and name. */
  matchKey: string | null
  /** Of the file's columns. */
  titles: readonly string[]
  /** Of the column that says why people were lost. */
  lostReasonTitle: string
  /** Of the columns of addresses and numbers. */
  pointTitles: ReadonlySet<string>
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
function withoutAddress(row: FileRow): FileRow {
  const email = row.lead.email ?? ''
  const problem = { reason: 'email_of_another', value: email, column: null } as const
  return { ...withAddressBeside(row, email), leftOut: [...row.leftOut, problem] }
}

const withAddressBeside = (row: FileRow, email: string): FileRow => ({
  ...row,
  lead: { ...row.lead, email: null },
  kept: [...row.kept, email],
})

/** Found by an identifier; the address that stands first stays, another is kept in the notes. */
function withOwnAddress(statements: LeadStatements, existing: LeadRow, row: FileRow): FileRow {
  const { email } = row.lead
  if (email == null || existing.email === null || email === existing.email) return row
  const isTheirs = statements.addressesOf
    .all(existing.id, existing.id)
    .some(({ address }) => address === email)
  return isTheirs ? row : withAddressBeside(row, email)
}

/** @param isFirst true if no lead was there before: who is new to the file is new */
function createRun(connection: SqliteConnection, options: ImportOptions, isFirst = false): Run {
  const buckets = emptyBuckets()
  const statements = leadStatements(connection)
  const journal = options.changeId === null ? null : createJournal(connection, options.changeId)
  const isWritten = options.importId !== null
  const consents = createConsents(statements, buckets, { ...options, isWritten }, journal)
  const bases = createBasisNotes(connection, statements, consents, buckets, options)
  const rejects = createRejectNotes(connection, options.importId, options.titles)
  const identities = createIdentities(statements, { ...options, isFirst })
  const { add, again } = createTaker(statements, identities, buckets, { options, journal })
  /** By their numbers. */
  const leftAlone = new Set<number>()
  function noteDoubtful(line: number, address: string | null): void {
    const meant = address === null ? null : meantAddress(address)
    if (address !== null && meant !== null) addDoubtful(buckets, { line, address, meant })
  }
  function treat(row: FileRow): void {
    buckets.total += 1
    if (!row.ok) {
      const { line, value, reason } = row
      rejects.note(row, reasonsOf(row))
      return addProblem(buckets, { line, value, reason, column: null })
    }
    const match = matchValueOf(row.lead.custom, options.matchKey)
    const given = freshOf(row, match, options, row.words)
    const { met, other } = identities.find(given, match)
    const own = withFurther(other === null ? row : withoutAddress(row), (address) =>
      identities.isOthers(address, met?.person ?? null),
    )
    const fresh = own === row ? given : freshOf(own, match, options)
    const { person: who, taken } = met === null ? add(fresh, own) : again(met, own)
    const isLeftAlone = met !== null && met.row !== null && options.mode === 'create'
    if (met === null) noteDoubtful(row.line, fresh.email)
    if (who !== null && isLeftAlone) leftAlone.add(who.number)
    const person = who && identities.note(who, fresh, match, !leftAlone.has(who.number))
    consents.note(own, [person, other])
    const isReachedTwice = own.lead.contactPoints?.emails !== undefined
    if (person !== null && (met !== null || isReachedTwice)) consents.share(person)
    if (person !== null && isLeftAlone) bases.leave(person)
    else if (person !== null) bases.note(own, person, met === null)
    for (const leftOut of taken.leftOut) addLeftOut(buckets, { line: row.line, ...leftOut })
    const missing = person === null ? [{ reason: 'not_found', column: null } as const] : []
    const reasons = [...reasonsOf(taken), ...missing]
    if (reasons.length > 0) rejects.note(taken, reasons)
  }
  return { buckets, treat }
}

/** `person` null: they are not here, and are not to be made. `taken`: what was taken of the row. */
type Treated = { person: Person | null; taken: FileRow }

/** Adds people and changes those who are here, and counts them. */
function createTaker(
  statements: LeadStatements,
  identities: Identities,
  buckets: ImportBuckets,
  { options, journal }: { options: ImportOptions; journal: ChangeJournal | null },
) {
  const fitting = (existing: LeadRow, row: FileRow, goesOver: GoesOver): FileRow => {
    const status = stageAfter(existing, row, goesOver)
    const own = withOwnAddress(statements, existing, row)
    const fresh = withoutKnownPoints(existing, own, options.pointTitles)
    return withRoomFor(existing, withoutLoss(fresh, status, options.lostReasonTitle))
  }
  function add(fresh: Omit<LeadRow, 'id'>, row: FileRow): Treated {
    buckets[options.mode === 'update' ? 'skipped' : 'created'] += 1
    if (options.mode === 'update') return { person: null, taken: row }
    const isWritten = options.importId !== null
    const id = isWritten ? insertLead(statements, fresh, row.lead.wonAt) : 0
    return { person: identities.add(id), taken: row }
  }
  function again({ person, row: existing }: Met, row: FileRow): Treated {
    return { person, taken: existing === null ? addToKnown(person, row) : change(existing, row) }
  }
  function change(existing: LeadRow, row: FileRow): FileRow {
    if (options.mode === 'create') {
      buckets.skipped += 1
      return row
    }
    const taken = fitting(existing, row, options.goesOver)
    buckets[updateLead(statements, existing, taken, options, journal)] += 1
    return taken
  }
  /** A second row of a person says what the first left open. */
  function addToKnown({ id }: Person, row: FileRow): FileRow {
    buckets.duplicate += 1
    const existing = id === 0 ? undefined : statements.byId.get(id)
    if (existing === undefined) return row
    // Whoever was here before is left alone by the second row as by the first.
    if (options.mode === 'create' && existing.importId !== options.importId) return row
    const filling = { ...options, goesOver: () => false }
    const taken = fitting(existing, row, filling.goesOver)
    updateLead(statements, existing, taken, filling, journal)
    return taken
  }
  return { add, again }
}

/** @param words of the row as it is; null: to be derived */
function freshOf(
  row: FileRow,
  match: MatchValue,
  options: ImportOptions,
  words: FileRow['words'] = null,
): Omit<LeadRow, 'id'> {
  const own = withoutLoss(row, row.lead.status ?? 'new', options.lostReasonTitle)
  // Whoever is known by an identifier alone is called by it, which the reader does not know.
  return toLeadRow(leadOf(own, match, options), 0, options.now, match === null ? words : null)
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
      statements.update(existing, merged)
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
