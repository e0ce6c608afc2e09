// What a filter means at this moment: now, the business's days, the custom fields and segments
// there are. Read on the spot, by the application and by the sending thread alike.
import { z } from 'zod'
import type { LeadStatus } from '#shared/leadFields/leadStatus.ts'
import { StageSetting, stageOrder, usualStages } from '#shared/rules/leads/stages.ts'
import { text } from '#main/database/columnKinds.ts'
import type { CustomField } from '#shared/contract/crm/customFields.ts'
import type { SqlValue, Transaction } from '#main/database/database.ts'
import { rowOf, type RowReader } from '#main/database/rowReader.ts'
import { filterKindOfCustom } from '#shared/rules/leadFilter/filterFields.ts'
import { filterProblem, type KindOfCustom } from '#shared/rules/leadFilter/filterProblem.ts'
import type { FilterTree } from '#shared/rules/leadFilter/filterTree.ts'
import { chosenZone } from '#shared/rules/zonedMoment.ts'
import { listFields, listFieldsForUpdate } from '../customFields/customFields.repository.ts'
import { segmentsTable } from '../segments/segments.table.ts'
import { filterPlan, nobodyPlan, type FilterPlan } from './filterPlan.ts'
import { filterTreeSql, type FilterMeaning, type SqlCondition } from './filterSql.ts'

/** Where filters are read and evaluated: a database, or a connection of a thread. */
export type FilterReading = {
  all<Row>(reader: RowReader<Row>, statement: string, parameters?: SqlValue[]): Row[]
}

const storedSetting = rowOf({ value: text() })

/** As `businessZone`, without the door of the settings. */
export const zoneOfBusiness = (database: FilterReading): string =>
  zoneOf(database.all(storedSetting, zoneSql))

const zoneSql = `SELECT value FROM settings WHERE name = 'timeZone'`
const zoneOf = ([row]: { value: string }[]): string =>
  chosenZone(row === undefined ? null : JSON.parse(row.value))

const stored = z.array(StageSetting)
/** The stages in the order that the user has set, without the door of the settings. */
export function stagesOfBusiness(database: FilterReading): LeadStatus[] {
  const [row] = database.all(storedSetting, `SELECT value FROM settings WHERE name = 'stages'`)
  const own = row === undefined ? null : stored.safeParse(JSON.parse(row.value))
  return stageOrder(own?.success === true ? own.data : usualStages)
}

/** How each custom field compares; null for a key that is none. */
export const customKinds = (database: FilterReading): KindOfCustom => kindsOf(listFields(database))

function kindsOf(fields: readonly CustomField[]): KindOfCustom {
  const kinds = new Map(fields.map(({ key, kind }) => [key, filterKindOfCustom[kind]]))
  return (key) => kinds.get(key) ?? null
}

const segmentFilter = segmentsTable.select('filter')

export const findSegmentFilter = (database: FilterReading, id: number): FilterTree | null =>
  database.all(segmentFilter, `SELECT ${segmentFilter.list()} FROM segments WHERE id = ?`, [id])[0]
    ?.filter ?? null

/** What trees mean at a moment: read once for all that are asked together. */
export const meaningAt = (database: FilterReading, now: number): FilterMeaning => ({
  now,
  timeZone: zoneOfBusiness(database),
  customKind: customKinds(database),
})

/** The same inside a write. */
export async function meaningForUpdate(
  transaction: Pick<Transaction, 'all'>,
  now: number,
): Promise<FilterMeaning> {
  const zones = await transaction.all(storedSetting, zoneSql)
  return {
    now,
    timeZone: zoneOf(zones),
    customKind: kindsOf(await listFieldsForUpdate(transaction)),
  }
}

/**
 * Nobody for a filter that cannot be understood any more: without one of its fields it could mean
 * more people than was said.
 */
export const sqlOfTree = (tree: FilterTree, meaning: FilterMeaning): SqlCondition =>
  filterProblem(tree, meaning.customKind) === null
    ? filterTreeSql(tree, meaning)
    : { where: '0', parameters: [] }

export const treeSql = (database: FilterReading, tree: FilterTree, now: number): SqlCondition =>
  sqlOfTree(tree, meaningAt(database, now))

/** The same as sets. */
export function treePlan(database: FilterReading, tree: FilterTree, now: number): FilterPlan {
  const meaning = meaningAt(database, now)
  return filterProblem(tree, meaning.customKind) === null ? filterPlan(tree, meaning) : nobodyPlan
}
