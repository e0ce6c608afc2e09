// One history per person: every kind of entry told, in one order, page after page, against a naive
// reading of the same tables; and whether the person may be written to.
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TimelineEntry, TimelineKind } from '#shared/contract/crm/timeline.ts'
import { createTestApp, errorReasonOf, type TestApp } from '../../support/testApp.ts'

let app: TestApp
beforeEach(async () => {
  app = await createTestApp()
})
afterEach(() => app.remove())

const leads = () => app.client.crm.leads
const kindsOf = async (id: number, kinds?: string) =>
  (await leads().timeline({ id, ...(kinds === undefined ? {} : { kinds }) })).items.map(
    ({ kind }) => kind,
  )

async function wholeStory(id: number, limit: number, kinds?: string): Promise<TimelineEntry[]> {
  const read: TimelineEntry[] = []
  for (let cursor: string | undefined; ;) {
    const page = await leads().timeline({
      ...{ id, limit },
      ...(cursor === undefined ? {} : { cursor }),
      ...(kinds === undefined ? {} : { kinds }),
    })
    expect(page.items.length).toBeLessThanOrEqual(limit)
    read.push(...page.items)
    if (page.nextCursor === null) return read
    cursor = page.nextCursor
  }
}

/** Rows of the sending thread and of funnels, which no call of the interface writes. */
const write = (statement: string, parameters: (string | number | null)[]) =>
  app.services.database.write([], (transaction) => transaction.sql(statement, parameters))

type Message = { leadId: number; state: string; at: number; reply?: string; campaignId?: number }
let lastMessage = 0
async function message({ leadId, state, at, reply, campaignId = 1 }: Message): Promise<number> {
  const n = (lastMessage += 1)
  await write(
    `INSERT INTO outbox (id, campaign_id, lead_id, idem_key, message_id, reference, account_id, message_version_id, email, domain, merge_values, state,
       last_reply, next_attempt_at, handed_at, sent_at, created_at) VALUES (?, ?, ?, ?, ?, ?, 1, 1, ?, 'exemple.example', '{}', ?, ?, ?, ?, ?, 0)`,
    [
      ...[n, campaignId, leadId, `k${n}`, `m${n}`, `r${n}`, `z${n}@exemple.example`, state],
      ...[reply ?? null, at, at, state === 'sent' ? at : null],
    ],
  )
  if (state === 'failed')
    await write(
      'INSERT INTO send_attempts (outbox_id, account_id, attempted_at, outcome) VALUES (?, 1, ?, ?)',
      [n, at, 'refused'],
    )
  return n
}

describe('the history of a person', () => {
  it('tells every kind of thing, newest first, and what is planned before all', async () => {
    const { id } = await leads().create({ firstName: 'Zoé', email: 'zoe@exemple.example' })
    app.host.clock.advance(60_000)
    await leads().update({ id, status: 'contacted' })
    app.host.clock.advance(60_000)
    await app.client.crm.interactions.create({ id, type: 'call', subject: 'Appel' })
    const letter = await app.client.email.campaigns.create({ name: 'Lettre' })
    app.host.clock.advance(60_000)
    const now = () => app.host.clock.now()
    const reply = '550 5.1.1 No such user'
    await message({ leadId: id, state: 'failed', at: now(), reply, campaignId: letter.id })
    const { id: taskId } = await app.client.crm.tasks.create({ title: 'Écrire', leadId: id })
    app.host.clock.advance(60_000)
    await app.client.crm.tasks.update({ id: taskId, doneAt: new Date(now()).toISOString() })
    await app.client.crm.tasks.create({ title: 'Visite', leadId: id, dueAt: '2026-12-24' })
    await app.client.crm.interactions.create({
      ...{ id, type: 'meeting', subject: 'Café' },
      occurredAt: '2026-12-25T10:00:00Z',
    })
    const { items, total, nextCursor } = await leads().timeline({ id })
    expect([total, nextCursor]).toEqual([null, null])
    expect(items).toMatchObject([
      { kind: 'meeting', isPlanned: true, interaction: { subject: 'Café' } },
      { kind: 'task', isPlanned: true, task: { title: 'Visite', dueAt: '2026-12-24' } },
      { kind: 'task', isPlanned: false, task: { title: 'Écrire' } },
      { kind: 'message', state: 'failed', reply, campaignName: 'Lettre', isOpenable: true },
      { kind: 'call', isPlanned: false },
      { kind: 'stage', from: 'new', to: 'contacted' },
      { kind: 'creation' },
    ])
    expect(await kindsOf(id, 'message,stage')).toEqual(['message', 'stage'])
    expect(await kindsOf(id, 'call')).toEqual(['call'])
    expect(await kindsOf(id, 'sale')).toEqual([])
    await app.client.email.campaigns.delete({ id: letter.id })
    expect((await leads().timeline({ id, kinds: 'message' })).items).toMatchObject([
      { isOpenable: false },
    ])
  })

  it('tells forms and sales as what they are, and consents with their words', async () => {
    const { id } = await leads().create({ firstName: 'Zoé' })
    const at = app.host.clock.now() - 1000
    for (const [kind, moment] of [
      ['form', at],
      ['sale', at + 10],
    ] as const) {
      await write(
        `INSERT INTO funnel_events (event_id, kind, at, funnel_id, page_id, lead_id, amount_cents, currency) VALUES (?, ?, ?, 1, 1, ?, 100, 'EUR')`,
        [kind, kind, moment, id],
      )
      await write(
        `INSERT INTO interactions (lead_id, type, subject, occurred_at, created_at) VALUES (?, 'note', ?, ?, ?)`,
        [id, kind, moment, at + 1000],
      )
    }
    await write(
      `INSERT INTO consent_events (event_id, lead_id, purpose, action, method, at, recorded_at) VALUES ('e', ?, 'write', 'granted', 'form', ?, 0)`,
      [id, at + 5],
    )
    expect(await kindsOf(id)).toEqual(['creation', 'sale', 'consent', 'form'])
    expect(await kindsOf(id, 'note')).toEqual([])
    expect((await leads().timeline({ id, kinds: 'sale,form' })).items).toMatchObject([
      { kind: 'sale', interaction: { isMeasured: true } },
      { kind: 'form', interaction: { isMeasured: true } },
    ])
  })

  it('refuses unknown leads and kinds', async () => {
    const { id } = await leads().create({ firstName: 'Zoé' })
    expect(await errorReasonOf(leads().timeline({ id: 99 }))).toBe('unknown_id')
    for (const kinds of ['', 'note,', 'note;call', 'NOTE', '1=1'])
      expect(await errorReasonOf(leads().timeline({ id, kinds }))).toMatch(/validation/i)
  })

  it('is what a naive reading finds, at any page length and with any kinds', async () => {
    const one = await leads().create({ firstName: 'Zoé' })
    const other = await leads().create({ firstName: 'Ali' })
    const now = app.host.clock.now()
    const kinds = ['note', 'call', 'message', 'stage', 'consent', 'task', 'open'] as const
    const rows = fc.array(
      fc.record({
        kind: fc.constantFrom(...kinds),
        // Few moments, so that many entries share one.
        at: fc.integer({ min: 1, max: 4 }).map((step) => now - 10_000 + step * 3_000),
        leadId: fc.constantFrom(one.id, one.id, one.id, other.id),
      }),
      { minLength: 1, maxLength: 30 },
    )
    const wanted = fc.option(
      fc.uniqueArray(
        fc.constantFrom<TimelineKind>(
          'note',
          'call',
          'message',
          'stage',
          'consent',
          'task',
          'creation',
        ),
        {
          minLength: 1,
          maxLength: 4,
        },
      ),
      { nil: undefined },
    )
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.integer({ min: 1, max: 7 }),
        wanted,
        async (drawn, limit, chosen) => {
          await emptied()
          const expected: string[] = ['creation']
          for (const { kind, at, leadId } of drawn) {
            await insertDrawn(kind, at, leadId)
            if (leadId === one.id) expected.push(kind === 'open' ? 'task' : kind)
          }
          const story = await wholeStory(one.id, limit, chosen?.join(','))
          expect(story.map(({ kind }) => kind).toSorted()).toEqual(
            expected
              .filter((kind) => chosen === undefined || chosen.some((one) => one === kind))
              .toSorted(),
          )
          const moments = story.map(({ at }) => Date.parse(at))
          expect(moments).toEqual(moments.toSorted((a, b) => b - a))
          expect(new Set(story.map(({ kind, id }) => `${kind} ${id}`)).size).toBe(story.length)
          // The order does not depend on where pages end.
          expect(story).toEqual(await wholeStory(one.id, 200, chosen?.join(',')))
        },
      ),
      { numRuns: 25 },
    )
  })

  async function emptied(): Promise<void> {
    for (const table of ['interactions', 'outbox', 'send_attempts', 'lead_stage_changes', 'tasks'])
      await write(`DELETE FROM ${table}`, [])
    // The ledger only grows; what it told of others stays out of this history.
    await app.services.database.write([], async (transaction) => {
      await transaction.sql('DROP TRIGGER IF EXISTS consent_events_not_lost')
      await transaction.sql('DELETE FROM consent_events')
    })
  }

  let drawnCount = 0
  async function insertDrawn(kind: string, at: number, leadId: number): Promise<void> {
    const n = (drawnCount += 1)
    if (kind === 'message')
      return void (await message({ leadId, state: n % 2 === 0 ? 'sent' : 'failed', at }))
    const [statement, parameters] = {
      stage: [
        `INSERT INTO lead_stage_changes (lead_id, from_status, to_status, changed_at) VALUES (?, 'new', 'lost', ?)`,
        [leadId, at],
      ],
      consent: [
        `INSERT INTO consent_events (lead_id, at, event_id, purpose, action, method, recorded_at) VALUES (?, ?, ?, 'write', 'withdrawn', 'unsubscribe', 0)`,
        [leadId, at, `drawn${n}`],
      ],
      task: [
        `INSERT INTO tasks (lead_id, done_at, title, due_order, created_at, updated_at) VALUES (?, ?, 't', 0, 0, 0)`,
        [leadId, at],
      ],
      open: [
        `INSERT INTO tasks (lead_id, due_at, due_order, title, created_at, updated_at) VALUES (?, ?, ?, 't', 0, 0)`,
        [leadId, at, at],
      ],
    }[kind] ?? [
      `INSERT INTO interactions (lead_id, occurred_at, created_at, type) VALUES (?, ?, ?, ?)`,
      [leadId, at, at, kind],
    ]
    await write(statement as string, parameters as (string | number)[])
  }
})

describe('whether a person can receive e-mails', () => {
  it('is what the recipients of a campaign to it say', async () => {
    const refusals = [
      { entries: 'zoe@exemple.example', reason: 'hard_bounce', scope: 'address' },
      { entries: 'exemple.example', reason: 'manual', scope: 'domain' },
    ] as const
    const { id } = await leads().create({ firstName: 'Zoé', email: 'zoe@exemple.example' })
    const judged = () => app.client.email.reachability({ id })
    const recipients = async () =>
      (await app.client.email.campaigns.audience({ recipients: {} })).recipients
    expect(await judged()).toMatchObject({ canReceive: true, reason: null })
    for (const { entries, reason, scope } of refusals) {
      await app.client.email.suppressions.add({ entries, reason })
      expect([await judged(), await recipients()]).toMatchObject([
        { canReceive: false, reason, scope },
        0,
      ])
      const [refusal] = (await app.client.email.suppressions.list({})).items
      await app.client.email.suppressions.delete({ id: refusal?.id ?? 0 })
      expect([(await judged()).canReceive, await recipients()]).toEqual([true, 1])
    }
    await leads().update({ id, email: null })
    expect([await judged(), await recipients()]).toMatchObject([
      { canReceive: false, reason: 'no_address', since: null },
      0,
    ])
    expect(await errorReasonOf(app.client.email.reachability({ id: 99 }))).toBe('unknown_id')
  })
})
