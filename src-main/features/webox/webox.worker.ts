// The thread that reads a database of WeBox IA, writes what it takes over, or takes an import back:
// the window never waits for it.
import type { Language } from '#shared/contract/settings.contract.ts'
import type { WeboxCounts, WeboxProblem } from '#shared/contract/webox.contract.ts'
import { ForeignDatabaseError, openConnection } from '#main/database/sqliteConnection.ts'
import { TaskFailure } from '#main/platform/task.ts'
import { runTask, type TaskContext } from '#main/platform/taskThread.ts'
import { runImport } from './runImport.ts'
import { NotWeboxError, openSource } from './sourceDatabase.ts'
import { undoImport } from './undoImport.ts'

export type WeboxTask = { databasePath: string; now: number; timeZone: string } & (
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
/**
 * `problems` is empty unless they were asked for: handing over hundreds of thousands of them would
 * stall the window.
 */
export type ImportOutcome = {
  counts: WeboxCounts
  problems: WeboxProblem[]
  problemCount: number
  isCancelled: boolean
}
/** Of an import; of an undo, how many rows were left alone. */
export type WeboxResult = ImportOutcome | number
export type WeboxFailure = ForeignDatabaseError['problem'] | 'not_webox'

async function takeOver(
  given: Extract<WeboxTask, { kind: 'import' }>,
  { progress, isCancelled }: TaskContext<number>,
): Promise<ImportOutcome> {
  const source = openSource(given.filePath)
  const connection = openConnection(given.databasePath)
  try {
    const { report, isCancelled: wasCancelled } = await runImport(connection, source, {
      ...given,
      onProgress(share) {
        progress(share)
        return !isCancelled()
      },
    })
    if (given.importId !== null) keepProblems(connection, given.importId, report.problems)
    return {
      counts: report.counts,
      problems: given.withProblems ? report.problems : [],
      problemCount: report.problems.length,
      isCancelled: wasCancelled,
    }
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

async function takeBack(
  { databasePath, importId }: Extract<WeboxTask, { kind: 'undo' }>,
  { progress }: TaskContext<number>,
): Promise<number> {
  const connection = openConnection(databasePath)
  try {
    return await undoImport(connection, importId, progress)
  } finally {
    connection.close()
  }
}

await runTask<WeboxTask, WeboxResult, number>(async (task, context) => {
  try {
    return await (task.kind === 'import' ? takeOver(task, context) : takeBack(task, context))
  } catch (error) {
    if (error instanceof ForeignDatabaseError)
      throw new TaskFailure<WeboxFailure>(error.problem, error.message)
    if (error instanceof NotWeboxError)
      throw new TaskFailure<WeboxFailure>('not_webox', error.message)
    throw error
  }
})
