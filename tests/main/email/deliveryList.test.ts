// The list of all messages against the rows themselves and against the figures that lead to it:
// exactly those, each once.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DeliveryOutcome } from '#shared/contract/deliveries.ts'
import { createTestApp, errorReasonOf, type TestApp } from '../../support/testApp.ts'

let app: TestApp
const hour = 60 * 60 * 1000
type Stored = {
  id: number
  campaign_id: number
  state: string
  reason: string | null
  account_id: number
  sent_at: number | null
}

beforeEach(async () => {
  app = await createTestApp()
  const ids: number[] = []
  for (const name of ['Une', 'Deux', 'Trois'])
    ids.push((await app.client.email.campaigns.create({ name })).id)
  await app.services.database.write([], async (transaction) => {
    await transaction.sql('UPDATE campaigns SET deleted_at = 1 WHERE id = ?', [ids[2] ?? 0])
    for (let number = 0; number < 240; number += 1) {
      const state = ['sent', 'sent', 'sent', 'failed', 'uncertain', 'cancelled'][number % 6] ?? ''
      const reason = state === 'uncertain' ? (number % 4 === 0 ? 'left' : 'no_reply') : null
      // Many share a moment, so that only the identifier tells them apart.
      const sentAt =
        state === 'sent' ? app.host.clock.now() - Math.floor(number / 20) * 100 * hour : null
      await transaction.sql(
        `INSERT INTO outbox (campaign_id, lead_id, idem_key, message_id, reference, account_id, message_version_id, email, domain, merge_values, state, reason, next_attempt_at, sent_at, created_at)
         VALUES (?, NULL, ?, ?, '', ?, 1, ?, '', '{}', ?, ?, 0, ?, 0)`,
        [
          ids[Math.floor(number / 7) % 3] ?? 0,
          `k${number}`,
          `m${number}`,
          number % 5 === 0 ? 0 : 1,
          `p${number}@exemple.fr`,
          state,
          reason,
          sentAt,
        ],
      )
    }
  })
})
afterEach(() => app.remove())

const stored = () => app.services.database.query<Stored>('SELECT * FROM outbox')
const isMeant: Record<DeliveryOutcome, (row: Stored) => boolean> = {
  accepted: (row) => row.state === 'sent' && row.account_id !== 0,
  sandboxed: (row) => row.state === 'sent' && row.account_id === 0,
  failed: (row) => row.state === 'failed',
  undecided: (row) => row.state === 'uncertain' && row.reason !== 'left',
}
async function walk(input: { outcome: DeliveryOutcome; sentFrom?: string; sentTo?: string }) {
  const ids: number[] = []
  const totals = new Set<number | null>()
  let cursor: string | undefined
  do {
    const page = await app.client.email.deliveries.list({ ...input, limit: 7, cursor })
    ids.push(...page.items.map(({ id }) => id))
    totals.add(page.total)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  return { ids, totals: [...totals] }
}
const inOrder = (rows: Stored[], key: 'sent_at' | 'campaign_id') =>
  rows
    .sort((one, other) => Number(other[key]) - Number(one[key]) || other.id - one.id)
    .map(({ id }) => id)

describe('the list of all messages', () => {
  it.each(['accepted', 'sandboxed', 'failed', 'undecided'] as const)(
    'gives each that is %s once, newest first, and their exact number',
    async (outcome) => {
      const wanted = inOrder(
        stored().filter(isMeant[outcome]),
        outcome === 'accepted' || outcome === 'sandboxed' ? 'sent_at' : 'campaign_id',
      )
      expect(wanted.length).toBeGreaterThan(8)
      expect(await walk({ outcome })).toEqual({ ids: wanted, totals: [wanted.length] })
    },
  )

  it('holds exactly what the dashboard counts in its period', async () => {
    const { period, figures, sandboxMessages } = await app.client.dashboard.overview({
      days: 30,
      timeZone: 'Europe/Paris',
    })
    const span = { sentFrom: period.from, sentTo: period.to }
    const [accepted, sandboxed] = [
      await walk({ outcome: 'accepted', ...span }),
      await walk({ outcome: 'sandboxed', ...span }),
    ]
    expect(accepted.ids).toHaveLength(figures.emailsSent.current ?? 0)
    expect(sandboxed.ids).toHaveLength(sandboxMessages)
    expect(accepted.ids.length).toBeLessThan((await walk({ outcome: 'accepted' })).ids.length)
    expect(accepted.totals).toEqual([accepted.ids.length])
  })

  it('names the campaign, and says which can no longer be opened', async () => {
    const { items } = await app.client.email.deliveries.list({ outcome: 'failed', limit: 100 })
    expect(
      new Set(items.map(({ campaignName, isOpenable }) => `${campaignName} ${isOpenable}`)),
    ).toEqual(new Set(['Une true', 'Deux true', 'Trois false']))
  })

  it('refuses a period for what has no moment', async () => {
    expect(
      await errorReasonOf(
        app.client.email.deliveries.list({ outcome: 'failed', sentFrom: '2026-11-01T00:00:00Z' }),
      ),
    ).toMatch(/validation/)
  })
})

describe('the list of campaigns', () => {
  it('holds exactly the ones the dashboard counts as started in a period, and as under way', async () => {
    const now = app.host.clock.now()
    await app.services.database.write([], (transaction) =>
      transaction.sql('UPDATE campaigns SET started_at = ? - id * ? * 20, status = ?', [
        now,
        24 * hour,
        'paused',
      ]),
    )
    const { period, figures } = await app.client.dashboard.overview({
      days: 30,
      timeZone: 'Europe/Paris',
    })
    const started = await app.client.email.campaigns.list({
      startedFrom: period.from,
      startedTo: period.to,
    })
    expect(started.items.map(({ name }) => name)).toEqual(['Une'])
    expect(figures.campaigns.current).toBe(1)
    const active = await app.client.email.campaigns.list({ isActive: true })
    expect(active.total).toBe(2)
    expect(figures.campaigns.value).toBe(2)
  })
})
