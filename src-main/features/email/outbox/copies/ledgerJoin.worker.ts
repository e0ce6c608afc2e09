// The thread in which ledgers are joined: one of many campaigns takes a while to read.
import { codeOf } from '#main/platform/storageProblem.ts'
import { runTask } from '#main/platform/taskThread.ts'
import { joinInto } from './movedLedger.ts'
import type { LedgerJoin, LedgersJoined } from './ledgerJoinTask.ts'

await runTask<LedgerJoin, LedgersJoined>(async ({ path, others }) => {
  try {
    for (const other of others) joinInto(path, other)
    return { kind: 'done' }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return { kind: 'failed', message, code: codeOf(error) }
  }
})
