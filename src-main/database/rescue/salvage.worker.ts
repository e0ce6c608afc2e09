// The thread that reads what can be read of a damaged database.
import { codeOf } from '#main/platform/storageProblem.ts'
import { runTask } from '#main/platform/taskThread.ts'
import { salvage } from './salvage.ts'
import type { RescueInput, SalvageProgress, SalvageResult } from './salvageTask.ts'
import { saveTables } from './savedTables.ts'

class Cancelled extends Error {
  override name = 'Cancelled'
}

await runTask<RescueInput, SalvageResult, SalvageProgress>((input, context) => {
  const told = (table: string, rows: number) => {
    if (context.isCancelled()) throw new Cancelled()
    context.progress({ table, rows })
  }
  const work = (): SalvageResult =>
    input.kind === 'read'
      ? { kind: 'read', salvage: salvage(input, told) }
      : {
          kind: 'saved',
          files: saveTables(input.source, input.folder, input.separator, told),
        }
  try {
    return Promise.resolve(work())
  } catch (error) {
    if (error instanceof Cancelled) return Promise.resolve({ kind: 'cancelled' })
    const message = error instanceof Error ? error.message : String(error)
    return Promise.resolve({ kind: 'failed', message, code: codeOf(error) })
  }
})
