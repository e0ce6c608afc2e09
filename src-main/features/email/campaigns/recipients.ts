// Who may be written to, as SQL on the table `leads`: counting, queueing, previewing and claiming
// ask the same question. The CRM's own files are named here, not its door: the sending thread
// starts six times faster without what the door brings along.
import { longText, optional, text } from '#main/database/columnKinds.ts'
import { rowOf, type RowReader } from '#main/database/rowReader.ts'
import {
  leadFilterSql,
  type FilterPlace,
  type SqlCondition,
} from '#main/features/crm/leads/leadFilter.ts'
import {
  insertSuppressionSql,
  mayBeAskedSql,
  mayBeWrittenToSql,
  reachableAddressSql,
} from '#main/features/crm/consents/suppressions.repository.ts'
import { leftTopicSql, topicSql } from '#main/features/crm/topics/leftTopic.ts'
import { leadFields } from '#shared/leadFields/leadFields.ts'
import {
  mergeFieldNames,
  type MergeFieldName,
  type MergeValues,
} from '#shared/rules/mergeFields/mergeFieldNames.ts'
import { customMergeValues, type SaidFields } from './customMerge.ts'

export const recipientFilterSql = leadFilterSql
export type { FilterPlace, SqlCondition }
export { insertSuppressionSql, mayBeAskedSql, mayBeWrittenToSql, reachableAddressSql }

export { leftTopicSql }

/** True for a lead whose person left the topic of a campaign, by its key; null: about none. */
export const leftTopicOfSql = (topic: string | null): string =>
  topic === null ? '0' : leftTopicSql(topicSql(topic), 'leads.id', 'leads.email')

/** True for a lead with an address nobody refused mail for, the first or a further one. */
export const mayBeWrittenSql = `((${reachableAddressSql}) IS NOT NULL)`

/** What a message may say about a person, as columns named like its merge fields. */
export const mergeColumnsSql = [
  `nullif(trim(concat_ws(' ', leads.first_name, leads.last_name)), '') AS full_name`,
  ...Object.values(leadFields).flatMap(({ column, mergeField }) =>
    mergeField === null ? [] : [`leads.${column} AS ${mergeField}`],
  ),
  'leads.custom AS custom',
].join(', ')

export type MergeColumns = Record<MergeFieldName, string | null> & { custom: string }
/** Reads them: `{ first_name, last_name, … }`. */
export const mergeColumns: RowReader<MergeColumns> = rowOf({
  // Every merge field is a key: the names are the whole list.
  ...(Object.fromEntries(mergeFieldNames.map((name) => [name, optional(text())])) as Record<
    MergeFieldName,
    ReturnType<typeof optional<string>>
  >),
  custom: longText(),
})

/**
 * Only the merge fields of a row, without the empty ones.
 * @param said the custom fields that the message speaks of
 */
export function mergeValuesOf(row: MergeColumns, said: SaidFields): MergeValues {
  const values = customMergeValues(row.custom, said)
  for (const name of mergeFieldNames) if (row[name] !== null) values[name] = row[name]
  return values
}
