// Where somebody whose data cannot be opened is asked what to do: one piece of work at a time, until
// something is in its place that can be opened, or the application is closed.
import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { Salvage } from '#main/database/rescue/salvage.ts'
import { apiError } from '#main/platform/apiError.ts'
import { describeError } from '#main/platform/log.ts'
import { StartupStopped } from '#main/platform/startup.ts'
import { storageProblem } from '#main/platform/storageProblem.ts'
import type { RescueReport, RescueState, RescueWork } from '#shared/contract/backups/rescue.ts'
import type { RescueProblem } from '#shared/contract/backups/rescue.ts'
import type { CsvSeparator } from '#shared/rules/csvText.ts'
import { backupsFrom } from '../backupFiles.ts'
import { unlockBackup } from '../backupPassphrase.ts'
import { runOne, type Run } from '../backupWork.ts'
import { allBackupFiles } from '../placedBackups.ts'
import { putBackInstead, readDamaged, saveRescued, takeRescued } from './rescue.service.ts'
import { readOf } from './rescueRead.ts'
import type { RescueGround } from './rescueRoom.ts'

export type RescueDesk = {
  ground: RescueGround
  state(): Promise<RescueState>
  read(): void
  unlock(id: number, passphrase: string): Promise<void>
  putBack(id: number): Promise<RescueReport>
  take(withoutRefusals: boolean): Promise<RescueReport>
  save(separator: CsvSeparator): Promise<{ folder: string; files: string[] }>
  open(): void
  /** Once the answer is out. */
  close(): void
  /** Settled once the data is to be opened; rejects with StartupStopped where the user closes it. */
  ended: Promise<void>
}

/** How long the answer to the last call has to reach its page, in milliseconds. */
const lastAnswer = 300

/**
 * A damaged file is read at once, so that what can be had of it is counted when it is asked about.
 * @param signal aborted where the application is closed; what is under way ends first
 * @param quit begins to close it
 */
export function openRescueDesk(
  ground: RescueGround,
  problem: RescueProblem,
  { signal, quit }: { signal: AbortSignal; quit: () => void },
): RescueDesk {
  const { host } = ground
  let open = (): void => undefined
  const worker = createWorker(signal)
  const ended = new Promise<void>((resolve, reject) => {
    open = resolve
    signal.addEventListener('abort', () => {
      worker.cancel()
      void worker.settled().finally(() => reject(new StartupStopped()))
    })
  })
  const { has, work, canBeCancelled } = worker
  const readAll = () => readInto(ground, worker)
  const finish = async (task: Promise<RescueReport>) => (has.done = await task)
  const run: Run = (input) => runOne(input, () => undefined, canBeCancelled)

  if (problem === 'damaged') void work('reading', readAll)
  return {
    ground,
    ended,
    state: async () => ({
      ...{ problem, version: host.version, folder: host.dataFolder },
      bytes: statSync(join(host.dataFolder, 'main.db'), { throwIfNoEntry: false })?.size ?? null,
      ...{ underWay: has.underWay, readFailure: has.readFailure, done: has.done },
      read: has.salvage === null ? null : readOf(has.salvage),
      backups: await backupsToPutBack(ground, problem),
    }),
    read: () => void work('reading', readAll),
    unlock: (id, passphrase) => unlockBackup({ host }, id, passphrase),
    putBack: (id) =>
      work('putting_back', () =>
        finish(putBackInstead(ground, { id, problem, salvage: has.salvage }, run)),
      ),
    take: (withoutRefusals) =>
      work('taking', () => finish(takeRescued(ground, readOrRefuse(has.salvage), withoutRefusals))),
    save: (separator) =>
      work('saving', () => {
        readOrRefuse(has.salvage)
        return saveRescued(ground, separator)
      }),
    open() {
      if (has.underWay === null) open()
    },
    close: () => void setTimeout(quit, lastAnswer),
  }
}

type Held = {
  underWay: RescueWork | null
  salvage: Salvage | null
  readFailure: RescueState['readFailure']
  done: RescueReport | null
}
type Worker = {
  has: Held
  /** @throws 409 while something is under way, or once a rescue is done */
  work<T>(kind: RescueWork['kind'], task: () => Promise<T>): Promise<T>
  canBeCancelled(cancel: () => void): void
  cancel(): void
  settled(): Promise<unknown>
}

function createWorker(signal: AbortSignal): Worker {
  const has: Held = { underWay: null, salvage: null, readFailure: null, done: null }
  let working: Promise<unknown> = Promise.resolve()
  let cancel = (): void => undefined
  return {
    has,
    work(kind, task) {
      if (has.underWay !== null || has.done !== null || signal.aborted)
        throw apiError('CONFLICT', 'backup_running', 'Something is under way, or done already.')
      has.underWay = { kind, table: null, rows: 0 }
      const running = Promise.resolve()
        .then(task)
        .finally(() => {
          has.underWay = null
          cancel = () => undefined
        })
      working = running.catch(() => undefined)
      return running
    },
    canBeCancelled: (how) => void (cancel = how),
    cancel: () => cancel(),
    settled: () => working,
  }
}

/** What was read, or why nothing was. */
async function readInto(ground: RescueGround, { has, canBeCancelled }: Worker): Promise<void> {
  has.salvage = null
  has.readFailure = null
  try {
    const tell = (told: { table: string; rows: number }) =>
      void (has.underWay = { kind: 'reading', ...told })
    has.salvage = await readDamaged(ground, tell, canBeCancelled)
  } catch (error) {
    ground.host.log('error', 'Nothing could be read of the damaged file.', describeError(error))
    const told = storageProblem(error) ?? 'unexpected'
    has.readFailure = {
      problem: told === 'damaged' ? 'nothing' : told,
      detail: error instanceof Error ? error.message : String(error),
    }
  }
}

function readOrRefuse(salvage: Salvage | null): Salvage {
  if (salvage === null) throw apiError('CONFLICT', 'backup_running', 'Nothing was read yet.')
  return salvage
}

/** Checked ones first; after a failed update, what was there before it and nothing else. */
async function backupsToPutBack(ground: RescueGround, problem: RescueProblem) {
  const all = backupsFrom(await allBackupFiles(ground))
  if (problem === 'update') return all.filter(({ reason }) => reason === 'before_update')
  // The application checks the copy of before an update as it makes it, and notes nothing beside it.
  const isChecked = ({ checkedAt, reason }: (typeof all)[number]) =>
    checkedAt !== null || reason === 'before_update'
  return [...all.filter(isChecked), ...all.filter((backup) => !isChecked(backup))]
}
