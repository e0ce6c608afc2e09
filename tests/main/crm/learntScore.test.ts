// The learnt score through the router: what it needs, what it says of itself and of a lead, that it
// looks at nothing that came with the decision, and that it learns by itself.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, errorReasonOf, type TestApp } from '../../support/testApp.ts'
import { learnWhenDue } from '#main/features/crm/scoring/scoring.service.ts'
import { wantedLeads } from '#main/features/crm/scoring/wantedLeads.ts'
import type { LeadDraft } from '#shared/contract/crm.contract.ts'

let app: TestApp
beforeEach(async () => void (app = await createTestApp()))
afterEach(() => app.remove())
const day = 24 * 60 * 60 * 1000

/** Leads that are entered, and moved into their stage a week later. */
async function decide(
  status: 'won' | 'lost',
  count: number,
  draft: (at: number) => LeadDraft = () => ({}),
): Promise<number[]> {
  const { leads } = app.client.crm
  const ids: number[] = []
  for (let at = 0; at < count; at++)
    ids.push((await leads.create({ firstName: `${status} ${at}`, ...draft(at) })).id)
  app.host.clock.advance(7 * day)
  for (const id of ids) await leads.update({ id, status })
  return ids
}

describe('a model', () => {
  it('says before anything was learnt how many leads are missing', async () => {
    await decide('won', 2)
    expect(await app.client.crm.scoring.model()).toMatchObject({
      ...{ state: 'untrained', trainedAt: null, auc: null, columns: [] },
      ...{ counts: { won: 2, lost: 0 }, missing: { won: 28, lost: 30 } },
    })
    expect(await app.client.crm.scoring.train()).toMatchObject({
      ...{ state: 'too_few', missing: { won: 28, lost: 30 }, columns: [] },
    })
    // Leads that came since count.
    await decide('won', 28)
    expect(await app.client.crm.scoring.model()).toMatchObject({
      ...{ state: 'too_few', counts: { won: 30, lost: 0 }, missing: { won: 0, lost: 30 } },
    })
    await decide('lost', 30)
    expect(await app.client.crm.scoring.model()).toMatchObject({ state: 'untrained' })
  })

  it('says of each lead how likely it is won, and why', async () => {
    const { crm } = app.client
    await crm.customFields.create({ name: 'Budget', key: 'budget', kind: 'money' })
    await decide('won', 40, (at) => ({
      source: at % 5 ? 'Salon' : 'Annonce',
      custom: { budget: 900 + at },
      tags: ['Client'],
    }))
    await decide('lost', 40, (at) => ({
      source: at % 5 ? 'Annonce' : 'Salon',
      custom: { budget: 880 + at },
    }))
    const model = await crm.scoring.train()
    expect(model).toMatchObject({ state: 'ready', counts: { won: 40, lost: 40 } })
    expect(model).toEqual(await crm.scoring.model())
    expect(model.auc?.folds).toHaveLength(5)
    expect(model.auc?.mean).toBeGreaterThan(0.8)
    const source = model.columns.find(({ column }) => column === 'source')
    expect(source?.features.map(({ value, leads }) => [value, leads])).toEqual([
      ['Annonce', 40],
      ['Salon', 40],
    ])
    expect(model.columns.find(({ column }) => column === 'custom.budget')?.name).toBe('Budget')
    // The tag says that it was won.
    expect(model.leftOut).toContainEqual({ column: 'tags', name: null, reason: 'one_value' })

    const good = await crm.leads.create({
      firstName: 'Zoé',
      source: 'salon',
      custom: { budget: 930 },
    })
    const poor = await crm.leads.create({
      firstName: 'Ada',
      source: 'Annonce',
      custom: { budget: 890 },
    })
    const [likely, unlikely] = await Promise.all(
      [good, poor].map(({ id }) => crm.scoring.likelihood({ id })),
    )
    expect(likely?.probability).toBeGreaterThan(0.6)
    expect(unlikely?.probability).toBeLessThan(0.4)
    expect(likely?.usual).toBe(0.5)
    expect(likely?.reasons).toContainEqual({
      ...{ column: 'source', name: null, values: ['salon'] },
      effect: expect.closeTo(
        -(unlikely?.reasons.find((r) => r.column === 'source')?.effect ?? 0),
        1,
      ) as number,
    })
    // The score by rules is what it was.
    expect((await crm.leads.get({ id: good.id })).score).toBe(good.score)
  })

  it('that knows nothing better than chance says so, and nothing of a lead', async () => {
    await decide('won', 30, (at) => ({ source: at % 2 ? 'A' : 'B' }))
    const [id = 0] = await decide('lost', 30, (at) => ({ source: at % 2 ? 'A' : 'B' }))
    expect((await app.client.crm.scoring.train()).state).toBe('no_signal')
    expect(await app.client.crm.scoring.likelihood({ id })).toEqual({
      ...{ state: 'no_signal', probability: null, usual: null, reasons: [] },
    })
    expect(await errorReasonOf(app.client.crm.scoring.likelihood({ id: 999_999 }))).toBe(
      'unknown_id',
    )
  })

  it('leaves out what it is asked to, and goes on doing so', async () => {
    await decide('won', 30, () => ({ source: 'A', company: 'X' }))
    await decide('lost', 30, (at) => ({ source: 'B', company: at % 3 ? null : 'X' }))
    const { scoring } = app.client.crm
    const first = await scoring.train()
    expect(first.columns.find(({ column }) => column === 'source')?.isSuspicious).toBe(true)
    const second = await scoring.train({ leaveOut: ['source'] })
    expect(second.columns.map(({ column }) => column)).toEqual(['company'])
    expect((await scoring.train()).choices).toEqual({ leaveOut: ['source'], include: [] })
    expect((await scoring.train({ leaveOut: [] })).columns).toHaveLength(2)
  })
})

describe('what came with the decision', () => {
  /** Calls of a lead on the day it was decided, or a week before. */
  async function called(ids: readonly number[], ago: number) {
    const occurredAt = new Date(app.host.clock.now() - ago).toISOString()
    for (const id of ids) await app.client.crm.interactions.create({ id, type: 'call', occurredAt })
  }

  it('is not learnt from: a call on the day it was won, or entered afterwards', async () => {
    const won = await decide('won', 30)
    await called(won, 0)
    await called(won, 5 * day)
    await decide('lost', 30)
    const model = await app.client.crm.scoring.train()
    expect(model.state).toBe('no_signal')
    expect(model.leftOut).toContainEqual({
      ...{ column: 'contacts.call', name: null, reason: 'one_value' },
    })
  })

  it('is told from what came before: calls of the time when it was open count', async () => {
    const { leads, interactions } = app.client.crm
    const ids: number[] = []
    for (let at = 0; at < 60; at++) ids.push((await leads.create({ firstName: `Lead ${at}` })).id)
    for (const id of ids.slice(0, 30)) await interactions.create({ id, type: 'call' })
    app.host.clock.advance(3 * day)
    for (const [at, id] of ids.entries())
      await leads.update({ id, status: at < 30 ? 'won' : 'lost' })
    const model = await app.client.crm.scoring.train()
    expect(model.columns.map(({ column }) => column)).toEqual(['contacts.call'])
    const { id } = await leads.create({ firstName: 'Zoé' })
    const before = await app.client.crm.scoring.likelihood({ id })
    await interactions.create({ id, type: 'call' })
    const after = await app.client.crm.scoring.likelihood({ id })
    expect(after.probability).toBeGreaterThan(before.probability ?? 1)
    expect(after.reasons).toMatchObject([{ column: 'contacts.call', values: ['1'] }])
  })
})

describe('by itself', () => {
  const isTrained = async () => (await app.client.crm.scoring.model()).trainedAt

  it('it learns once there are enough of each, and again after a tenth is new', async () => {
    await decide('won', 30, () => ({ source: 'A' }))
    await learnWhenDue(app.services)
    expect(await isTrained()).toBeNull()
    await decide('lost', 30, () => ({ source: 'B' }))
    await learnWhenDue(app.services)
    const first = await isTrained()
    expect(first).not.toBeNull()
    await decide('lost', 9, () => ({ source: 'B' }))
    await learnWhenDue(app.services)
    expect(await isTrained()).toBe(first)
    await decide('lost', 1, () => ({ source: 'B' }))
    await learnWhenDue(app.services)
    expect(await isTrained()).not.toBe(first)
  })

  it('answers all who ask at once by one learning', async () => {
    await decide('won', 30, () => ({ source: 'A' }))
    await decide('lost', 30, () => ({ source: 'B' }))
    const { scoring } = app.client.crm
    const [one, other, without] = await Promise.all([
      scoring.train(),
      scoring.train(),
      scoring.train({ leaveOut: ['source'] }),
    ])
    expect(other).toEqual(one)
    expect(without?.leftOut).toContainEqual({ column: 'source', name: null, reason: 'by_user' })
  })
})

it('looks at a hundred thousand leads at most, as even as they can be', () => {
  expect(wantedLeads({ won: 10, lost: 20 })).toEqual({ won: 10, lost: 20 })
  expect(wantedLeads({ won: 1_000, lost: 900_000 })).toEqual({ won: 1_000, lost: 99_000 })
  expect(wantedLeads({ won: 80_000, lost: 90_000 })).toEqual({ won: 50_000, lost: 50_000 })
})
