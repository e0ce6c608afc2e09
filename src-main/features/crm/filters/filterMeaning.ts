// What a filter means at this moment: now, the business's days, the custom fields and segments
// there are. Read on the spot, by the application and by the sending thread alike.
import { z } from 'zod'
import type { LeadStatus } from '#shared/leadFields/leadStatus.ts'
import { StageSetting, stageOrder, usualStages } from '#shared/rules/leads/stages.ts'
import { text } from '#main/database/columnKinds.ts'
import type { SqlValue } from '#main/database/database.ts'
import { rowOf, type RowReader } from '#main/database/rowReader.ts'
import { filterKindOfCustom } from '#shared/rules/leadFilter/filterFields.ts'
import { filterProblem, type KindOfCustom } from '#shared/rules/leadFilter/filterProblem.ts'
import type { FilterTree } from '#shared/rules/leadFilter/filterTree.ts'
import { chosenZone } from '#shared/rules/zonedMoment.ts'
import { listFields } from '../customFields/customFields.repository.ts'
import { segmentsTable } from '../segments/segments.table.ts'
import { filterPlan, nobodyPlan, type FilterPlan } from './filterPlan.ts'
import { filterTreeSql, type SqlCondition } from './filterSql.ts'

/** Where filters are read and evaluated: a database, or a connection of a thread. */
export type FilterReading = {
  all<Row>(reader: RowReader<Row>, statement: string, parameters?: SqlValue[]): Row[]
}

const storedSetting = rowOf({ value: text() })

/** As `businessZone`, without the door of the settings. */
export function zoneOfBusiness(database: FilterReading): string {
  const [row] = database.all(storedSetting, `SELECT value FROM settings WHERE name = 'timeZone'`)
  return chosenZone(row === undefined ? null : JSON.parse(row.value))
}

const stored = z.array(StageSetting)
/** The stages in the order that the user has set, without the door of the settings. */
export function stagesOfBusiness(database: FilterReading): LeadStatus[] {
  const [row] = database.all(storedSetting, `SELECT value FROM settings WHERE name = 'stages'`)
  const own = row === undefined ? null : stored.safeParse(JSON.parse(row.value))
  return stageOrder(own?.success === true ? own.data : usualStages)
}

/** How each custom field compares; null for a key that is none. */
export function customKinds(database: FilterReading): KindOfCustom {
  const kinds = new Map(
    listFields(database).map(({ key, kind }) => [key, filterKindOfCustom[kind]]),
  )
  return (key) => kinds.get(key) ?? null
}

const segmentFilter = segmentsTable.select('filter')

export const findSegmentFilter = (database: FilterReading, id: number): FilterTree | null =>
  database.all(segmentFilter, `SELECT ${segmentFilter.list()} FROM segments WHERE id = ?`, [id])[0]
    ?.filter ?? null

/**
 * Nobody for a filter that cannot be understood any more: without one of its fields it could mean
 * more people than was said.
 */
export function treeSql(database: FilterReading, tree: FilterTree, now: number): SqlCondition {
  const customKind = customKinds(database)
  return filterProblem(tree, customKind) === null
    ? filterTreeSql(tree, { now, timeZone: zoneOfBusiness(database), customKind })
    : { where: '0', parameters: [] }
}

/** The same as sets. */
export function treePlan(database: FilterReading, tree: FilterTree, now: number): FilterPlan {
  const customKind = customKinds(database)
  return filterProblem(tree, customKind) === null
    ? filterPlan(tree, { now, timeZone: zoneOfBusiness(database), customKind })
    : nobodyPlan
}
