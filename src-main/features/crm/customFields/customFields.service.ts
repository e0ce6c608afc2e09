// Fields that the user adds to leads: adding, renaming, deleting with undo.
import type { z } from 'zod'
import {
  maxCustomFields,
  type CustomField,
  type CustomFieldChange,
  type CustomFieldDraft,
} from '#shared/contract/crm/customFields.ts'
import type { DeletedItem } from '#shared/contract/common.ts'
import type { Topic } from '#shared/contract/system.contract.ts'
import {
  expiredDeleted,
  forgetDeleted,
  keepDeleted,
  listDeleted,
  rowsToKeep,
  takeDeleted,
} from '#main/core/deletedItems.ts'
import type { Services } from '#main/core/services.ts'
import { integer, json, text } from '#main/database/columnKinds.ts'
import type { Transaction } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { apiError, unknownId } from '#main/platform/apiError.ts'
import { slugText } from '#shared/rules/foldText.ts'
import { isReservedKey } from '#shared/rules/leadFilter/customFieldShape.ts'
import { customName } from '#shared/rules/leadFilter/filterFields.ts'
import { FilterTree } from '#shared/rules/leadFilter/filterTree.ts'
import { sequencesAskingFor } from '../filters/sequenceUsers.ts'
import { fieldsOfFilter, listSegmentsForUpdate } from '../segments/segments.repository.ts'
import { scoreRulesTable } from '../scoring/scoreRules.table.ts'
import { customFieldsTable } from './customFields.table.ts'
import {
  listDeletedKeysForUpdate,
  listFields,
  listFieldsForUpdate,
} from './customFields.repository.ts'

const topics: Topic[] = ['crm', 'email']
const maxKey = 40
/** Leads whose values are cleared in one transaction. */
const leadsAtOnce = 200

export const listCustomFields = ({ database }: Pick<Services, 'database'>) => ({
  items: listFields(database),
})

/** @throws 422 without the choices that its kind needs, or where there are too many fields; 409 if the key is taken */
export async function createCustomField(
  { database, host }: Services,
  draft: z.infer<typeof CustomFieldDraft>,
): Promise<CustomField> {
  return database.write(topics, (transaction) => addField(transaction, draft, host.clock.now()))
}

/** The same inside a write. */
export async function addField(
  transaction: Transaction,
  draft: z.infer<typeof CustomFieldDraft>,
  now: number,
): Promise<CustomField> {
  refuseWithoutChoices(draft)
  const fields = await listFieldsForUpdate(transaction)
  if (fields.length >= maxCustomFields)
    throw apiError('UNPROCESSABLE', 'custom_fields_full', `There are ${maxCustomFields} fields.`)
  const taken = new Set([
    ...fields.map(({ key }) => key),
    ...(await listDeletedKeysForUpdate(transaction)),
  ])
  if (draft.key !== undefined && taken.has(draft.key)) throw keyTaken(draft.key)
  const row = {
    key: draft.key ?? freeKey(draft.name, taken),
    name: draft.name,
    kind: draft.kind,
    options: [...new Set(draft.options)],
  }
  const id = await customFieldsTable.insert(transaction, { ...row, createdAt: now })
  return { id, ...row }
}

/** Takes fields away that hold nothing and that nobody asks for: those of an import that is taken back. */
export async function removeUnusedFields(
  transaction: Transaction,
  keys: readonly string[],
): Promise<void> {
  for (const key of keys) {
    const name = customName(key)
    if ((await usersOfField(transaction, name)).length > 0) continue
    if ((await ruleAskingFor(transaction, name)) !== null) continue
    await transaction.sql(
      'DELETE FROM custom_fields WHERE key = ? AND NOT EXISTS (SELECT 1 FROM lead_custom WHERE field = ?)',
      [key, key],
    )
  }
}

/** Fields left out keep their value. @throws 404; 422 without the choices that its kind needs */
export async function updateCustomField(
  { database }: Services,
  { id, name, options }: z.infer<typeof CustomFieldChange>,
): Promise<CustomField> {
  return database.write(topics, async (transaction) => {
    const before = await customFieldsTable.findForUpdate(transaction, { id })
    if (before === null) throw unknownId('custom field', id)
    const { createdAt: _createdAt, ...field } = before
    const after = {
      ...field,
      name: name ?? field.name,
      options: options === undefined ? field.options : [...new Set(options)],
    }
    refuseWithoutChoices(after)
    await customFieldsTable.update(
      transaction,
      { id },
      { name: after.name, options: after.options },
    )
    return after
  })
}

/**
 * Its values stay in the leads, unseen, for as long as it can be brought back.
 * @throws 404; 409 while a segment, a view, a sequence, or a campaign that is not over, asks for it
 */
export async function deleteCustomField({ database, host }: Services, id: number): Promise<void> {
  await database.write(topics, async (transaction) => {
    const field = await customFieldsTable.findForUpdate(transaction, { id })
    if (field === null) throw unknownId('custom field', id)
    const users = await usersOfField(transaction, customName(field.key))
    if (users.length > 0)
      throw apiError(
        'CONFLICT',
        'custom_field_in_use',
        'A segment, a view, a sequence, or a campaign that is not over, asks for this field.',
        { detail: users.join(', ') },
      )
    const rule = await ruleAskingFor(transaction, customName(field.key))
    if (rule !== null)
      throw apiError(
        'CONFLICT',
        'custom_field_scored',
        'A rule of the score asks for this field.',
        { detail: rule },
      )
    const rows = { fields: await rowsToKeep(transaction, selectRowSql, id) }
    await keepDeleted(
      transaction,
      { kind: 'custom_field', id, name: field.name, rows },
      host.clock.now(),
    )
    await customFieldsTable.delete(transaction, { id })
  })
}

const named = rowOf({ name: text() })
const namedFilter = rowOf({ name: text(), filter: json(FilterTree) })

/** Names of the segments, the views, the sequences, and the campaigns under way, that ask for a field. */
async function usersOfField(transaction: Transaction, name: string): Promise<string[]> {
  const campaigns = await transaction.all(
    namedFilter,
    `SELECT name, json_extract(recipients, '$.filter') AS filter FROM campaigns
     WHERE status IN ('scheduled', 'sending', 'paused') AND deleted_at IS NULL AND json_extract(recipients, '$.filter') IS NOT NULL`,
  )
  const blocks = await transaction.all(
    named,
    `SELECT name FROM campaigns
     WHERE status IN ('scheduled', 'sending', 'paused', 'automatic') AND deleted_at IS NULL AND blocks IS NOT NULL
       AND EXISTS (SELECT 1 FROM json_tree(campaigns.blocks) AS node WHERE node.key = 'field' AND node.atom = ?)`,
    [name],
  )
  const views = await transaction.all(
    namedFilter,
    `SELECT name, json_extract(content, '$.filter.filter') AS filter FROM lead_views
     WHERE json_extract(content, '$.filter.filter') IS NOT NULL`,
  )
  const asking = [...(await listSegmentsForUpdate(transaction)), ...campaigns, ...views]
    .filter(({ filter }) => fieldsOfFilter(filter).has(name))
    .map((user) => user.name)
  const ofBlocks = blocks.map((user) => user.name).filter((user) => !asking.includes(user))
  return [...asking, ...ofBlocks, ...(await sequencesAskingFor(transaction, name))]
}

const storedRules = scoreRulesTable.select('rules')

/** The name of the rule of the score that asks for a field, or null. */
async function ruleAskingFor(transaction: Transaction, field: string): Promise<string | null> {
  const rows = await transaction.all(
    storedRules,
    `SELECT ${storedRules.list()} FROM score_rules LIMIT 1`,
  )
  const asking = rows[0]?.rules.own.find(({ filter }) => fieldsOfFilter(filter).has(field))
  return asking?.name ?? null
}

const selectRowSql = `SELECT ${customFieldsTable.list()} FROM custom_fields WHERE id = ?`

export const listDeletedCustomFields = ({ database, host }: Services): DeletedItem[] =>
  listDeleted(database, 'custom_field', host.clock.now())

/** With the values that leads had in it. @throws 404 if it was deleted too long ago, or never */
export async function restoreCustomField(
  { database, host }: Services,
  id: number,
): Promise<CustomField> {
  return database.write(topics, async (transaction) => {
    const { fields = [] } = await takeDeleted(transaction, 'custom_field', id, host.clock.now())
    for (const row of fields)
      await customFieldsTable.insert(transaction, customFieldsTable.read(row))
    const { createdAt: _createdAt, ...field } =
      (await customFieldsTable.findForUpdate(transaction, { id })) ?? missing(id)
    return field
  })
}

function missing(id: number): never {
  throw unknownId('deleted custom field', id)
}

const leadOnly = rowOf({ leadId: integer() })

/** What can no longer be brought back is gone from the leads too. For the hourly work. */
export async function forgetDeletedFields({ database, host }: Services): Promise<void> {
  for (const { id, rows } of expiredDeleted(database, 'custom_field', host.clock.now())) {
    const key = String(rows['fields']?.[0]?.['key'] ?? '')
    while (await forgetValues(database, key)) await new Promise((resolve) => setImmediate(resolve))
    await database.write([], (transaction) => forgetDeleted(transaction, 'custom_field', id))
  }
}

/** @returns whether there may be more of them */
async function forgetValues(database: Services['database'], key: string): Promise<boolean> {
  const leads = database.all(
    leadOnly,
    'SELECT lead_id AS leadId FROM lead_custom WHERE field = ? LIMIT ?',
    [key, leadsAtOnce],
  )
  if (leads.length === 0) return false
  const ids = JSON.stringify([...new Set(leads.map(({ leadId }) => leadId))])
  await database.write([], (transaction) =>
    transaction.sql(
      `UPDATE leads SET custom = json_remove(custom, '$."' || ? || '"'),
        custom_keys = (SELECT coalesce(json_group_array(json(each.value)), '[]') FROM json_each(leads.custom_keys) AS each
          WHERE json_extract(each.value, '$[0]') <> ?)
       WHERE id IN (SELECT value FROM json_each(?))`,
      [key, key, ids],
    ),
  )
  return true
}

function refuseWithoutChoices({ kind, options }: Pick<CustomField, 'kind' | 'options'>): void {
  const needs = kind === 'choice' || kind === 'choices'
  if (needs && options.length === 0)
    throw apiError(
      'UNPROCESSABLE',
      'custom_field_choices',
      'A field of choices needs at least one.',
      {
        field: 'options',
      },
    )
  if (!needs && options.length > 0)
    throw apiError(
      'UNPROCESSABLE',
      'custom_field_choices',
      'Only a field of choices has options.',
      {
        field: 'options',
      },
    )
}

const keyTaken = (key: string) =>
  apiError('CONFLICT', 'custom_key_taken', `There is, or was until lately, a field "${key}".`, {
    field: 'key',
  })

/** Made of the name: letters of other scripts give none, and a number is counted up where it is taken. */
function freeKey(name: string, taken: ReadonlySet<string>): string {
  const slug = slugText(name, maxKey).replace(/^[^a-z]+/, '') || 'field'
  for (let number = 1; ; number += 1) {
    const ending = number === 1 ? '' : `-${number}`
    const key = `${slug.slice(0, maxKey - ending.length)}${ending}`
    if (!taken.has(key) && !isReservedKey(key)) return key
  }
}
