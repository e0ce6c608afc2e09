// Imports as the interface sees them: upload and preview, start, progress, cancel; and the whole in
// one call for REST.
import { rm } from 'node:fs/promises'
import {
  customKinds,
  isAmountTarget,
  type ImportAnswer,
  ImportChoices,
  type ImportMapping,
  type ImportPreview,
  type ImportRun,
  type ImportTarget,
} from '#shared/contract/crm/imports.ts'
import { memorySlot } from '#main/core/memory.ts'
import { businessZone, getSettings, languageOf } from '#main/features/settings/settings.feature.ts'
import type { Services } from '#main/core/services.ts'
import { untilStored } from '#main/database/untilStored.ts'
import { describeError } from '#main/platform/log.ts'
import type { Task } from '#main/platform/task.ts'
import { apiError, unknownId } from '#main/platform/apiError.ts'
import { refuseFuture } from '../consents/consents.service.ts'
import { recallRefusals } from '../personalData/erasedRefusals.repository.ts'
import { listFields } from '../customFields/customFields.repository.ts'
import { emptyBuckets } from './importBuckets.ts'
import { fieldsToMake, givenMapping, newFieldsOf, refuseUnknownFields } from './fields/newFields.ts'
import { invalidMapping } from './importColumns.ts'
import type { ColumnRules } from './columnRules.ts'
import type { ImportLook, ImportResult, ImportTask } from './import.worker.ts'
import { readFileName } from './importRefusals.ts'
import { rejectsFile } from './importRejects.ts'
import { keepUpload, uploadedName, uploadFolder, uploadPath } from './importUploads.ts'
import { memoryOf, rememberedFor, shapeOf } from './importMemory.ts'
import { isLeadIdentified } from './importMerge.ts'
import { startImportTask } from './importTask.ts'
import {
  findImport,
  findRunningImport,
  finishImport,
  insertImport,
  findRejects,
  type BegunImport,
  updateImport,
} from './imports.repository.ts'

// The imports under way in this process, so that they can be cancelled; their state is in the
// database.
type Progress = Pick<ImportRun, 'progress' | 'buckets'>
type RunningImport = Task<ImportResult> & {
  stored: Promise<unknown>
  progress?: Progress
  /** As far as what was imported is stored. */
  kept?: Progress
}
const runningImports = memorySlot(() => new Map<number, RunningImport>())

/** Reads a file and says what importing it would do; nothing is written. @throws 413, 422 */
export async function previewImport(services: Services, file: File): Promise<ImportPreview> {
  const uploadId = await keepUpload(services, file)
  const preview = await previewUpload(services, uploadId, null, {})
  const remembered = rememberedFor(services, preview)
  if (remembered === null) return preview
  const { mapping, options } = remembered
  return { ...(await previewUpload(services, uploadId, mapping, options)), remembered }
}

/**
 * The same for a file already given, with another mapping or read in another way.
 * @throws 404 if the upload is gone
 */
export async function previewUpload(
  services: Services,
  uploadId: string,
  mapping: ImportMapping | null,
  choices: ImportChoices,
): Promise<ImportPreview> {
  const path = await uploadPath(services, uploadId)
  const fileName = uploadedName(uploadId)
  const { look, buckets } = await analyse(services, { path, fileName, mapping, choices })
  const newFields = newFieldsOf(choices, look)
  const kindOf = customKinds(listFields(services.database), newFields)
  const isDate = (target: ImportTarget) =>
    target === 'createdAt' || target === 'wonAt' || kindOf(target) === 'date'
  const isAmount = (target: ImportTarget) => isAmountTarget(target, kindOf)
  return {
    uploadId,
    fileName,
    format: look.format,
    reading: {
      dateOrder: judgedFor(look, isDate, ({ dateOrder }) => dateOrder),
      decimalMark: judgedFor(look, isAmount, ({ decimalMark }) => decimalMark),
      everyoneRefused: isEveryoneRefused(fileName, choices),
    },
    columns: look.header.map((header, index) => ({
      index,
      header: header.trim(),
      field: look.mapping[String(index)] ?? null,
      suggestion: look.suggestions[index] ?? null,
      isIdentifier: look.identifiers.includes(index),
      samples: [...new Set(look.rows.map((row) => row[index]?.trim() ?? '').filter(Boolean))].slice(
        0,
        3,
      ),
    })),
    newFields,
    remembered: null,
    rows: look.rows,
    buckets,
  }
}

/** What was judged for the first column of these fields. */
function judgedFor<Judged>(
  { mapping, columns }: ImportLook,
  isMeant: (target: ImportTarget) => boolean,
  judged: (rules: ColumnRules) => Judged | null,
): Judged | null {
  const found = Object.entries(mapping).find(([, target]) => isMeant(target))
  const rules = found === undefined ? undefined : columns[Number(found[0])]
  return rules === undefined ? null : judged(rules)
}

/** Unless the user says otherwise, what the file's name says. */
const isEveryoneRefused = (fileName: string, { everyoneRefused }: ImportChoices): boolean =>
  everyoneRefused ?? readFileName(fileName) === 'refused'

/** A file with what was said about it. */
type GivenFile = {
  path: string
  fileName: string
  /** Null recognises the columns by their titles. */
  mapping: ImportMapping | null
  choices: ImportChoices
}

const taskOf = (services: Services, file: GivenFile, begun: BegunImport | null): ImportTask => ({
  databasePath: services.database.path,
  waitingWriters: services.database.waitingWriters,
  filePath: file.path,
  fileName: file.fileName,
  importId: begun?.id ?? null,
  changeId: begun?.changeId ?? null,
  now: begun?.startedAt ?? services.host.clock.now(),
  timeZone: businessZone(services),
  language: languageOf(services),
  stages: getSettings(services).stages,
  mapping: file.mapping,
  choices: file.choices,
  isEveryoneRefused: isEveryoneRefused(file.fileName, file.choices),
})

const analyse = (services: Services, file: GivenFile): Promise<ImportResult> =>
  startImportTask(taskOf(services, file, null), () => undefined).outcome

/**
 * Starts writing; goes on when nobody looks.
 * @throws 404, 409 if another import runs, 422 if no column says who a person is
 */
export async function startImport(
  services: Services,
  uploadId: string,
  mapping: ImportMapping,
  choices: ImportChoices,
): Promise<ImportRun> {
  refuseUselessMapping(mapping, choices)
  refuseFutureBasis(services, choices)
  const path = await uploadPath(services, uploadId)
  const fileName = uploadedName(uploadId)
  const { id, outcome } = await begin(services, { path, fileName, mapping, choices })
  outcome.catch(() => undefined) // Recorded in the import's row by `begin`; nobody waits here.
  return getImport(services, id)
}

/** Imports a file in one call and answers its buckets. @throws 409, 413, 422 */
export async function runImport(
  services: Services,
  file: File,
  mappingJson: string | undefined,
  optionsJson: string | undefined,
): Promise<ImportAnswer> {
  const choices = readChoices(optionsJson)
  refuseFutureBasis(services, choices)
  const uploadId = await keepUpload(services, file)
  const path = await uploadPath(services, uploadId)
  try {
    const fileName = uploadedName(uploadId)
    const { look } = await analyse(services, { path, fileName, mapping: null, choices })
    const mapping = givenMapping(services.database, mappingJson, look, choices)
    refuseUselessMapping(mapping, choices)
    const complete = await withFoundChoices(services, { path, fileName, mapping, choices })
    const { id, outcome } = await begin(services, complete)
    return { id, ...(await outcome).buckets }
  } finally {
    // Nobody can name this upload again.
    await rm(path, { force: true })
  }
}

/** Choices of fields to be made are those of the file where none are given: it is gone through once more. */
async function withFoundChoices(services: Services, file: GivenFile): Promise<GivenFile> {
  const isOpen = Object.values(file.choices.newFields ?? {}).some(
    ({ kind, options }) => (kind === 'choice' || kind === 'choices') && options.length === 0,
  )
  if (!isOpen) return file
  const { look } = await analyse(services, file)
  return { ...file, choices: { ...file.choices, newFields: newFieldsOf(file.choices, look) } }
}

/** @throws 422 naming the option that is none */
function readChoices(json: string | undefined): ImportChoices {
  if (json === undefined || json.trim() === '') return {}
  const read = ImportChoices.safeParse(parsedJson(json))
  if (read.success) return read.data
  const [issue] = read.error.issues
  throw apiError(
    'UNPROCESSABLE',
    'import_options_invalid',
    `The options are not as documented: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`,
    { field: 'options' },
  )
}

function parsedJson(json: string): unknown {
  try {
    return JSON.parse(json) as unknown
  } catch {
    // No object of options: refused as such by the caller.
    return null
  }
}

async function begin(services: Services, file: GivenFile) {
  const { database, host } = services
  const { fileName, path: filePath } = file
  const now = host.clock.now()
  refuseUnknownFields(services.database, file)
  const begun = await insertImport(database, fileName, now, {
    given: memoryOf(file.mapping ?? {}, file.choices),
    fields: fieldsToMake(services.database, file),
  })
  // Asked inside the write queue, so that of two begun at once one is refused.
  if (begun === null)
    throw apiError(
      'CONFLICT',
      'import_running',
      'Another import is running: wait until it ends or cancel it.',
    )
  const { id } = begun
  const running = services.memory.of(runningImports)
  const task = startImportTask(
    taskOf(services, file, begun),
    ({ share, buckets: counts, isKept }) => {
      const buckets = { ...counts, problems: [] }
      const run = running.get(id)
      const progress = { progress: share, buckets }
      if (run !== undefined) run.progress = progress
      if (run !== undefined && isKept) run.kept = progress
      services.changes.publish(['crm'])
      // Nothing is stored before the end, and writing that down would be a writer who waits.
      if (!isKept) return
      // How far it is may go unsaid, on a full disk say: what was imported is in the rows.
      updateImport(database, id, share, buckets).catch((error: unknown) =>
        host.log('warn', 'The progress of an import was not kept.', describeError(error)),
      )
    },
  )
  const outcome = finish(services, id, task, filePath)
  running.set(id, { ...task, stored: outcome })
  return { id, outcome }
}

async function finish(
  services: Services,
  id: number,
  task: Task<ImportResult>,
  filePath: string,
): Promise<ImportResult> {
  const { database, host } = services
  try {
    const outcome = await task.outcome
    // Before the end is announced: whoever hears of it finds the upload gone.
    await rm(filePath, { force: true })
    const state = outcome.cancelled ? 'cancelled' : 'done'
    await untilStored(host.log, () =>
      finishImport(
        database,
        id,
        state,
        { progress: 1, buckets: outcome.buckets },
        host.clock.now(),
        shape(outcome),
      ),
    )
    await recallErased(services)
    return outcome
  } catch (error) {
    host.log('error', 'An import failed.', {
      import: id,
      error: error instanceof Error ? error.message : String(error),
    })
    // What the disk could not take is not in the row: the thread said how far it had come.
    const kept = services.memory.of(runningImports).get(id)?.kept ?? {
      progress: 0,
      buckets: emptyBuckets(),
    }
    await untilStored(host.log, () => finishImport(database, id, 'failed', kept, host.clock.now()))
    throw error
  } finally {
    services.memory.of(runningImports).delete(id)
  }
}

const shape = ({ look: { header, format } }: ImportResult) => ({
  shape: format.headerRow === 0 ? '' : shapeOf(header),
})

/** The rows that could not be taken as they stood, to be mended and imported again. @throws 404 */
export function rejectedRows(services: Services, id: number): File {
  const found = findRejects(services.database, id)
  if (found === null) throw unknownId('import', id)
  const { fileName, ...file } = found
  const language = languageOf(services)
  const name = `${fileName.replace(/\.[a-z0-9]{1,5}$/i, '')}-${language === 'fr' ? 'a-corriger' : 'to-mend'}.csv`
  const text = rejectsFile(file, language, listFields(services.database))
  return new File([text], name, { type: 'text/csv;charset=utf-8' })
}

/** What was imported is in: a failure here is none of the import's. */
async function recallErased(services: Services): Promise<void> {
  try {
    await recallRefusals(services)
  } catch (error) {
    services.host.log(
      'error',
      'Refusals of erased people were not put back after an import; the sending asks them itself.',
      describeError(error),
    )
  }
}

export function getImport(services: Services, id: number): ImportRun {
  const run = findImport(services.database, id)
  if (run === null) throw unknownId('import', id)
  return withProgress(services, run)
}

/** The import under way, if there is one. */
export function runningImport(services: Services): ImportRun | null {
  const run = findRunningImport(services.database)
  return run === null ? null : withProgress(services, run)
}

/** How far a run is that stores nothing before its end. */
function withProgress({ memory }: Services, run: ImportRun): ImportRun {
  const progress =
    run.state === 'running' ? memory.of(runningImports).get(run.id)?.progress : undefined
  return progress === undefined ? run : { ...run, ...progress, rowsDone: progress.buckets.total }
}

/**
 * Stops an import: nothing of it stays, unless somebody else wrote meanwhile (see importLeads.ts);
 * then the slices that were written do. Of no effect on one that has ended.
 */
export async function cancelImport(services: Services, id: number): Promise<ImportRun> {
  const task = services.memory.of(runningImports).get(id)
  if (task !== undefined) {
    task.cancel()
    await task.stored.catch(() => undefined)
  }
  return getImport(services, id)
}

function refuseUselessMapping(mapping: ImportMapping, choices: ImportChoices): void {
  if (!isLeadIdentified(mapping, choices))
    throw invalidMapping(
      'No column is mapped to an e-mail address, a phone number, a name or the field to match by.',
    )
}

/** @throws 422 */
function refuseFutureBasis({ host }: Services, { legalBasis }: ImportChoices): void {
  if (legalBasis?.at !== undefined)
    refuseFuture(Date.parse(legalBasis.at), host.clock.now(), 'legalBasis.at')
}

/** All uploads but those that are being imported. */
export async function removeUploads(services: Services): Promise<void> {
  if (services.memory.of(runningImports).size > 0) return
  await rm(uploadFolder(services), { recursive: true, force: true })
}
