// The thread that reads a database of WeBox IA, writes what it takes over, or takes an import back:
// the window never waits for it.
import { parentPort, workerData } from 'node:worker_threads'
import type { Language } from '#shared/contract/settings.contract.ts'
import type { WeboxCounts, WeboxProblem } from '#shared/contract/webox.contract.ts'
import { ForeignDatabaseError, openConnection } from '#main/database/sqliteConnection.ts'
import { runImport } from './runImport.ts'
import { NotWeboxError, openSource } from './sourceDatabase.ts'
import { undoImport } from './undoImport.ts'

export type WeboxTask = { databasePath: string; now: number } & (
  | {
      kind: 'import'
      filePath: string
      importId: number | null
      leadImportId: number | null
      language: Language
      withProblems: boolean
    }
  | { kind: 'undo'; importId: number }
)
export type WeboxMessage =
  | { kind: 'progress'; share: number }
  /**
   * `problems` is empty unless they were asked for: handing over hundreds of thousands of them
   * would stall the window.
   */
  | {
      kind: 'imported'
      counts: WeboxCounts
      problems: WeboxProblem[]
      problemCount: number
      isCancelled: boolean
    }
  | { kind: 'undone'; kept: number }
  | { kind: 'unreadable'; problem: ForeignDatabaseError['problem'] | 'not_webox'; detail: string }

const betweenReports = 200
const task = workerData as WeboxTask
let isCancelled = false
parentPort?.on('message', (message) => {
  if (message === 'cancel') isCancelled = true
})

const tell = (message: WeboxMessage) => parentPort?.postMessage(message)
let last = 0
function tellProgress(share: number): void {
  if (performance.now() - last < betweenReports) return
  last = performance.now()
  tell({ kind: 'progress', share })
}

async function takeOver(given: Extract<WeboxTask, { kind: 'import' }>): Promise<void> {
  const source = openSource(given.filePath)
  const connection = openConnection(given.databasePath)
  try {
    const { report, isCancelled: wasCancelled } = await runImport(connection, source, {
      ...given,
      onProgress(share) {
        tellProgress(share)
        return !isCancelled
      },
    })
    if (given.importId !== null) keepProblems(connection, given.importId, report.problems)
    const problems = given.withProblems ? report.problems : []
    tell({
      kind: 'imported',
      counts: report.counts,
      problems,
      problemCount: report.problems.length,
      isCancelled: wasCancelled,
    })
  } finally {
    connection.close()
    source.close()
  }
}

function keepProblems(
  connection: ReturnType<typeof openConnection>,
  importId: number,
  problems: WeboxProblem[],
): void {
  const insert = connection.prepare(
    'INSERT INTO webox_problems (import_id, source_table, source_id, outcome, reason, detail) VALUES (?, ?, ?, ?, ?, ?)',
  )
  for (let from = 0; from < problems.length; from += 1_000) {
    connection
      .transaction(() => {
        for (const { table, id, outcome, reason, detail } of problems.slice(from, from + 1_000))
          insert.run(importId, table, id, outcome, reason, detail)
      })
      .immediate()
  }
}

async function takeBack({
  databasePath,
  importId,
}: Extract<WeboxTask, { kind: 'undo' }>): Promise<void> {
  const connection = openConnection(databasePath)
  try {
    tell({ kind: 'undone', kept: await undoImport(connection, importId, tellProgress) })
  } finally {
    connection.close()
  }
}

function run(): Promise<void> {
  return task.kind === 'import' ? takeOver(task) : takeBack(task)
}

// An async wrapper, so that what opening throws arrives like everything else.
void (async () => {
  try {
    await run()
  } catch (error) {
    if (error instanceof ForeignDatabaseError)
      tell({ kind: 'unreadable', problem: error.problem, detail: error.message })
    else if (error instanceof NotWeboxError)
      tell({ kind: 'unreadable', problem: 'not_webox', detail: error.message })
    else throw error
  } finally {
    parentPort?.close()
  }
})()
