// Scores that grow old are right whenever they are read, however long the application was closed; and
// the statement that brings many up to date says what the rule says.
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { leadScore, scoredFields } from '#shared/rules/leadScore.ts'
import { leadStatuses } from '#shared/leadFields/leadStatus.ts'
import { createTestApp, type TestApp } from '../../support/testApp.ts'

let app: TestApp
beforeAll(async () => void (app = await createTestApp()))
afterAll(() => app.remove())
const day = 24 * 60 * 60 * 1000

it('are lower in the list and on the lead a week and a month after the last contact', async () => {
  const met = await app.client.crm.leads.create({ firstName: 'Zoé', phone: '0601020304' })
  const other = await app.client.crm.leads.create({
    firstName: 'Ada',
    lastName: 'Roux',
    phone: '1',
  })
  await app.client.crm.interactions.create({ id: met.id, type: 'call' })
  const first = async () => {
    const { items } = await app.client.crm.leads.list({ sort: '-score' })
    return items.map(({ id, score }) => [id, score])
  }
  const { score } = await app.client.crm.leads.get({ id: met.id })
  expect((await first())[0]).toEqual([met.id, score])
  // Nothing ran meanwhile: the application was closed.
  app.host.clock.advance(21 * day)
  expect((await app.client.crm.leads.get({ id: met.id })).score).toBe(score - 5)
  app.host.clock.advance(14 * day)
  expect(await first()).toEqual([
    [other.id, other.score],
    [met.id, score - 15],
  ])
})

it('count a planned meeting as the last contact once its moment has come', async () => {
  const { id } = await app.client.crm.leads.create({ firstName: 'Bo' })
  const at = app.host.clock.now() + 3 * day
  const { occurredAt } = await app.client.crm.interactions.create({
    ...{ id, type: 'meeting', occurredAt: new Date(at).toISOString() },
  })
  const before = (await app.client.crm.leads.get({ id })).score
  app.host.clock.advance(3 * day + 1_000)
  expect(await app.client.crm.leads.get({ id })).toMatchObject({
    score: before + 15,
    lastContactAt: occurredAt,
  })
})

it('say of many leads at once what the rule says of each', async () => {
  const text = fc.constantFrom(null, 'x')
  const rows = fc.sample(
    fc.record({
      ...{ firstName: text, lastName: text },
      ...Object.fromEntries(scoredFields.map((name) => [name, text])),
      status: fc.constantFrom(...leadStatuses),
      estimatedValue: fc.constantFrom(0, 12.5),
      age: fc.constantFrom(null, 0, 6, 7, 8, 29, 30, 31, 400),
      interactions: fc.nat(8),
    }),
    { numRuns: 300, seed: 11 },
  )
  const start = app.host.clock.now()
  const ids: number[] = []
  for (const { age, interactions, ...draft } of rows) {
    const { id } = await app.client.crm.leads.create({
      ...draft,
      email: `s${ids.length}@x.example`,
    })
    ids.push(id)
    await app.services.database.write([], async (transaction) => {
      for (let n = 0; n < interactions; n += 1)
        await transaction.sql(
          `INSERT INTO interactions (lead_id, type, occurred_at, created_at) VALUES (?, 'note', ?, ?)`,
          [id, start, start],
        )
      if (age !== null)
        await transaction.sql('UPDATE leads SET last_contact_at = ? WHERE id = ?', [
          start - age * day,
          id,
        ])
    })
  }
  app.host.clock.advance(60 * day)
  const now = app.host.clock.now()
  for (const [index, id] of ids.entries()) {
    const lead = await app.client.crm.leads.get({ id })
    const { age, interactions: interactionCount, ...row } = rows[index] as (typeof rows)[number]
    const lastContactAt = age === null ? null : start - age * day
    if (lastContactAt === null || now - lastContactAt < 90 * day)
      expect([id, lead.score]).toEqual([
        id,
        lastContactAt === null
          ? lead.score
          : leadScore({ ...lead, ...row, interactionCount, lastContactAt }, now),
      ])
  }
})

it('are as of now where they choose who is counted and who is changed', async () => {
  const { crm } = app.client
  type Filter = Parameters<typeof crm.segments.count>[0]['filter']
  const askers: ((filter: NonNullable<Filter>) => Promise<number>)[] = [
    async (filter) => (await crm.segments.count({ filter })).count,
    async (filter) => (await crm.bulk.run({ filter, changes: { addTags: ['Vu'] } })).matched,
  ]
  for (const [index, ask] of askers.entries()) {
    const { id } = await crm.leads.create({ firstName: 'Max', lastName: `Roy${index}` })
    await crm.interactions.create({ id, type: 'call' })
    const { score } = await crm.leads.get({ id })
    const filter = {
      all: [
        { field: 'lastName' as const, op: 'is' as const, value: `Roy${index}` },
        { field: 'score' as const, op: 'above' as const, value: score - 1 },
      ],
    }
    expect([index, await ask(filter)]).toEqual([index, 1])
    app.host.clock.advance(35 * day)
    expect([index, await ask(filter)]).toEqual([index, 0])
  }
})
