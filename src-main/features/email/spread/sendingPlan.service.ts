// When messages will have left through one account or several, after what waits for them already: by the
// limits the sending thread keeps, which takes each message with the account that may first.
import type { z } from 'zod'
import type { AccountForecast, ForecastInput } from '#shared/contract/emailAccounts.ts'
import type { SendingPlan, SendingPlanInput } from '#shared/contract/email/sendingPlan.ts'
import { dateAt } from '#shared/rules/calendar/calendarDays.ts'
import {
  planSending,
  type PlannedGroup,
  type PlannedLane,
} from '#shared/rules/sending/sendingPlan.ts'
import { longestSpan } from '#shared/rules/sending/sendingRates.ts'
import { warmedRate } from '#shared/rules/sending/warmUp.ts'
import type { Services } from '#main/core/services.ts'
import { toTimestamp } from '#main/database/columns.ts'
import { moment } from '#main/database/columnKinds.ts'
import type { Database } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { businessZone } from '#main/features/settings/settings.feature.ts'
import { unknownId } from '#main/platform/apiError.ts'
import { findAccount } from '../accounts/accounts.repository.ts'
import type { AccountRow } from '../accounts/accounts.table.ts'
import { countAudience } from '../campaigns/audience.ts'
import { findCampaign, type ShownCampaignRow } from '../campaigns/campaigns.repository.ts'
import { requireCampaign } from '../campaigns/campaigns.service.ts'
import { leftOf, outboxStatus } from '../outbox/outboxStatus.service.ts'
import { warming } from '../warmUp/warming.ts'
import { accountsOf } from './campaignAccounts.ts'

const left = rowOf({ leftAt: moment() })

/** Messages of a plan, through the account at a place, leaving at a moment. */
type Leaving = (account: number, at: number) => void
export type Planned = {
  /** Messages of other campaigns that leave before them. */
  waiting: number
  /** At the earliest, in milliseconds; null where that cannot be told. */
  finishedAt: number | null
}
type Asked = { messages: number; from: number; exceptCampaign?: number; leaves?: Leaving }

/** A plan over accounts that are there. */
export function planFor(
  services: Services,
  accounts: readonly AccountRow[],
  { messages, from, exceptCampaign, leaves = () => undefined }: Asked,
): Planned {
  const { database, host } = services
  const now = host.clock.now()
  const before = waitingCampaigns(services, accounts, exceptCampaign)
  // What waits may leave through accounts that are not asked about.
  const all = new Map(
    [...accounts, ...before.flatMap((one) => one.accounts)].map((one) => [one.id, one]),
  )
  const places = [...all.keys()]
  const lanesOf = (some: readonly AccountRow[]) => some.map(({ id }) => places.indexOf(id))
  const groups = [
    ...before.map((one): PlannedGroup => ({ ...one, lanes: lanesOf(one.accounts), from: now })),
    { messages, lanes: lanesOf(accounts), from },
  ]
  const lanes = [...all.values()].map((account) => laneOf(database, account, now))
  const finishedAt = planSending(lanes, groups, now, (group, lane, at) => {
    if (group === before.length) leaves(lane, at)
  })
  return {
    waiting: before.reduce((sum, group) => sum + group.messages, 0),
    finishedAt: messages < 1 ? null : finishedAt,
  }
}

function laneOf(database: Database, account: AccountRow, now: number): PlannedLane {
  const { id, blockedReason, retryAt } = account
  const moments = database
    .all(
      left,
      `SELECT attempted_at AS leftAt FROM send_attempts
       WHERE account_id = ? AND attempted_at > ? AND attempted_at <= ? ORDER BY attempted_at`,
      [id, now - longestSpan(warmedRate(account)), now],
    )
    .map(({ leftAt }) => leftAt)
  const from = blockedReason === null ? 0 : (retryAt ?? Infinity)
  return { rate: warming(database, account), moments, from }
}

/** Campaigns under way that have still to send through one of these accounts, with all of theirs. */
function waitingCampaigns(
  services: Services,
  accounts: readonly AccountRow[],
  except: number | undefined,
): { messages: number; accounts: AccountRow[] }[] {
  const { database } = services
  return outboxStatus(services).sending.flatMap(({ campaignId, total, done }) => {
    const campaign = campaignId === except ? null : findCampaign(database, campaignId)
    const own = campaign === null ? [] : accountsOf(database, campaign)
    const isShared = own.some(({ id }) => accounts.some((asked) => asked.id === id))
    return isShared ? [{ messages: total - done, accounts: own }] : []
  })
}

/**
 * When messages will have left through an account at the earliest, after what waits for it already. Null
 * where that cannot be told.
 * @throws 404
 */
export function forecastFor(
  services: Services,
  { id, messages, from }: z.infer<typeof ForecastInput>,
): z.infer<typeof AccountForecast> {
  const account = findAccount(services.database, id)
  if (account === null) throw unknownId('e-mail account', id)
  const begins = from === undefined ? services.host.clock.now() : Date.parse(from)
  const { waiting, finishedAt } = planFor(services, [account], { messages, from: begins })
  return { waiting, finishedAt: finishedAt === null ? null : toTimestamp(finishedAt) }
}

/**
 * What each account of a campaign takes on which day. Of one under way: of what has not left yet; of one
 * that stands still: as if it went on now.
 * @throws 404
 */
export async function planCampaign(
  services: Services,
  { id, from }: z.infer<typeof SendingPlanInput>,
): Promise<SendingPlan> {
  const campaign = requireCampaign(services.database, id)
  const accounts = accountsOf(services.database, campaign)
  const messages =
    campaign.startedAt === null
      ? (await countAudience(services, campaign.recipients, campaign.topic)).recipients
      : isUnderWay(campaign)
        ? leftOf(services.database, campaign).left
        : 0
  const told = new PlanTeller(accounts, businessZone(services))
  const { waiting, finishedAt } = planFor(services, accounts, {
    ...{ messages, exceptCampaign: id, leaves: told.leaves },
    from: from === undefined ? services.host.clock.now() : Date.parse(from),
  })
  return {
    ...{ messages, waiting, finishedAt: finishedAt === null ? null : toTimestamp(finishedAt) },
    // What is told of a plan that has no end is none.
    ...(finishedAt === null
      ? new PlanTeller(accounts, businessZone(services)).told()
      : told.told()),
  }
}

const isUnderWay = ({ shownStatus, automaticOn }: ShownCampaignRow) =>
  shownStatus === 'sending' || (shownStatus === 'paused' && automaticOn === null)

/** Counts the messages of a plan by account and by day. */
class PlanTeller {
  readonly #accounts: readonly AccountRow[]
  readonly #timeZone: string
  readonly #taken: { messages: number; last: number | null }[]
  readonly #days = new Map<string, { until: number; taken: number[] }>()
  /** A day is asked for once an hour: that is when one begins, in every zone there is, or at a quarter. */
  #quarter = { at: NaN, day: '' }

  constructor(accounts: readonly AccountRow[], timeZone: string) {
    this.#accounts = accounts
    this.#timeZone = timeZone
    this.#taken = accounts.map(() => ({ messages: 0, last: null }))
  }

  readonly leaves = (account: number, at: number): void => {
    const taken = this.#taken[account]
    if (taken === undefined) return
    taken.messages += 1
    taken.last = at
    const day = this.#dayOf(at)
    const found = this.#days.get(day) ?? { until: at, taken: this.#accounts.map(() => 0) }
    found.until = Math.max(found.until, at)
    found.taken[account] = (found.taken[account] ?? 0) + 1
    this.#days.set(day, found)
  }

  told(): Pick<SendingPlan, 'accounts' | 'days'> {
    const accounts = this.#accounts.map(
      ({ id, name, fromEmail, blockedReason, retryAt }, index) => {
        const { messages, last } = this.#taken[index] ?? { messages: 0, last: null }
        return {
          ...{ accountId: id, name, fromEmail, messages },
          isBlocked: blockedReason !== null && retryAt === null,
          finishedAt: last === null ? null : toTimestamp(last),
        }
      },
    )
    const days = [...this.#days]
      .sort(([one], [other]) => one.localeCompare(other))
      .map(([day, { until, taken }]) => ({
        day,
        until: toTimestamp(until),
        accounts: this.#accounts.flatMap(({ id }, index) => {
          const messages = taken[index] ?? 0
          return messages === 0 ? [] : [{ accountId: id, messages }]
        }),
      }))
    return { accounts, days }
  }

  #dayOf(at: number): string {
    const quarter = Math.floor(at / quarterOfAnHour)
    if (quarter !== this.#quarter.at)
      this.#quarter = { at: quarter, day: dateAt(at, this.#timeZone) }
    return this.#quarter.day
  }
}
/** Days begin at whole quarters of an hour, in every zone there is; in milliseconds. */
const quarterOfAnHour = 15 * 60_000
