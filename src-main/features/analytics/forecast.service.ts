// The pipeline's forecast from the business's own history; too little of it gives no number, and
// says how much is missing.
import { closedLeadsNeeded, type ForecastReport } from '#shared/contract/analytics.contract.ts'
import { isOpenStage } from '#shared/leadFields/leadStatus.ts'
import { stageOrder } from '#shared/rules/leads/stages.ts'
import type { Services } from '#main/core/services.ts'
import { cents, integer, real, text } from '#main/database/columnKinds.ts'
import type { RowOfTable } from '#main/database/defineTable.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { pipelineStats } from '#main/features/crm/crm.feature.ts'
import { getSettings } from '#main/features/settings/settings.feature.ts'
import {
  drawnOneByOne,
  draws,
  forecastSum,
  meanRate,
  winRate,
  type StageValues,
} from './winForecast.ts'

const history = rowOf({ status: text(), squares: real(), won: integer(), lost: integer() })
type Row = RowOfTable<typeof history>
const openValue = rowOf({ cents: cents() })
type Stage = ForecastReport['stages'][number]

export function forecastReport(services: Services): ForecastReport {
  const { database } = services
  const rows = database.all(
    history,
    'SELECT status, value_squares AS squares, won_after AS won, lost_after AS lost FROM stage_totals',
  )
  const taught = new Map(rows.map((row) => [row.status, row]))
  const { byStatus } = pipelineStats(database)
  const open = stageOrder(getSettings(services).stages).filter(isOpenStage)
  const stages = open.map((status): Stage => {
    const { count: leads, value } = byStatus[status]
    const { won = 0, lost = 0 } = taught.get(status) ?? {}
    const isTold = won + lost >= closedLeadsNeeded && won > 0 && lost > 0
    return {
      status: status as Stage['status'],
      leads,
      value,
      won,
      lost,
      rate: isTold ? winRate({ won, lost }) : null,
      expected: isTold ? value * meanRate({ won, lost }) : null,
    }
  })
  const told = stages.filter(({ rate }) => rate !== null)
  const untold = stages.filter(({ rate }) => rate === null)
  return {
    closedNeeded: closedLeadsNeeded,
    stages,
    estimate: total(told, 'leads') === 0 ? null : estimate(database, told, taught),
    leftOut: { leads: total(untold, 'leads'), value: total(untold, 'value') },
  }
}

function estimate(
  database: Services['database'],
  told: Stage[],
  taught: Map<string, Row>,
): ForecastReport['estimate'] {
  const areFew = total(told, 'leads') <= drawnOneByOne
  const values = told.map((stage): StageValues => {
    const { value, won, lost } = stage
    return {
      value,
      won,
      lost,
      squares: taught.get(stage.status)?.squares ?? 0,
      values: areFew ? valuesOf(database, stage.status) : null,
    }
  })
  return { ...forecastSum(values), draws, leads: total(told, 'leads'), value: total(told, 'value') }
}

const valuesOf = (database: Services['database'], status: string) =>
  database
    .all(openValue, 'SELECT estimated_value_cents AS cents FROM leads WHERE status = ?', [status])
    .map((lead) => lead.cents / 100)

const total = (stages: Stage[], figure: 'leads' | 'value') =>
  stages.reduce((sum, stage) => sum + stage[figure], 0)
