// What can be asked about moving in from WeBox IA: look at its database, take it over, read the
// report, undo.
import { z } from 'zod'
import { ById, contract, Id, pageOf, Paging, Timestamp } from './common.ts'

export const sourceKinds = [
  'leads',
  'interactions',
  'campaigns',
  'funnels',
  'pages',
  'ads',
] as const
export type SourceKind = (typeof sourceKinds)[number]

/**
 * Rows of one kind in the source: found = created + merged + refused. Merged: became part of
 * something that is there already.
 */
export const KindCounts = z.object({
  found: z.int(),
  created: z.int(),
  merged: z.int(),
  refused: z.int(),
})
export type KindCounts = z.infer<typeof KindCounts>
export const WeboxCounts = z.object(
  Object.fromEntries(sourceKinds.map((kind) => [kind, KindCounts])) as Record<
    SourceKind,
    typeof KindCounts
  >,
)
export type WeboxCounts = z.infer<typeof WeboxCounts>

/** Why a row was refused: nothing of it was taken. */
export const refusedReasons = [
  'no_identity',
  'no_name',
  'orphan',
  'parent_refused',
  'too_large',
  'email_step',
  'nothing_written',
  'steps_unreadable',
] as const
/** What was changed on the way in, or could not be taken along. */
export const changedReasons = [
  'email_left_out',
  'same_person',
  'filled_existing',
  'status_unknown',
  'type_unknown',
  'date_unreadable',
  'value_unreadable',
  'tags_unreadable',
  'json_unreadable',
  'text_shortened',
  'custom_fields_in_notes',
  'differs_kept_in_notes',
  'refusal_kept',
  'same_as_newer',
  'same_row',
  'sender_left_out',
  'html_cleaned',
  'schedule_left_out',
  'not_sent_after_all',
  'totals_left_out',
  'recipients_left_out',
  'automations_left_out',
  'not_published',
  'old_conversions_as_leads',
  'scripts_left_out',
  'styles_left_out',
  'handlers_left_out',
  'pictures_left_out',
  'frames_left_out',
  'form_fields_left_out',
  'address_left_out',
  'file_apart_from_journal',
  'columns_missing',
] as const
export const WeboxReason = z.enum([...refusedReasons, ...changedReasons])
export type WeboxReason = z.infer<typeof WeboxReason>

/**
 * A row that was changed or refused. `id` is the row's identifier in the source, as text; empty
 * where it concerns the whole table.
 */
export const WeboxProblem = z.object({
  table: z.string(),
  id: z.string(),
  outcome: z.enum(['changed', 'refused']),
  reason: WeboxReason,
  /** The value concerned, shortened; empty if there is none. */
  detail: z.string(),
})
export type WeboxProblem = z.infer<typeof WeboxProblem>

export const WeboxReport = WeboxCounts.extend({ problems: z.array(WeboxProblem) })
export type WeboxReport = z.infer<typeof WeboxReport>

/** A file that was read and not yet imported. */
export const WeboxPreview = z.object({
  uploadId: z.string(),
  fileName: z.string(),
  counts: WeboxCounts,
  problemCount: z.int(),
})
export type WeboxPreview = z.infer<typeof WeboxPreview>

export const weboxStates = ['running', 'done', 'cancelled', 'failed', 'undoing', 'undone'] as const
export const WeboxImport = z.object({
  id: Id,
  fileName: z.string(),
  state: z.enum(weboxStates),
  /** Share of the work done, 0 to 1. */
  progress: z.number(),
  counts: WeboxCounts,
  problemCount: z.int(),
  /** Rows that undoing left alone because they were edited since. */
  keptCount: z.int(),
  canUndo: z.boolean(),
  startedAt: Timestamp,
  finishedAt: Timestamp.nullable(),
  undoneAt: Timestamp.nullable(),
})
export type WeboxImport = z.infer<typeof WeboxImport>

/** Something undoing left alone, because it was edited or used since the import. */
export const KeptRow = z.object({
  id: Id,
  kind: z.enum(sourceKinds),
  table: z.string(),
  sourceId: z.string(),
  targetId: Id,
})

export const webox = {
  /** Receives a database of WeBox IA and says what importing it would do. Nothing is written. */
  preview: contract.input(z.strictObject({ file: z.file() })).output(WeboxPreview),
  /** The whole import in one call: the REST way. `dryRun=true` only reports. */
  import: contract
    .route({ method: 'POST', path: '/marketing/import/webox', inputStructure: 'detailed' })
    .input(
      z.object({
        query: z
          .strictObject({ dryRun: z.enum(['true', 'false']).default('false') })
          .default({ dryRun: 'false' }),
        body: z.strictObject({ file: z.file() }),
      }),
    )
    .output(WeboxReport),
  start: contract.input(z.strictObject({ uploadId: z.string().max(200) })).output(WeboxImport),
  /** All imports, newest first. */
  list: contract.output(z.object({ items: z.array(WeboxImport) })),
  get: contract.input(ById).output(WeboxImport),
  cancel: contract.input(ById).output(WeboxImport),
  /** Takes an import back: afterwards everything is as before it, except what was edited since. */
  undo: contract.input(ById).output(WeboxImport),
  problems: contract
    .input(z.strictObject({ id: Id, ...Paging, limit: z.int().min(1).max(5_000).default(100) }))
    .output(pageOf(WeboxProblem.extend({ id: Id, sourceId: z.string() }))),
  /** What undoing left alone. */
  kept: contract.input(ById).output(z.object({ items: z.array(KeptRow) })),
}
