// What can be asked about leads, their interactions, the pipeline and imports.
import { z } from 'zod'
import { leadFields } from '../leadFields/leadFields.ts'
import { scoreCriteria } from '../rules/leadScore.ts'
import { LeadStatus } from '../leadFields/leadStatus.ts'
import { customFields, CustomValues, CustomValuesInput } from './crm/customFields.ts'
import { ErasureReport, personalDataOf } from './crm/personalData.ts'
import { segments } from './crm/segments.ts'
import {
  ImportBuckets,
  ImportChoices,
  ImportMapping,
  ImportPreview,
  ImportRun,
} from './crm/imports.ts'
import {
  ById,
  contract,
  DeletedItem,
  GivenTimestamp,
  Id,
  pageOf,
  Paging,
  Timestamp,
} from './common.ts'
import { Language } from './settings.contract.ts'
import { FilterTree } from '../rules/leadFilter/filterTree.ts'
import { line, text } from '../rules/valueSchemas.ts'
import { leadDraftShape, leadShape, optionalLine, OtherData } from './leadFieldSchemas.ts'

/**
 * The fields of a lead that a person may set. All optional: a missing one keeps its value (or its
 * default on creation).
 */
export const LeadDraft = z
  .strictObject({ ...leadDraftShape, otherData: OtherData, custom: CustomValuesInput })
  .partial()
export type LeadDraft = z.infer<typeof LeadDraft>

export const Lead = z.object({
  id: Id,
  ...leadShape,
  score: z.int().min(0).max(100),
  otherData: OtherData,
  custom: CustomValues,
  createdAt: Timestamp,
  updatedAt: Timestamp,
  lastContactAt: Timestamp.nullable(),
})
export type Lead = z.infer<typeof Lead>

/** Orders a list of leads can take; a leading minus reverses. Every one is served by an index. */
export const leadSorts = [
  '-createdAt',
  'createdAt',
  'name',
  '-name',
  '-score',
  'score',
  '-estimatedValue',
  'estimatedValue',
] as const
export const LeadSort = z.enum(leadSorts)
export type LeadSort = z.infer<typeof LeadSort>

/**
 * Which leads are meant. Search matches the beginnings of words in name, e-mail, phone and company,
 * accents ignored.
 */
export const LeadFilter = z.strictObject({
  status: LeadStatus.optional(),
  tag: line(leadFields.tags.maxTagLength).optional(),
  search: line(200).optional(),
  /** Exactly this source; empty means leads without one. */
  source: line(leadFields.source.max).optional(),
  /** Arrived from this moment on, and before that one. */
  createdFrom: GivenTimestamp.optional(),
  createdTo: GivenTimestamp.optional(),
  /** Standing in won, and come to it from this moment on and before that one. */
  wonFrom: GivenTimestamp.optional(),
  wonTo: GivenTimestamp.optional(),
  /** Last contact (or, without any, arrival) before this moment. */
  quietSince: GivenTimestamp.optional(),
  /** Whoever is in this segment now. */
  segment: Id.optional(),
  filter: FilterTree.optional(),
})
export type LeadFilter = z.infer<typeof LeadFilter>

export const LeadListInput = z.strictObject({
  ...LeadFilter.shape,
  ...Paging,
  /**
   * `match`: whom the search means most first, by their own name before that of their company; one
   * page, without a next one. Without a search it is `-createdAt`.
   */
  sort: z.enum([...leadSorts, 'match']).default('-createdAt'),
  /** False leaves `total` null: counting a wide search costs more than reading its first page. */
  withTotal: z.boolean().default(true),
})
export const LeadPage = pageOf(Lead)

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

export const interactionTypes = ['email', 'call', 'meeting', 'note'] as const
export const InteractionType = z.enum(interactionTypes)
export const Interaction = z.object({
  id: Id,
  leadId: Id,
  type: InteractionType,
  subject: z.string().nullable(),
  content: z.string().nullable(),
  occurredAt: Timestamp,
  createdAt: Timestamp,
  /**
   * Written down by the application itself, of a form that was sent or a sale: a fact, which is
   * neither changed nor deleted by hand.
   */
  isMeasured: z.boolean(),
})
export type Interaction = z.infer<typeof Interaction>

export const InteractionDraft = z.strictObject({
  type: InteractionType,
  subject: optionalLine(200).optional(),
  content: text(20_000).nullable().optional(),
  occurredAt: GivenTimestamp.optional(),
})
/** Fields left out keep their value. */
export const InteractionChange = z.strictObject({ id: Id, ...InteractionDraft.partial().shape })

export const ScoreReport = z.object({
  lead: Lead,
  score: z.int(),
  points: z.array(z.object({ criterion: z.enum(scoreCriteria), points: z.int(), most: z.int() })),
})

export const consentPurposes = ['write', 'measure'] as const
/** `not_given`: a box was left unticked, which refuses nothing; `refused` says so in older entries. */
export const consentActions = ['asked', 'granted', 'not_given', 'refused', 'withdrawn'] as const
export const consentMethods = ['form', 'confirmation', 'unsubscribe'] as const

/**
 * One line of the consent ledger: who, when, how, and the very words that were shown. Never
 * changed.
 */
export const ConsentEvent = z.object({
  id: Id,
  purpose: z.enum(consentPurposes),
  /**
   * `asked`: ticked, and waiting to be confirmed by e-mail. `refused`: the box was shown and left
   * unticked.
   */
  action: z.enum(consentActions),
  method: z.enum(consentMethods),
  at: Timestamp,
  email: z.string().nullable(),
  /** The words beside the box; null if nothing was worded (an unsubscribe link). */
  wording: z.string().nullable(),
  /** Number of the wording: grows with each text that was published. */
  wordingVersion: z.int().nullable(),
  funnelId: Id.nullable(),
  pageId: Id.nullable(),
})
export type ConsentEvent = z.infer<typeof ConsentEvent>

export const PersonalData = personalDataOf(Lead, ConsentEvent)
export type PersonalData = z.infer<typeof PersonalData>

export const PipelineStats = z.object({
  totalLeads: z.int(),
  totalValue: z.number(),
  /** Won leads in percent of all leads. */
  conversionRate: z.number(),
  byStatus: z.record(LeadStatus, z.object({ count: z.int(), value: z.number() })),
})
export type PipelineStats = z.infer<typeof PipelineStats>

export const crm = {
  leads: {
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
    score: contract
      .route({ method: 'POST', path: '/marketing/leads/{id}/score' })
      .input(ById)
      .output(ScoreReport),
    /** What this person agreed to and refused, newest first, with the words shown. */
    consents: contract
      .route({ method: 'GET', path: '/marketing/leads/{id}/consents' })
      .input(ById)
      .output(z.object({ items: z.array(ConsentEvent) })),
  },
  personalData: {
    /** Everything known of a person, to be handed over to that person. */
    get: contract
      .route({ method: 'GET', path: '/marketing/leads/{id}/personal-data' })
      .input(ById)
      .output(PersonalData),
    /** Erases the person from every table, for good: the interface asks first. */
    erase: contract
      .route({ method: 'DELETE', path: '/marketing/leads/{id}/personal-data' })
      .input(ById)
      .output(ErasureReport),
  },
  exports: {
    csv: leadExport('csv'),
    xlsx: leadExport('xlsx'),
    /** Address cards of version 3.0, for Outlook, Google and Apple. */
    vcf: leadExport('vcf'),
    /** How far one under way is; null if there is none of this name. */
    progress: contract
      .input(z.strictObject({ exportId: z.uuid() }))
      .output(LeadExportProgress.nullable()),
    cancel: contract.input(z.strictObject({ exportId: z.uuid() })).output(z.void()),
  },
  interactions: {
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
  },
  customFields,
  segments,
  pipeline: {
    stats: contract
      .route({ method: 'GET', path: '/marketing/pipeline/stats' })
      .output(PipelineStats),
  },
  imports: {
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
      .output(ImportBuckets),
  },
}
