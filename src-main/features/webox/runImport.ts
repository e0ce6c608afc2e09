// One import from its first row to its last: people, what happened with them, campaigns, funnels,
// ads. In short transactions, so that a person saving a lead meanwhile waits a blink; between two
// of them it can be cancelled.
import type { Language } from '#shared/contract/settings.contract.ts'
import type { SqliteConnection } from '#main/database/sqliteConnection.ts'
import { leadStatements } from '#main/features/crm/crm.feature.ts'
import { createReport, type ImportReport } from './importReport.ts'
import { createStore, type ImportStore } from './importStore.ts'
import type { SourceDatabase } from './sourceDatabase.ts'
import { takeAd } from './takeAds.ts'
import { readCampaigns, takeCampaign } from './takeCampaigns.ts'
import { readFunnels, takeFunnel } from './takeFunnels.ts'
import { takeInteraction } from './takeInteractions.ts'
import { createLeadTaker, readPeople, rescore } from './takeLeads.ts'

/** Rows a transaction: others who write wait for one of them. */
const rowsPerSlice = 1_000
/** Bodies are large: fewer of them a transaction. */
const documentsPerSlice = 20

export type RunOptions = {
  /** Null only looks: nothing is written. */
  importId: number | null
  /** Number of the entry in the CRM's own list of imports that new leads carry. */
  leadImportId: number | null
  language: Language
  now: number
  /** Of the business: the zone of what people wrote without one. */
  timeZone: string
  /**
   * Called after each transaction with the share done; false stops the import there, keeping what
   * was written.
   */
  onProgress: (share: number) => boolean
}

export type RunResult = { report: ImportReport; isCancelled: boolean }

class Cancelled extends Error {}

export async function runImport(
  connection: SqliteConnection,
  source: SourceDatabase,
  options: RunOptions,
): Promise<RunResult> {
  const report = createReport()
  const store = createStore(connection, options.importId, options)
  try {
    await takeEverything(store, source, report, options)
    return { report, isCancelled: false }
  } catch (error) {
    if (!(error instanceof Cancelled)) throw error
    return { report, isCancelled: true }
  }
}

/** What every part of an import works with. */
type Import = {
  store: ImportStore
  source: SourceDatabase
  report: ImportReport
  options: RunOptions
  /**
   * Takes items in transactions of `size` items. `weight`: of how many source rows an item is made.
   * @throws Cancelled
   */
  inSlices<T>(
    items: Iterable<T>,
    size: number,
    weight: (item: T) => number,
    take: (item: T) => void,
  ): Promise<void>
}

async function takeEverything(
  store: ImportStore,
  source: SourceDatabase,
  report: ImportReport,
  options: RunOptions,
): Promise<void> {
  if (source.isApartFromJournal) report.changed('', '', 'file_apart_from_journal')
  for (const [table, columns] of Object.entries(source.missingColumns))
    report.changed(table, '', 'columns_missing', columns.join(', '))

  const run = { store, source, report, options, inSlices: slicing(store, source, options) }
  await takePeople(run)
  await takeDocuments(run)
}

function slicing(
  store: ImportStore,
  source: SourceDatabase,
  options: RunOptions,
): Import['inSlices'] {
  let done = 0
  return async (items, size, weight, take) => {
    for (const slice of slicesOf(items, size)) {
      store.slice(() => slice.forEach(take))
      done += slice.reduce((sum, item) => sum + weight(item), 0)
      if (!options.onProgress(Math.min(0.99, done / Math.max(1, source.rowCount))))
        throw new Cancelled()
      await yieldToEventLoop()
    }
  }
}

/** Leads and what happened with them. */
async function takePeople({ store, source, report, options, inSlices }: Import): Promise<void> {
  const leads = createLeadTaker(store, report, options.leadImportId)
  await inSlices(
    readPeople(source, options, report),
    rowsPerSlice,
    ({ rows }) => rows.length,
    leads.take,
  )
  await inSlices(
    source.rows('lead_interactions'),
    rowsPerSlice,
    () => 1,
    (row) => takeInteraction(store, report, leads.taken, row),
  )
  if (store.isLook) return
  const statements = leadStatements(store.connection)
  await inSlices(
    leads.taken.touched,
    rowsPerSlice,
    () => 0,
    (id) => rescore(store, statements, leads.taken, id),
  )
}

/** Campaigns, funnels and ads. */
async function takeDocuments({ store, source, report, options, inSlices }: Import): Promise<void> {
  await inSlices(
    readCampaigns(source, options, report),
    documentsPerSlice,
    ({ others }) => 1 + others.length,
    (group) => takeCampaign(store, report, group),
  )
  const slugs = new Set(
    store.connection
      .prepare<[], { slug: string }>('SELECT slug FROM funnels')
      .all()
      .map(({ slug }) => slug),
  )
  await inSlices(
    readFunnels(source, options, report),
    documentsPerSlice,
    ({ pages }) => 1 + pages.length,
    (group) => takeFunnel(store, report, options.language, slugs, group),
  )
  const seen = new Map<string, number>()
  await inSlices(
    source.rows('ad_campaigns'),
    documentsPerSlice,
    () => 1,
    (row) => takeAd(store, report, seen, row),
  )
}

function* slicesOf<T>(items: Iterable<T>, size: number): Generator<T[]> {
  let slice: T[] = []
  for (const item of items) {
    slice.push(item)
    if (slice.length < size) continue
    yield slice
    slice = []
  }
  if (slice.length > 0) yield slice
}

/** Lets a cancellation in, and other connections have their turn at the write lock. */
export function yieldToEventLoop(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
