// The contract builder and what every feature's contract shares: identifiers, paging, errors, text
// fields.
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { isEmailAddress, readEmailAddress } from '../rules/emailAddress.ts'

/**
 * Why a call was refused. The interface has one sentence a reason, in each language
 * (`errors.<reason>`).
 */
export const apiErrorReasons = [
  'unknown_id',
  'email_taken',
  'lead_needs_identity',
  'has_leads',
  'campaign_already_started',
  'campaign_not_running',
  'campaign_finished',
  'campaign_incomplete',
  'places_left',
  'campaign_automatic',
  'campaign_variant',
  'campaign_tested',
  'variant_unfinished',
  'variants_same',
  'test_too_small',
  'test_decided',
  'no_recipients',
  'account_in_use',
  'further_accounts_sandbox',
  'campaign_several_accounts',
  'warm_up_under_way',
  'warm_up_off',
  'warm_up_needless',
  'warm_up_unchanged',
  'mailbox_unreadable',
  'mailbox_taken',
  'account_password_missing',
  'account_signed_out',
  'sign_in_unset',
  'sign_in_server',
  'sign_in_way',
  'sign_in_unknown',
  'sign_in_failed',
  'sign_in_no_reading',
  'schedule_in_past',
  'already_suppressed',
  'file_unreadable',
  'file_other_format',
  'file_old_excel',
  'file_open_document',
  'file_numbers',
  'file_with_password',
  'import_options_invalid',
  'file_too_large',
  'file_empty',
  'column_mapping_invalid',
  'import_running',
  'export_cancelled',
  'address_invalid',
  'security_required',
  'login_missing',
  'password_missing',
  'may_have_been_sent',
  'smtp_refused',
  'mailbox_address_unknown',
  'provider_unknown',
  'engine_stopped',
  'funnel_published',
  'funnel_archived',
  'funnel_incomplete',
  'form_without_identity',
  'promise_without_email',
  'slug_taken',
  'image_unreadable',
  'picture_unreadable',
  'picture_svg',
  'picture_too_large',
  'picture_in_use',
  'attachment_empty',
  'attachment_refused',
  'attachments_too_large',
  'files_too_many',
  'message_too_heavy',
  'relay_not_paired',
  'clicks_need_relay',
  'relay_too_old',
  'test_without_clicks',
  'relay_unreachable',
  'relay_refused',
  'relay_insecure',
  'relay_private',
  'relay_nowhere',
  'ai_not_configured',
  'ai_address_forbidden',
  'ai_key_refused',
  'ai_unreachable',
  'ai_timed_out',
  'ai_limited',
  'ai_refused',
  'ai_request_too_large',
  'ai_answer_too_large',
  'ai_answer_cut',
  'ai_answer_empty',
  'ai_answer_declined',
  'ai_answer_unusable',
  'ai_budget_reached',
  'ai_price_missing',
  'ai_fields_off',
  'end_before_start',
  'webox_not_sqlite',
  'webox_damaged',
  'webox_locked',
  'webox_not_webox',
  'webox_not_undoable',
  'campaign_imported',
  'period_invalid',
  'interaction_measured',
  'sale_moment_invalid',
  'change_not_undoable',
  'consent_in_future',
  'consent_not_undoable',
  'unknown_topic',
  'webhook_address',
  'webhook_private',
  'topic_name_taken',
  'too_many_topics',
  'merge_with_itself',
  'reason_without_loss',
  'stages_incomplete',
  'stage_name_missing',
  'stage_name_taken',
  'loss_reason_missing',
  'loss_reason_taken',
  'letter_empty',
  'letter_fields_left',
  'letter_without_account',
  'letter_address',
  'letter_refused',
  'letter_sent_already',
  'letter_left',
  'filter_invalid',
  'segment_in_use',
  'custom_field_unknown',
  'custom_value_invalid',
  'custom_fields_full',
  'saved_blocks_full',
  'custom_field_in_use',
  'custom_field_scored',
  'score_rule_invalid',
  'score_preview_replaced',
  'custom_field_choices',
  'custom_key_taken',
  'sequence_invalid',
  'sequence_empty',
  'sequence_broken',
  'sequence_off',
  'sequence_not_plain',
  'sequence_under_way',
  'task_repeats_undated',
  'meeting_planned',
  'backup_running',
  'backup_damaged',
  'backup_newer',
  'backup_passphrase_needed',
  'backup_passphrase_wrong',
  'backup_passphrase_unreadable',
  'move_foreign',
  'move_damaged',
  'move_newer',
  'move_passphrase_wrong',
  'move_has_sent',
  'move_absent',
  'move_part_misplaced',
  'sending_stopped',
  'login_start_refused',
  'folder_not_absolute',
  'folder_absent',
  'folder_not_writable',
  'storage_disk_full',
  'storage_damaged',
  'storage_not_writable',
  'storage_in_use',
  'storage_disk_error',
  'storage_too_many_files',
] as const
export const ApiErrorReason = z.enum(apiErrorReasons)
export type ApiErrorReason = z.infer<typeof ApiErrorReason>

/** Why a call failed, as it is told: refusals, and what no procedure had a word in. */
export type FailureReason =
  ApiErrorReason | 'invalid_input' | 'timed_out' | 'unreachable' | 'signed_out' | 'unexpected'

/**
 * What accompanies a refused call: a reason for the interface, the field concerned, and the far
 * side's own words.
 */
const apiErrorData = z.object({
  reason: ApiErrorReason,
  field: z.string().optional(),
  detail: z.string().optional(),
  /** What a model answered where that could not be used: to be copied by hand. */
  answer: z.string().optional(),
})
// Named: written out with each of its reasons in every procedure, a contract is longer than the compiler
// will print.
export interface ApiErrorData extends z.infer<typeof apiErrorData> {}
export const ApiError: z.ZodType<ApiErrorData, ApiErrorData> = apiErrorData

/** The builder every contract starts from: the declared errors are the same everywhere. */
export const contract = oc.errors({
  NOT_FOUND: { status: 404, message: 'Nothing has this identifier.', data: ApiError },
  CONFLICT: { status: 409, message: 'The present state does not allow this.', data: ApiError },
  UNPROCESSABLE: { status: 422, message: 'The content cannot be accepted.', data: ApiError },
  PAYLOAD_TOO_LARGE: { status: 413, message: 'The file or body is too large.', data: ApiError },
})

/** A row's identifier: a positive whole number, never reused. */
export const Id = z.int().positive()
export const ById = z.strictObject({ id: Id })

/** A moment, as ISO 8601 in UTC. */
export const Timestamp = z.iso.datetime()

/**
 * A moment as a client may say it: ISO 8601 with `Z` or with an offset (`+01:00`), never without
 * either.
 */
export const GivenTimestamp = z.iso.datetime({ offset: true })

// Control characters (line breaks included) have no place in one-line fields; some of these become
// mail headers.
/** Paging by key: hand back `nextCursor` to read on; null means the end. */
export const Paging = {
  cursor: z.string().max(500).optional(),
  limit: z.int().min(1).max(200).default(50),
}

/** A page of a list. `total` is null if the caller asked not to count. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    total: z.int().nonnegative().nullable(),
    nextCursor: z.string().nullable(),
  })

/** What was deleted and can be brought back until a moment. */
export const DeletedItem = z.object({
  id: Id,
  name: z.string(),
  deletedAt: Timestamp,
  restorableUntil: Timestamp,
})
export type DeletedItem = z.infer<typeof DeletedItem>

/** One bare address, needed. */
export const Address = z
  .string()
  .max(320)
  .refine(isEmailAddress, 'not a plain e-mail address')
  .transform((value) => {
    const read = readEmailAddress(value)
    return read.ok ? read.address : value
  })

/** One bare address, or nothing yet: a draft may be incomplete. */
export const AddressOrNull = z.union([Address, z.literal('').transform(() => null), z.null()])
