// A campaign larger than a day's quota, over two accounts of which one warms up, with a restart in each
// hour of a clock that is told: it ends when it was foretold, and no limit is exceeded over any span.
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { day, hour } from '#shared/rules/sending/sendingRates.ts'
import { warmUpStages } from '#shared/rules/sending/warmUp.ts'
import { createMailApp, until, type MailApp } from '../../../support/mailApp.ts'
import { startSink, type Sink } from '../../../support/smtp.ts'

let folder: MailApp
let sink: Sink
beforeAll(async () => {
  folder = await createMailApp({ engine: false })
  sink = await startSink(folder.host.dataFolder, { kind: 'quick' })
})
afterAll(async () => {
  await sink.stop()
  await folder.close()
})

type Limits = { maxPerHour: number | null; maxPerDay: number | null }
type Attempt = { account: number; at: number }
/** No clock is more exact than the steps it goes by. */
const tolerance = hour

const attemptsOf = (app: MailApp): Attempt[] =>
  app.services.database.query<Attempt>(
    'SELECT account_id AS account, attempted_at AS at FROM send_attempts ORDER BY attempted_at',
  )
const waiting = (app: MailApp) => app.rows().filter(({ state }) => state !== 'sent').length

/** The most that left in any span of that length. */
const busiest = (moments: number[], span: number) =>
  Math.max(
    0,
    ...moments.map((end) => moments.filter((one) => one > end - span && one <= end).length),
  )

/** What the accounts may send in any 24 hours now, by what the database says of their warm-ups. */
const limitsNow = (app: MailApp, limits: Map<number, Limits>) =>
  app.services.database
    .query<{ id: number; stage: number | null }>(
      'SELECT id, warm_up_stage AS stage FROM email_accounts',
    )
    .map(({ id, stage }) => {
      const own = limits.get(id)
      const warm = stage === null ? Infinity : (warmUpStages[stage - 1] ?? Infinity)
      return {
        id,
        perHour: own?.maxPerHour ?? Infinity,
        perDay: Math.min(own?.maxPerDay ?? Infinity, warm),
      }
    })

/** True once nothing more can leave in this hour: an oracle that knows none of what sends. */
function isQuiet(app: MailApp, limits: Map<number, Limits>): boolean {
  if (waiting(app) === 0) return true
  const now = app.host.clock.now()
  const attempts = attemptsOf(app)
  return limitsNow(app, limits).every(({ id, perHour, perDay }) => {
    const since = (span: number) =>
      attempts.filter(({ account, at }) => account === id && at > now - span).length
    return since(hour) >= perHour || since(day) >= perDay
  })
}

async function quiet(app: MailApp, limits: Map<number, Limits>): Promise<void> {
  await until(() => isQuiet(app, limits), 'all that may leave now')
  // A stage that is done gives room a few looks later.
  await new Promise((resolve) => setTimeout(resolve, 150))
  await until(() => isQuiet(app, limits), 'all that may leave now')
}

const plans = fc.record({
  people: fc.integer({ min: 35, max: 90 }),
  first: fc.record({
    maxPerHour: fc.option(fc.integer({ min: 2, max: 5 }), { nil: null }),
    maxPerDay: fc.integer({ min: 5, max: 15 }),
  }),
  second: fc.record({
    maxPerHour: fc.option(fc.integer({ min: 3, max: 9 }), { nil: null }),
    maxPerDay: fc.option(fc.integer({ min: 30, max: 60 }), { nil: null }),
  }),
})

it('ends when it was foretold, and exceeds no limit, through a restart an hour', async () => {
  await fc.assert(
    fc.asyncProperty(plans, async ({ people, first, second }) => {
      const app = await createMailApp({ engine: false })
      try {
        await app.addLeads(people)
        const own = await app.addAccount(sink.port, first)
        const other = await app.addAccount(sink.port, second)
        await app.client.email.accounts.warmUp.change({ id: other, wish: 'start' })
        const limits = new Map<number, Limits>([
          [own, first],
          [other, second],
        ])
        const id = await app.addCampaign(own, { furtherAccountIds: [other] })
        const plan = await app.client.email.campaigns.plan({ id })
        expect(plan.messages).toBe(people)
        expect(plan.accounts.reduce((sum, { messages }) => sum + messages, 0)).toBe(people)
        const told = Date.parse(plan.finishedAt ?? '')
        expect(told - app.host.clock.now()).toBeGreaterThan(hour)
        await app.client.email.campaigns.send({ id })
        for (let hours = 0; hours === 0 || waiting(app) > 0; hours += 1) {
          if (hours > 0) app.host.clock.advance(hour)
          app.startEngine()
          await until(() => app.rows().length === people, 'the queue')
          await quiet(app, limits)
          await app.stopEngine()
          for (const { id: account, perHour, perDay } of limitsNow(app, limits)) {
            const left = attemptsOf(app).flatMap((one) => (one.account === account ? one.at : []))
            const last = left.filter((at) => at > app.host.clock.now() - day)
            expect(last.length).toBeLessThanOrEqual(perDay)
            expect(busiest(left, hour)).toBeLessThanOrEqual(perHour)
            expect(busiest(left, day)).toBeLessThanOrEqual(
              limits.get(account)?.maxPerDay ?? Infinity,
            )
          }
          expect(app.host.clock.now() - told).toBeLessThanOrEqual(tolerance)
        }
        expect(Math.abs(app.host.clock.now() - told)).toBeLessThanOrEqual(tolerance)
        expect(attemptsOf(app)).toHaveLength(people)
        expect((await app.client.email.campaigns.get({ id })).status).toBe('completed')
        const byAccount = await app.client.email.campaigns.byAccount({ id })
        expect(byAccount.reduce((sum, { sent }) => sum + sent, 0)).toBe(people)
      } finally {
        await app.close()
      }
    }),
    { numRuns: 4 },
  )
}, 600_000)
