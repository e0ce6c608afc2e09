// The thread that checks a whole database without writing to it.
import { statSync } from 'node:fs'
import { TaskFailure } from '#main/platform/task.ts'
import { runTask } from '#main/platform/taskThread.ts'
import { checkCancelled, smallFile, type CheckInput, type CheckResult } from './checkTask.ts'
import { damageByTables, damageOf } from './sqliteCheck.ts'

await runTask<CheckInput, CheckResult>(async ({ path }, { isCancelled }) => {
  // A small one in one piece, which also compares the pages that belong to no table.
  if (statSync(path).size <= smallFile && !isCancelled()) return { damage: damageOf(path, 'whole') }
  const damage = damageByTables(path, isCancelled)
  if (damage === undefined) throw new TaskFailure(checkCancelled)
  return { damage }
})
