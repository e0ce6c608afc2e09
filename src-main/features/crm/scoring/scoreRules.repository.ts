// Which rules count, and which leads are to be counted anew by them.
import { integer } from '#main/database/columnKinds.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { defaultScoreRules, type ScoreRules } from '#shared/rules/scoreRules.ts'
import { customKinds, zoneOfBusiness, type FilterReading } from '../filters/filterMeaning.ts'
import type { FilterMeaning } from '../filters/filterSql.ts'
import { scoreRulesTable } from './scoreRules.table.ts'

const shown = scoreRulesTable.select('rules')

/** Null: nobody set any, and the usual ones count. */
export const ownRules = (database: FilterReading): ScoreRules | null =>
  database.all(shown, `SELECT ${shown.list()} FROM score_rules LIMIT 1`)[0]?.rules ?? null

export const scoreRules = (database: FilterReading): ScoreRules =>
  ownRules(database) ?? defaultScoreRules

export const scoreMeaning = (database: FilterReading, now: number): FilterMeaning => ({
  ...{ now, timeZone: zoneOfBusiness(database), customKind: customKinds(database) },
})

const counted = rowOf({ n: integer() })
/** Leads whose score is to be counted anew, counting no further than `most`. */
export const countStale = (database: FilterReading, most: number): number =>
  database.all(counted, 'SELECT count(*) AS n FROM (SELECT 1 FROM score_stale LIMIT ?)', [most])[0]
    ?.n ?? 0
