// Campaigns started in a period side by side: what servers answered, and what was won after.
// Nothing that was not measured.
import type { CampaignReport } from '#shared/contract/analytics.contract.ts'
import type { Services } from '#main/core/services.ts'
import { flag, integer, moment, optional, text } from '#main/database/columnKinds.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { toTimestamp } from '#main/database/columns.ts'
import {
  keptSums,
  periodAsked,
  quarter,
  shownPeriod,
  type PeriodInput,
} from '#main/features/dashboard/dashboard.feature.ts'
import {
  campaignFigures,
  isHeard,
  isShownCampaignSql,
  sandboxedMessages,
} from '#main/features/email/email.feature.ts'

const maxCampaigns = 30

const shown = rowOf({
  id: integer(),
  name: text(),
  startedAt: moment(),
  accountId: optional(integer()),
  measuresClicks: flag(),
})
const figures = { wins: 'touched_wins', linearCents: 'linear_cents' }

/** @throws 422 if the dates given make no period */
export function campaignReport(services: Services, asked: PeriodInput): CampaignReport {
  const { database } = services
  const period = periodAsked(services, asked)
  const span = [period.from * quarter, period.until * quarter]
  const within = `deleted_at IS NULL AND ${isShownCampaignSql} AND started_at >= ? AND started_at < ?`
  const rows = database.all(
    shown,
    `SELECT id, name, started_at AS startedAt, account_id AS accountId, measures_clicks AS measuresClicks FROM campaigns WHERE ${within} ORDER BY started_at DESC, id DESC LIMIT ${maxCampaigns}`,
    span,
  )
  const total = database.count(`SELECT count(*) AS n FROM campaigns WHERE ${within}`, span)
  const wins = keptSums(
    database,
    { table: 'attribution_totals', column: 'ref', key: { kind: 'campaign' } },
    figures,
    period,
  )
  const winsOf = new Map(wins.map(({ value, sums }) => [Number(value), sums]))
  const items = rows.map(({ accountId, startedAt, measuresClicks, ...campaign }) => {
    const figuresOf = campaignFigures(database, campaign.id)
    const { recipients, sent, failed, uncertain } = figuresOf
    const hears = accountId !== null && isHeard(database, accountId)
    const heard = (count: number) => (count > 0 || hears ? count : null)
    // On and nobody who agreed is 0 of 0; off, nobody knows.
    const isMeasured = (figuresOf.measured ?? 0) > 0 || (measuresClicks && accountId !== null)
    const measured = (count: number | null) => (isMeasured ? count : null)
    const won = winsOf.get(campaign.id)
    return {
      ...campaign,
      ...{
        startedAt: toTimestamp(startedAt),
        recipients,
        // One that was tried out in the sandbox before counts what left.
        sent: accountId === null ? null : sent - sandboxedMessages(database, campaign.id),
        failed,
        uncertain,
        bounced: heard(figuresOf.bounced),
        replied: heard(figuresOf.replied),
        unsubscribed: heard(figuresOf.unsubscribed),
        measured: measured(figuresOf.measured),
        clicked: measured(figuresOf.clicked),
      },
      ...{ wonAfter: won?.wins ?? 0, linearAmount: (won?.linearCents ?? 0) / 100 },
    }
  })
  return { period: shownPeriod(period), items, others: total - items.length }
}
