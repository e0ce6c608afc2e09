// What is remembered of backups beside them: the second folder and what last failed, in a file of the
// data folder; what is under way, while the application runs.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import {
  BackupProblem,
  type BackupFailure,
  type BackupWork,
} from '#shared/contract/backups/backups.contract.ts'
import { memorySlot } from '#main/core/memory.ts'
import type { Services } from '#main/core/services.ts'
import { toTimestamp } from '#main/database/columns.ts'
import { replaceFile } from '#main/platform/files/wholeFiles.ts'

const Failed = z.object({ at: z.number(), problem: BackupProblem, detail: z.string() })
// Another version may have other words for what failed: the folder is remembered all the same.
const Remembered = z.object({
  secondFolder: z.string().nullable().catch(null),
  failure: Failed.nullable().catch(null),
  secondFailure: Failed.nullable().catch(null),
  isSealing: z.boolean().catch(false),
})
export type BackupMemory = z.infer<typeof Remembered>

/** In the data folder, and not in the database: a path of this machine is put back by no restore. */
const memoryFile = 'backups.json'
const nothing: BackupMemory = {
  secondFolder: null,
  failure: null,
  secondFailure: null,
  isSealing: false,
}

export function readBackupMemory({ host }: Pick<Services, 'host'>): BackupMemory {
  try {
    return Remembered.parse(JSON.parse(readFileSync(join(host.dataFolder, memoryFile), 'utf8')))
  } catch {
    return nothing
  }
}

export async function changeBackupMemory(
  services: Services,
  change: Partial<BackupMemory>,
): Promise<void> {
  const next = { ...readBackupMemory(services), ...change }
  await replaceFile(join(services.host.dataFolder, memoryFile), JSON.stringify(next))
  services.changes.publish(['backups'])
}

export const toldFailure = (failed: z.infer<typeof Failed> | null): BackupFailure | null =>
  failed === null ? null : { ...failed, at: toTimestamp(failed.at) }

/** One piece of work at a time; some of it closes the data and opens it again. */
export type WorkUnderWay = { work: BackupWork | null; cancel: () => void }
export const workUnderWay = memorySlot<WorkUnderWay>(
  () => ({ work: null, cancel: () => undefined }),
  { outlivesClosing: true },
)
