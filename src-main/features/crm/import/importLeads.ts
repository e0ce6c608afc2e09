// Sorts the rows of a contact file into buckets and, unless it only looks, writes them: all or
// nothing, unless somebody else writes meanwhile. A refusal in the file is kept; nothing in a file
// ever lifts one.
import type { ImportBuckets } from '#shared/contract/crm.contract.ts'
import type { SqliteConnection } from '#main/database/sqliteConnection.ts'
import { addProblem, emptyBuckets } from './importBuckets.ts'
import type { ImportedLead } from './importRow.ts'
import type { FileRow } from './importReader.ts'
import { createBulkWriter, type BulkWriter } from '../leads/bulkWrite.ts'
import { emptyLeadFields, toLeadFields, toLeadRow } from '../leads/leadRecord.ts'
import { countUpTo, dropIndexes, isSending } from './importConditions.ts'
import { leadStatements, type LeadStatements } from './importStatements.ts'
import type { LeadRow } from '../leads/leads.table.ts'

/** Rows between two looks at whether somebody waits or cancelled. */
const rowsAtOnce = 1_000
/** Rows a transaction where others write meanwhile: no longer for them than when triggers wrote. */
const rowsPerSlice = 2_000

export type ImportOptions = {
  /** The import's own number; null only sorts into buckets and writes nothing. */
  importId: number | null
  now: number
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

/** @param isFirst true if no lead was there before: who is new to the file is new */
function createRun(connection: SqliteConnection, options: ImportOptions, isFirst = false): Run {
  const buckets = emptyBuckets()
  const statements = leadStatements(connection)
  const seen = new Set<string>()
  const refused = new Set<string>()
  return {
    buckets,
    treat(row) {
      buckets.total += 1
      if (row.refusedAddress !== null && !refused.has(row.refusedAddress)) {
        refused.add(row.refusedAddress)
        buckets.suppressed += keepRefusal(statements, row.refusedAddress, options)
      }
      if (!row.ok)
        return addProblem(buckets, { line: row.line, value: row.value, reason: row.reason })
      const { wonAt, ...lead } = row.lead
      const fields = { ...emptyLeadFields(options.now), ...lead, importId: options.importId }
      const fresh = toLeadRow(fields, 0, options.now)
      const key = identityKey(fresh)
      if (seen.has(key)) {
        buckets.duplicate += 1
        return
      }
      seen.add(key)
      const existing = isFirst ? undefined : findExisting(statements, fresh)
      if (existing !== undefined) buckets[updateLead(statements, existing, row.lead, options)] += 1
      else {
        buckets.created += 1
        if (options.importId !== null) insertLead(statements, fresh, wonAt)
      }
    },
  }
}

/**
 * What makes two rows the same person: the address; without one, what finds them again in the
 * database (see `byName`).
 */
function identityKey({ email, sortName, firstName, phone }: Omit<LeadRow, 'id'>): string {
  return email ?? `${sortName}\n${firstName?.toLowerCase() ?? ''}\n${phone ?? ''}`
}

function keepRefusal(statements: LeadStatements, address: string, options: ImportOptions): number {
  if (options.importId === null) return statements.isSuppressed.get(address) === undefined ? 1 : 0
  return statements.suppress.run('address', address, 'imported', null, options.now).changes
}

function updateLead(
  statements: LeadStatements,
  existing: LeadRow,
  { wonAt, ...lead }: ImportedLead,
  options: ImportOptions,
): 'updated' | 'unchanged' {
  const merged = mergeInto(existing, lead, statements, options.now)
  if (merged === null) return 'unchanged'
  if (options.importId !== null) {
    if (merged.status === 'won' && existing.status !== 'won' && wonAt !== undefined)
      statements.win.run(wonAt, existing.id)
    statements.update.run({ ...merged, id: existing.id })
  }
  return 'updated'
}

/** A lead won at a known moment arrives as every lead does, and comes to won at that moment. */
function insertLead(
  statements: LeadStatements,
  lead: Omit<LeadRow, 'id'>,
  wonAt: number | undefined,
): void {
  if (lead.status !== 'won' || wonAt === undefined) {
    statements.insert.run(lead)
    return
  }
  const { lastInsertRowid } = statements.insert.run({ ...lead, status: 'new' })
  const id = Number(lastInsertRowid)
  statements.win.run(wonAt, id)
  statements.touch.run(lead.updatedAt, id)
}

function findExisting(statements: LeadStatements, fresh: Omit<LeadRow, 'id'>): LeadRow | undefined {
  if (fresh.email !== null) return statements.byEmail.get(fresh.email)
  return statements.byName.get(fresh)
}

/**
 * What the file says goes over what was there; an empty cell leaves it alone; tags are added; the
 * date of creation stays.
 * @returns null if that changes nothing
 */
function mergeInto(
  existing: LeadRow,
  lead: Omit<ImportedLead, 'wonAt'>,
  statements: LeadStatements,
  now: number,
): Omit<LeadRow, 'id'> | null {
  const before = toLeadFields(existing)
  const given = Object.fromEntries(
    Object.entries(lead).filter(([, value]) => value !== null && value !== undefined),
  )
  const fields = {
    ...before,
    ...given,
    createdAt: before.createdAt,
    tags: [...before.tags, ...(lead.tags ?? [])],
  }
  const interactionCount = statements.countInteractions.get(existing.id)?.n ?? 0
  const after = toLeadRow(fields, interactionCount, now)
  const changed = (Object.keys(fields) as (keyof typeof fields)[]).some(
    (key) => after[key] !== existing[key],
  )
  return changed ? { ...after, updatedAt: now } : null
}
