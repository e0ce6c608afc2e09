// What can be asked about leads, their interactions, the pipeline and imports.
import { z } from 'zod'
import { scoreCriteria } from '../rules/leadScore.ts'
import { contactPointsDraft, contactPointsShape } from './crm/contactPoints.ts'
import { customFields, CustomValues, CustomValuesInput } from './crm/customFields.ts'
import { PipelineStats } from './crm/pipelineStats.ts'
import { bulk, maxMerged, UndoReport } from './crm/bulk.ts'
import { duplicatesOf } from './crm/duplicates.ts'
import { LeadFilter } from './crm/leadFilter.ts'
import { LeadSort } from './crm/leadSort.ts'
import { listedShape } from './crm/listedLead.ts'
import { scoring } from './crm/scoring.ts'
import { ErasureReport, personalDataOf } from './crm/personalData.ts'
import { segments } from './crm/segments.ts'
import { topics } from './crm/topics.ts'
import { lossReasons } from './crm/lossReasons.ts'
import { retention } from './crm/retention.ts'
import { stages } from './crm/stages.ts'
import {
  ImportAnswer,
  ImportChoices,
  ImportMapping,
  ImportPreview,
  ImportRun,
} from './crm/imports.ts'
import { ConsentEvent, consents, noteConsent, noteMeasuring, undoConsent } from './crm/consents.ts'
import { Interaction, InteractionChange, InteractionDraft } from './crm/interactions.ts'
import { tasks } from './crm/tasks.ts'
import { timeline } from './crm/timeline.ts'
import { usedValues } from './crm/usedValues.ts'
import { views } from './crm/views.ts'
import { ById, contract, DeletedItem, Id, pageOf, Paging, Timestamp } from './common.ts'
import { leadDraftShape, leadShape, OtherData, OtherDataInput } from './leadFieldSchemas.ts'
import { Language } from './settings.contract.ts'

/**
 * The fields of a lead that a person may set. All optional: a missing one keeps its value (or its
 * default on creation).
 */
export const LeadDraft = z
  .strictObject({
    ...leadDraftShape,
    ...contactPointsDraft,
    otherData: OtherDataInput,
    custom: CustomValuesInput,
  })
  .partial()
export type LeadDraft = z.infer<typeof LeadDraft>

export const Lead = z.object({
  id: Id,
  ...leadShape,
  ...contactPointsShape,
  score: z.int().min(0).max(100),
  otherData: OtherData,
  custom: CustomValues,
  createdAt: Timestamp,
  updatedAt: Timestamp,
  lastContactAt: Timestamp.nullable(),
})
export type Lead = z.infer<typeof Lead>

export { LeadSort }
export { LeadFilter }

export const LeadListInput = z.strictObject({
  ...LeadFilter.shape,
  ...Paging,
  /**
   * `match`: whom the search means most first, by their own name before that of their company; one
   * page, without a next one. Without a search it is `-createdAt`.
   */
  sort: z.union([LeadSort, z.literal('match')]).default('-createdAt'),
  /** False leaves `total` null: counting a wide search costs more than reading its first page. */
  withTotal: z.boolean().default(true),
})
export const ListedLead = Lead.extend(listedShape)
export type ListedLead = z.infer<typeof ListedLead>
export const LeadPage = pageOf(ListedLead)

/** Leads of one export that are named one by one. */
export const maxExportedIds = 1_000_000

export const LeadExportInput = z.strictObject({
  ...LeadFilter.shape,
  /** Of those only these; in a query string parted by commas. */
  ids: z
    .union([z.array(Id).max(maxExportedIds), z.string().regex(/^[1-9]\d{0,14}(,[1-9]\d{0,14})*$/)])
    .optional(),
  sort: LeadListInput.shape.sort,
  /** Of titles and stages; it decides the separator of a CSV file too. */
  language: Language.default('fr'),
  /** A name by which its progress is asked for. */
  exportId: z.uuid().optional(),
})
export type LeadExportInput = z.infer<typeof LeadExportInput>

/** Leads written so far, of how many. */
export const LeadExportProgress = z.object({ done: z.int(), total: z.int() })
export type LeadExportProgress = z.infer<typeof LeadExportProgress>

/** All leads a filter means as a file, in one answer. */
const leadExport = (extension: 'csv' | 'xlsx' | 'vcf') =>
  contract
    .route({ method: 'GET', path: `/marketing/leads/export.${extension}` })
    .input(LeadExportInput)
    .output(z.file())

export const ScoreReport = z.object({
  lead: Lead,
  score: z.int(),
  /** `own`: a rule of the user's own, by its name; `fading`: what the time without contact takes. */
  points: z.array(
    z.object({
      criterion: z.enum([...scoreCriteria, 'own', 'fading']),
      name: z.string().nullable(),
      points: z.int(),
      most: z.int(),
    }),
  ),
})

export * from './crm/consents.ts'
export * from './crm/interactions.ts'

export const PersonalData = personalDataOf(Lead, ConsentEvent)
export type PersonalData = z.infer<typeof PersonalData>

const leads = {
  list: contract
    .route({ method: 'GET', path: '/marketing/leads' })
    .input(LeadListInput)
    .output(LeadPage),
  count: contract.input(LeadFilter).output(z.object({ total: z.int() })),
  create: contract
    .route({ method: 'POST', path: '/marketing/leads', successStatus: 201 })
    .input(LeadDraft)
    .output(Lead),
  get: contract.route({ method: 'GET', path: '/marketing/leads/{id}' }).input(ById).output(Lead),
  update: contract
    .route({ method: 'PUT', path: '/marketing/leads/{id}' })
    .input(z.strictObject({ id: Id, ...LeadDraft.shape }))
    .output(Lead),
  delete: contract
    .route({ method: 'DELETE', path: '/marketing/leads/{id}', successStatus: 204 })
    .input(ById)
    .output(z.void()),
  /**
   * Takes the last deletion back, within ten minutes of it: the lead returns under its old
   * identifier, interactions included.
   */
  restore: contract.input(ById).output(Lead),
  /** What can be restored, newest first. */
  deleted: contract.output(z.array(DeletedItem)),
  /**
   * Several entries of one person become one: `keep` stays, with what only the others knew, and
   * everything that happened with them. What the others said otherwise is kept as other data.
   */
  merge: contract
    .route({ method: 'POST', path: '/marketing/leads/merge' })
    .input(z.strictObject({ keep: Id, others: z.array(Id).min(1).max(maxMerged) }))
    .output(Lead.extend({ mergeId: Id })),
  /** After a restart too; what was changed since stays. */
  undoMerge: contract
    .route({ method: 'POST', path: '/marketing/leads/merges/{id}/undo' })
    .input(ById)
    .output(UndoReport),
  score: contract
    .route({ method: 'POST', path: '/marketing/leads/{id}/score' })
    .input(ById)
    .output(ScoreReport),
  consents,
  noteConsent,
  noteMeasuring,
  undoConsent,
  timeline,
  usedValues,
  duplicates: duplicatesOf(Lead),
}

const personalData = {
  /** Everything known of a person, to be handed over to that person. */
  get: contract
    .route({ method: 'GET', path: '/marketing/leads/{id}/personal-data' })
    .input(ById)
    .output(PersonalData),
  /** The same as a PDF in plain sections, with who is responsible and what the person can ask for. */
  pdf: contract
    .route({ method: 'GET', path: '/marketing/leads/{id}/personal-data.pdf' })
    .input(z.strictObject({ id: Id, language: Language.default('fr') }))
    .output(z.file()),
  /** Erases the person from every table, for good: the interface asks first. */
  erase: contract
    .route({ method: 'DELETE', path: '/marketing/leads/{id}/personal-data' })
    .input(ById)
    .output(ErasureReport),
}

const exports = {
  csv: leadExport('csv'),
  xlsx: leadExport('xlsx'),
  /** Address cards of version 3.0, for Outlook, Google and Apple. */
  vcf: leadExport('vcf'),
  /** How far one under way is; null if there is none of this name. */
  progress: contract
    .input(z.strictObject({ exportId: z.uuid() }))
    .output(LeadExportProgress.nullable()),
  cancel: contract.input(z.strictObject({ exportId: z.uuid() })).output(z.void()),
}

const interactions = {
  list: contract
    .route({ method: 'GET', path: '/marketing/leads/{id}/interactions' })
    .input(z.strictObject({ id: Id, ...Paging }))
    .output(pageOf(Interaction)),
  create: contract
    .route({ method: 'POST', path: '/marketing/leads/{id}/interactions', successStatus: 201 })
    .input(z.strictObject({ id: Id, ...InteractionDraft.shape }))
    .output(Interaction),
  update: contract
    .route({ method: 'PUT', path: '/marketing/interactions/{id}' })
    .input(InteractionChange)
    .output(Interaction),
  delete: contract
    .route({ method: 'DELETE', path: '/marketing/interactions/{id}', successStatus: 204 })
    .input(ById)
    .output(z.void()),
  /** Takes the deletion back, within ten minutes of it and while the application runs. */
  restore: contract.input(ById).output(Interaction),
}

const pipeline = {
  stats: contract.route({ method: 'GET', path: '/marketing/pipeline/stats' }).output(PipelineStats),
}

const imports = {
  /** Receives a file and says what importing it would do. Nothing is written. */
  preview: contract.input(z.strictObject({ file: z.file() })).output(ImportPreview),
  /** The same for an uploaded file with another mapping, or read in another way. */
  remap: contract
    .input(
      z.strictObject({
        uploadId: z.string().max(100),
        /** Left out where the columns are other ones now: they are recognised anew. */
        mapping: ImportMapping.optional(),
        options: ImportChoices.optional(),
      }),
    )
    .output(ImportPreview),
  start: contract
    .input(
      z.strictObject({
        uploadId: z.string().max(100),
        mapping: ImportMapping,
        options: ImportChoices.optional(),
      }),
    )
    .output(ImportRun),
  get: contract.input(ById).output(ImportRun),
  /** The import under way, so that a window opened meanwhile finds it. */
  running: contract.output(ImportRun.nullable()),
  cancel: contract.input(ById).output(ImportRun),
  /**
   * The whole import in one call: the REST way. `mapping` is JSON: column header or position →
   * field; `options` is JSON as well, see ImportChoices.
   */
  run: contract
    .route({ method: 'POST', path: '/marketing/leads/import' })
    .input(
      z.strictObject({
        file: z.file(),
        mapping: z.string().max(20_000).optional(),
        options: z.string().max(20_000).optional(),
      }),
    )
    .output(ImportAnswer),
  /**
   * The rows that could not be taken as they stood, as a CSV file with what stood against each: mended,
   * they can be imported again.
   */
  rejected: contract
    .route({ method: 'GET', path: '/marketing/leads/imports/{id}/rejected' })
    .input(ById)
    .output(z.file()),
  /**
   * Takes a whole import back, updates and refusals included, after a restart too. Whom something
   * happened with since, and what was changed since, stays.
   */
  undo: contract
    .route({ method: 'POST', path: '/marketing/leads/imports/{id}/undo' })
    .input(ById)
    .output(UndoReport),
}

/** Named part by part, because written out as a whole it is longer than the compiler will print. */
export const crm: {
  leads: typeof leads
  personalData: typeof personalData
  exports: typeof exports
  interactions: typeof interactions
  bulk: typeof bulk
  customFields: typeof customFields
  segments: typeof segments
  topics: typeof topics
  stages: typeof stages
  lossReasons: typeof lossReasons
  retention: typeof retention
  views: typeof views
  tasks: typeof tasks
  scoring: typeof scoring
  pipeline: typeof pipeline
  imports: typeof imports
} = {
  leads,
  personalData,
  exports,
  interactions,
  bulk,
  customFields,
  segments,
  topics,
  stages,
  lossReasons,
  retention,
  views,
  tasks,
  scoring,
  pipeline,
  imports,
}
