// One piece of work on whole databases at a time: shown while it goes on, ended with the application;
// and what failed of it, noted.
import type { BackupProblem, BackupWork } from '#shared/contract/backups/backups.contract.ts'
import type { Services } from '#main/core/services.ts'
import { apiError } from '#main/platform/apiError.ts'
import { describeError } from '#main/platform/log.ts'
import { storageProblem } from '#main/platform/storageProblem.ts'
import { changeBackupMemory, workUnderWay, type BackupMemory } from './backupMemory.ts'
import { startBackup, type BackupInput } from './backupTask.ts'
import type { MovedContent } from './move/moveFile.ts'

export type Run = (input: BackupInput) => Promise<MovedContent | null>

/** @throws 409 while another one is under way */
export function refuseWhileWorking(services: Services): void {
  if (services.memory.of(workUnderWay).work !== null)
    throw apiError('CONFLICT', 'backup_running', 'Another backup or restore is under way.')
}

/** @throws 409 while another one is under way */
export async function asWork<T>(
  services: Services,
  kind: BackupWork['kind'],
  work: (run: Run, tell: (step: BackupWork['step']) => void) => Promise<T>,
): Promise<T> {
  refuseWhileWorking(services)
  const slot = services.memory.of(workUnderWay)
  const tell = (told: Omit<BackupWork, 'kind'>) => {
    slot.work = { kind, ...told }
    services.changes.publish(['backups'])
  }
  tell({ step: 'copying', bytes: 0, total: 0 })
  try {
    return await work(
      (input) => runOne(input, tell, (cancel) => (slot.cancel = cancel)),
      (step) => tell({ step, bytes: 0, total: 0 }),
    )
  } finally {
    slot.work = null
    slot.cancel = () => undefined
    services.changes.publish(['backups'])
  }
}

/** In its thread, and its failure as an error with the code it had there. */
export async function runOne(
  input: BackupInput,
  tell: Parameters<typeof startBackup>[1] = () => undefined,
  canBeCancelled: (cancel: () => void) => void = () => undefined,
): Promise<MovedContent | null> {
  const task = startBackup(input, tell)
  canBeCancelled(task.cancel)
  const result = await task.outcome
  if (result.kind === 'cancelled') throw new BackupCancelled()
  if (result.kind === 'failed')
    throw Object.assign(new Error(result.message), { code: result.code })
  return result.moved
}

/** The application was closed meanwhile: nothing to tell. */
class BackupCancelled extends Error {
  override name = 'BackupCancelled'
}

/** The secret store does not give the passphrase: nothing is written in clear instead. */
export class PassphraseUnreadable extends Error {
  override name = 'PassphraseUnreadable'
  constructor(cause: unknown) {
    super('The passphrase of the backups is kept and cannot be read here.', { cause })
  }
}

const isBusyElsewhere = (error: unknown): boolean => error instanceof Error && 'data' in error

/** Nothing failed: another one is under way, or the application closes. */
export const isNoFailure = (error: unknown): boolean =>
  error instanceof BackupCancelled || isBusyElsewhere(error)

export const failed = (
  { host }: Services,
  error: unknown,
): { at: number; problem: BackupProblem; detail: string } => ({
  at: host.clock.now(),
  problem:
    error instanceof PassphraseUnreadable
      ? 'passphrase_unreadable'
      : (storageProblem(error) ?? 'unexpected'),
  detail: error instanceof Error ? error.message : String(error),
})

export const noteInMemory = (services: Services, change: Partial<BackupMemory>): Promise<void> =>
  changeBackupMemory(services, change).catch((unwritable: unknown) =>
    services.host.log('error', 'That cannot be noted either.', describeError(unwritable)),
  )
