// The thread that learns a score from won and lost leads, so that the window never waits for it.
import {
  openConnection,
  threadReads,
  type SqliteConnection,
} from '#main/database/sqliteConnection.ts'
import { runTask } from '#main/platform/taskThread.ts'
import type { CustomField } from '#shared/contract/crm/customFields.ts'
import { addFacts, emptyFactTable, type ColumnChoices, type FactTable } from './factTable.ts'
import { factRow, factsOf, factsSql } from './leadFacts.ts'
import { leastOfEach, learnScore, type Learning } from './learnScore.ts'
import { countDecided, wantedLeads, type Counts } from './wantedLeads.ts'

export type ScoringTask = {
  databasePath: string
  choices: ColumnChoices
  fields: CustomField[]
  now: number
}
/** @property learning null: too few of a kind, or cancelled */
export type ScoringResult = { learnt: Counts; all: Counts; learning: Learning | null }

const leadsAtOnce = 5_000

function readFacts(
  connection: SqliteConnection,
  task: ScoringTask,
  wanted: Counts,
  isCancelled: () => boolean,
): FactTable {
  const table = emptyFactTable()
  const { all } = threadReads(connection)
  const sql = factsSql('leads.status = ? AND leads.id < ? ORDER BY leads.id DESC LIMIT ?')
  for (const status of ['won', 'lost'] as const) {
    let before = Number.MAX_SAFE_INTEGER
    for (let left = wanted[status]; left > 0 && !isCancelled();) {
      const rows = all(factRow, sql, [task.now, status, before, Math.min(left, leadsAtOnce)])
      for (const row of rows) addFacts(table, factsOf(row, task.fields), status === 'won' ? 1 : 0)
      const last = rows.at(-1)
      if (last === undefined) break
      before = last.id
      left -= rows.length
    }
  }
  return table
}

function learn(task: ScoringTask, isCancelled: () => boolean): ScoringResult {
  const connection = openConnection(task.databasePath)
  try {
    // One state of the file: what is counted is what is read.
    connection.exec('BEGIN')
    const all = countDecided(threadReads(connection))
    const learnt = wantedLeads(all)
    if (all.won < leastOfEach || all.lost < leastOfEach) return { learnt, all, learning: null }
    const table = readFacts(connection, task, learnt, isCancelled)
    connection.exec('COMMIT')
    const learning = isCancelled() ? null : learnScore(table, task.choices, isCancelled)
    return { learnt, all, learning: isCancelled() ? null : learning }
  } finally {
    connection.close()
  }
}

await runTask<ScoringTask, ScoringResult>((task, { isCancelled }) =>
  Promise.resolve(learn(task, isCancelled)),
)
