// Moving in from WeBox IA as the interface sees it: preview, start, progress, cancel, undo; and the
// whole in one call for REST.
import { rm } from 'node:fs/promises'
import type { WeboxImport, WeboxPreview, WeboxReport } from '#shared/contract/webox.contract.ts'
import { memorySlot } from '#main/core/memory.ts'
import type { Services } from '#main/core/services.ts'
import { keepUpload, uploadedName, uploadPath } from '#main/features/crm/crm.feature.ts'
import { businessZone, languageOf } from '#main/features/settings/settings.feature.ts'
import { untilStored } from '#main/database/untilStored.ts'
import { describeError } from '#main/platform/log.ts'
import type { Task } from '#main/platform/task.ts'
import { apiError, unknownId } from '#main/platform/apiError.ts'
import {
  beginUndo,
  findImport,
  finishImport,
  finishUndo,
  insertImport,
  updateProgress,
} from './webox.repository.ts'
import { startImportTask, startUndoTask, type ImportOutcome } from './weboxTask.ts'

// What is under way in this process, so that it can be cancelled and waited for; its state is in
// the database.
type Running = { task: Task<unknown>; finished: Promise<unknown> }
const runningImports = memorySlot(() => new Map<number, Running>())

/** Reads a file and says what importing it would do; nothing is written. @throws 413, 422 */
export async function previewWebox(services: Services, file: File): Promise<WeboxPreview> {
  const uploadId = await keepUpload(services, file)
  try {
    const { counts, problemCount } = await look(
      services,
      await uploadPath(services, uploadId),
      false,
    )
    return { uploadId, fileName: uploadedName(uploadId), counts, problemCount }
  } catch (error) {
    await rm(await uploadPath(services, uploadId), { force: true })
    throw error
  }
}

function look(services: Services, filePath: string, withProblems: boolean): Promise<ImportOutcome> {
  const task = {
    kind: 'import' as const,
    ...common(services),
    filePath,
    importId: null,
    leadImportId: null,
    language: languageOf(services),
    withProblems,
  }
  return startImportTask(task, () => undefined).outcome
}

/**
 * Starts writing; goes on when nobody looks.
 * @throws 404 if the upload is gone, 409 if another import runs
 */
export async function startWebox(services: Services, uploadId: string): Promise<WeboxImport> {
  const { id, finished } = await begin(
    services,
    await uploadPath(services, uploadId),
    uploadedName(uploadId),
    false,
  )
  finished.catch(() => undefined) // Recorded in the import's row; nobody waits here.
  return getImport(services, id)
}

/** Imports a file in one call, or only looks, and answers the report. @throws 409, 413, 422 */
export async function importWebox(
  services: Services,
  file: File,
  isDryRun: boolean,
): Promise<WeboxReport> {
  const uploadId = await keepUpload(services, file)
  const path = await uploadPath(services, uploadId)
  try {
    const { counts, problems } = isDryRun
      ? await look(services, path, true)
      : await (
          await begin(services, path, uploadedName(uploadId), true)
        ).finished
    return { ...counts, problems }
  } finally {
    // Nobody can name this upload again.
    await rm(path, { force: true })
  }
}

async function begin(
  services: Services,
  filePath: string,
  fileName: string,
  withProblems: boolean,
): Promise<{ id: number; finished: Promise<ImportOutcome> }> {
  const { database, host } = services
  // Asked inside the write queue, so that of two begun at once one is refused.
  const inserted = await insertImport(database, fileName, host.clock.now())
  if (inserted === null)
    throw apiError(
      'CONFLICT',
      'import_running',
      'Another import is running: wait until it ends or cancel it.',
    )
  const { id, leadImportId } = inserted
  const given = {
    kind: 'import' as const,
    ...common(services),
    filePath,
    importId: id,
    leadImportId,
    language: languageOf(services),
    withProblems,
  }
  const task = startImportTask(given, (share) => keepProgress(services, id, share))
  const finished = finish(services, id, task, filePath)
  services.memory.of(runningImports).set(id, { task, finished })
  return { id, finished }
}

async function finish(
  services: Services,
  id: number,
  task: Task<ImportOutcome>,
  filePath: string,
): Promise<ImportOutcome> {
  const { database, host } = services
  try {
    const outcome = await task.outcome
    await rm(filePath, { force: true })
    const { isCancelled, ...report } = outcome
    await untilStored(host.log, () =>
      finishImport(database, id, isCancelled ? 'cancelled' : 'done', report, host.clock.now()),
    )
    return outcome
  } catch (error) {
    host.log('error', 'An import from WeBox IA failed.', { import: id, ...describeError(error) })
    await untilStored(host.log, () => finishImport(database, id, 'failed', null, host.clock.now()))
    throw error
  } finally {
    services.memory.of(runningImports).delete(id)
  }
}

/** How far it is may go unsaid, on a full disk say: what was taken over is in the rows. */
function keepProgress({ database, host }: Services, id: number, share: number): void {
  updateProgress(database, id, share).catch((error: unknown) =>
    host.log('warn', 'The progress of an import was not kept.', describeError(error)),
  )
}

/** @throws 404 */
export function getImport({ database }: Services, id: number): WeboxImport {
  const found = findImport(database, id)
  if (found === null) throw unknownId('import', id)
  return found
}

/**
 * Stops an import between two transactions: what was taken over stays, and can be undone. Of no
 * effect on one that has ended.
 */
export async function cancelWebox(services: Services, id: number): Promise<WeboxImport> {
  const under = services.memory.of(runningImports).get(id)
  if (under !== undefined) {
    under.task.cancel()
    await under.finished.catch(() => undefined)
  }
  return getImport(services, id)
}

/**
 * Answers once it has begun; goes on when nobody looks.
 * @throws 404; 409 if another import runs, or nothing is left to take back
 */
export async function undoWebox(services: Services, id: number): Promise<WeboxImport> {
  const { database, host } = services
  if (!getImport(services, id).canUndo)
    throw apiError(
      'CONFLICT',
      'webox_not_undoable',
      'This import cannot be undone: it is running or was undone already.',
    )
  if (!(await beginUndo(database, id)))
    throw apiError(
      'CONFLICT',
      'import_running',
      'Another import is running: wait until it ends or cancel it.',
    )
  const task = startUndoTask({ kind: 'undo', ...common(services), importId: id }, (share) =>
    keepProgress(services, id, share),
  )
  const finished = task.outcome.then(
    (kept) => untilStored(host.log, () => finishUndo(database, id, kept, host.clock.now())),
    async (error: unknown) => {
      host.log('error', 'An import could not be undone to the end.', {
        import: id,
        ...describeError(error),
      })
      await untilStored(host.log, () => finishUndo(database, id, null, host.clock.now()))
    },
  )
  services.memory.of(runningImports).set(id, {
    task,
    finished: finished.finally(() => services.memory.of(runningImports).delete(id)),
  })
  return getImport(services, id)
}

/** Waits for what is under way: the threads hold connections of their own. */
export async function stopWebox(services: Services): Promise<void> {
  for (const { task, finished } of [...services.memory.of(runningImports).values()]) {
    task.cancel()
    await finished.catch(() => undefined)
  }
}

const common = (services: Services) => ({
  databasePath: services.database.path,
  now: services.host.clock.now(),
  timeZone: businessZone(services),
})
