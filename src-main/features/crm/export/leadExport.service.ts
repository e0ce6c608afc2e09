// Exports of leads as the interface and REST see them: a file that is written by a thread, told how
// far it is, and can be cancelled.
import { randomUUID } from 'node:crypto'
import { openAsBlob } from 'node:fs'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { LeadExportInput, LeadExportProgress } from '#shared/contract/crm.contract.ts'
import { dateAt } from '#shared/rules/calendar/calendarDays.ts'
import { memorySlot } from '#main/core/memory.ts'
import type { Services } from '#main/core/services.ts'
import { businessZone, stageNamesOf } from '#main/features/settings/settings.feature.ts'
import { apiError } from '#main/platform/apiError.ts'
import { startTask, TaskFailure, type Task } from '#main/platform/task.ts'
import { checkLeadFilter } from '../filters/filterCheck.ts'
import type { LeadExportFormat, LeadExportTask } from './leadExport.worker.ts'

const mediaTypes: Record<LeadExportFormat, string> = {
  csv: 'text/csv;charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  vcf: 'text/vcard;charset=utf-8',
}

/** How long a file waits to be fetched, in milliseconds. */
const fileLifetime = 60 * 60 * 1000

type RunningExport = LeadExportProgress & Pick<Task<unknown>, 'cancel'>
/** By the name that whoever asked gave it. */
const runningExports = memorySlot(() => new Map<string, RunningExport>())

/**
 * Leads as a file named after the day: all that the filter means, or of those only `ids`.
 * @throws 404 for a segment that does not exist, 422 for a filter with a mistake, 409 if it was
 * cancelled
 */
export async function exportLeads(
  services: Services,
  format: LeadExportFormat,
  { ids, sort, language, exportId = randomUUID(), ...filter }: LeadExportInput,
): Promise<File> {
  const { database, host } = services
  checkLeadFilter(database, filter)
  const now = host.clock.now()
  const timeZone = businessZone(services)
  const folder = exportFolder(services)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await removeOldExports(services)
  const filePath = join(folder, `${randomUUID()}.${format}`)
  const running = services.memory.of(runningExports)
  const task = startTask<LeadExportTask, LeadExportProgress, LeadExportProgress>(
    new URL('./leadExport.worker.ts', import.meta.url),
    {
      ...{ databasePath: database.path, filePath, format, filter, language, timeZone, now },
      stages: stageNamesOf(services, language),
      ids: ids === undefined ? null : idsOf(ids),
      sort: sort === 'match' ? '-createdAt' : sort,
    },
    (progress) => running.set(exportId, { ...progress, cancel: task.cancel }),
  )
  running.set(exportId, { done: 0, total: 0, cancel: task.cancel })
  try {
    await task.outcome
  } catch (error) {
    await rm(filePath, { force: true })
    if (error instanceof TaskFailure && error.reason === 'cancelled')
      throw apiError('CONFLICT', 'export_cancelled', 'The export was cancelled.')
    throw error
  } finally {
    running.delete(exportId)
  }
  const blob = await openAsBlob(filePath, { type: mediaTypes[format] })
  return new File([blob], `leads-${dateAt(now, timeZone)}.${format}`, { type: mediaTypes[format] })
}

const idsOf = (ids: number[] | string): number[] =>
  typeof ids === 'string' ? ids.split(',').map(Number) : ids

/** How far an export is; null if none of this name is under way. */
export function exportProgress(services: Services, exportId: string): LeadExportProgress | null {
  const found = services.memory.of(runningExports).get(exportId)
  return found === undefined ? null : { done: found.done, total: found.total }
}

/** Ends it as soon as it looks; without effect if none of this name is under way. */
export function cancelExport(services: Services, exportId: string): void {
  services.memory.of(runningExports).get(exportId)?.cancel()
}

const exportFolder = (services: Services) => join(services.host.dataFolder, 'exports')

/** Whoever was exported does not stay on the disk besides the database. */
export async function removeOldExports(services: Services, lifetime = fileLifetime): Promise<void> {
  const folder = exportFolder(services)
  const names = await readdir(folder).catch((): string[] => [])
  for (const name of names) {
    const path = join(folder, name)
    const found = await stat(path).catch(() => null)
    if (found !== null && Date.now() - found.mtimeMs >= lifetime) await rm(path, { force: true })
  }
}
