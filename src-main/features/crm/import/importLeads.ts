// Sorts the rows of a contact file into buckets and, unless it only looks, writes them: short
// transactions, so that a person saving a lead meanwhile waits a few milliseconds. A refusal in the
// file is kept; nothing in a file ever lifts one.
import type { ImportBuckets, ImportMapping } from '#shared/contract/crm.contract.ts'
import type { SqliteConnection } from '#main/database/sqliteConnection.ts'
import { addProblem, emptyBuckets } from './importBuckets.ts'
import type { ImportRecord } from './importRecords.ts'
import { rowReader, type ImportedLead } from './importRow.ts'
import { emptyLeadFields, toLeadFields, toLeadRow } from '../leads/leadRecord.ts'
import { leadStatements, type LeadStatements } from './importStatements.ts'
import type { LeadRow } from '../leads/leads.table.ts'

/**
 * Rows a transaction: fewer cost the search index more merging, more keep other writers waiting
 * longer than a blink.
 */
const rowsPerTransaction = 1_000

export type ImportOptions = {
  mapping: ImportMapping
  /** The import's own number; null only sorts into buckets and writes nothing. */
  importId: number | null
  now: number
  /** Called after each transaction; false stops the import there, keeping what was written. */
  onProgress: (buckets: ImportBuckets) => boolean
}

/** @returns the buckets; their numbers add up to `total` */
export async function importLeads(
  connection: SqliteConnection,
  records: AsyncIterable<ImportRecord>,
  options: ImportOptions,
) {
  const run = createRun(connection, options)
  let batch: ImportRecord[] = []
  let isHeader = true
  for await (const record of records) {
    if (isHeader) {
      isHeader = false
      continue
    }
    batch.push(record)
    if (batch.length < rowsPerTransaction) continue
    run.treat(batch)
    batch = []
    if (!options.onProgress(run.buckets)) return run.buckets
    await breathe()
  }
  run.treat(batch)
  options.onProgress(run.buckets)
  return run.buckets
}

/**
 * Lets messages to this thread in (a cancellation), and the other connection have its turn at the
 * write lock.
 */
function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

type Run = { buckets: ImportBuckets; treat(batch: ImportRecord[]): void }

function createRun(connection: SqliteConnection, options: ImportOptions): Run {
  const buckets = emptyBuckets()
  const statements = leadStatements(connection)
  const read = rowReader(options.mapping, options.now)
  const seen = new Set<string>()
  const refused = new Set<string>()
  const treatRow = (record: ImportRecord): void => {
    buckets.total += 1
    const row = read(record.cells)
    if (row.refusedAddress !== null && !refused.has(row.refusedAddress)) {
      refused.add(row.refusedAddress)
      buckets.suppressed += keepRefusal(statements, row.refusedAddress, options)
    }
    if (!row.ok)
      return addProblem(buckets, { line: record.line, value: row.value, reason: row.reason })
    const key = identityKey(row.lead)
    if (seen.has(key)) {
      buckets.duplicate += 1
      return
    }
    seen.add(key)
    buckets[writeLead(statements, row.lead, options)] += 1
  }
  const treat = (batch: ImportRecord[]) => batch.forEach(treatRow)
  return {
    buckets,
    treat: options.importId === null ? treat : connection.transaction(treat).immediate,
  }
}

/**
 * What makes two rows the same person: the address; without one, name and phone number together.
 */
function identityKey(lead: ImportedLead): string {
  if (lead.email) return lead.email
  return `${lead.firstName ?? ''}\n${lead.lastName ?? ''}\n${lead.phone ?? ''}`.toLowerCase()
}

function keepRefusal(statements: LeadStatements, address: string, options: ImportOptions): number {
  if (options.importId === null) return statements.isSuppressed.get(address) === undefined ? 1 : 0
  return statements.suppress.run('address', address, 'imported', null, options.now).changes
}

function writeLead(
  statements: LeadStatements,
  { wonAt, ...lead }: ImportedLead,
  options: ImportOptions,
): 'created' | 'updated' | 'unchanged' {
  const fresh = toLeadRow(
    { ...emptyLeadFields(options.now), ...lead, importId: options.importId },
    0,
    options.now,
  )
  const existing = findExisting(statements, fresh)
  if (existing === undefined) {
    if (options.importId !== null) insertLead(statements, fresh, wonAt)
    return 'created'
  }
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
 * @returns null where that changes nothing
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
