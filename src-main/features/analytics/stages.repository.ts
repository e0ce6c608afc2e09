// Where leads went that left a stage, and after how long, from moves counted by hour and day.
import { z } from 'zod'
import type { StageReport } from '#shared/contract/analytics.contract.ts'
import { leadStatuses, type LeadStatus } from '#shared/leadFields/leadStatus.ts'
import { stageOrder } from '#shared/rules/leads/stages.ts'
import type { Services } from '#main/core/services.ts'
import { json, moment, optional, text } from '#main/database/columnKinds.ts'
import type { RowOfTable } from '#main/database/defineTable.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { toOptionalTimestamp } from '#main/database/columns.ts'
import {
  keptRows,
  periodAsked,
  shownPeriod,
  type PeriodInput,
} from '#main/features/dashboard/dashboard.feature.ts'
import { getSettings } from '#main/features/settings/settings.feature.ts'

const day = 24 * 60 * 60 * 1000
const columns = [...leadStatuses.map((status) => `to_${status}`), 'timed', 'milliseconds']

const stageRow = rowOf({
  status: text<LeadStatus>(),
  sums: json(z.record(z.string(), z.number())),
})
type Sums = RowOfTable<typeof stageRow>['sums']
const knownFrom = rowOf({ at: optional(moment()) })
/** @throws 422 if the dates given make no period */
export function stageReport(services: Services, asked: PeriodInput): StageReport {
  const { database } = services
  const period = periodAsked(services, asked)
  const { sql, parameters } = keptRows(
    'stage_move_totals',
    ['from_status', ...columns].join(', '),
    period,
  )
  const sums = columns.map((name) => `'${name}', sum(${name})`).join(', ')
  const rows = database.all(
    stageRow,
    `SELECT from_status AS status, json_object(${sums}) AS sums FROM (${sql}) GROUP BY from_status`,
    parameters,
  )
  const byStage = new Map(rows.map((row) => [row.status, row.sums]))
  const known = database.first(knownFrom, 'SELECT min(changed_at) AS at FROM lead_stage_changes')
  const order = stageOrder(getSettings(services).stages)
  return {
    period: shownPeriod(period),
    stages: order.map((status) => stageOf(status, byStage.get(status), order)),
    knownSince: toOptionalTimestamp(known?.at ?? null),
  }
}

/** What stands later in the present order counts as forward; lost is told apart. */
function stageOf(
  status: LeadStatus,
  row: Sums | undefined,
  order: readonly LeadStatus[],
): StageReport['stages'][number] {
  const to = (other: LeadStatus) => row?.[`to_${other}`] ?? 0
  const sum = (others: LeadStatus[]) => others.reduce((total, other) => total + to(other), 0)
  const place = order.indexOf(status)
  const notLost = order.filter((other) => other !== 'lost')
  const timed = row?.['timed'] ?? 0
  return {
    status,
    left: sum([...order]),
    forward: sum(notLost.filter((other) => order.indexOf(other) > place)),
    won: to('won'),
    lost: to('lost'),
    back: sum(notLost.filter((other) => order.indexOf(other) < place)),
    timed,
    meanDays: timed === 0 ? null : (row?.['milliseconds'] ?? 0) / timed / day,
  }
}
