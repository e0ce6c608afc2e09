// Changes to many leads, and taking them back: the whole database is as it was, whatever was
// changed, after a restart too; what was changed again since stays.
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { BulkChanges } from '#shared/contract/crm/bulk.ts'
import type { LeadDraft } from '#shared/contract/crm.contract.ts'
import { leadStatuses } from '#shared/leadFields/leadStatus.ts'
import { contentOf } from '../../support/databaseContent.ts'
import { createTestApp, errorReasonOf, type TestApp } from '../../support/testApp.ts'

let app: TestApp
beforeEach(async () => void (app = await createTestApp()))
afterEach(() => app.remove())

const content = () => contentOf(app.services.database.path)

const maybe = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: null })
const tags = ['Salon', 'VIP', 'été', 'client']
const person = fc.record({
  source: maybe(['Salon', 'Web']),
  status: fc.constantFrom(...leadStatuses),
  estimatedValue: fc.constantFrom(0, 250),
  tags: fc.subarray(tags),
  custom: fc.record({ ville: fc.constantFrom('Lyon', 'Nice', null) }),
})
const changesOf: fc.Arbitrary<BulkChanges> = fc
  .record(
    {
      status: fc.constantFrom(...leadStatuses),
      source: fc.constantFrom('', 'Foire'),
      addTags: fc.subarray([...tags, 'SALON', 'neuf']),
      removeTags: fc.subarray([...tags, 'vip']),
      custom: fc.constantFrom<Record<string, string | null>>(
        { ville: 'Paris' },
        { ville: null },
        {},
      ),
    },
    { requiredKeys: [] },
  )
  .map((changes) => ({ addTags: ['tout'], ...changes }))

async function fill(people: LeadDraft[]): Promise<void> {
  await app.client.crm.customFields.create({ name: 'Ville' })
  for (const [index, draft] of people.entries()) {
    const { id } = await app.client.crm.leads.create({ ...draft, firstName: `n${index}` })
    app.host.clock.advance(3_600_000)
    if (index % 2 === 0) await app.client.crm.leads.update({ id, status: 'won' })
    if (index % 4 === 0) await app.client.crm.leads.update({ id, status: 'negotiation' })
  }
  app.host.clock.advance(24 * 3_600_000)
}

describe('a change of many leads', () => {
  it('says whom it met, and leaves what nobody asked for', async () => {
    const { crm } = app.client
    await fill(fc.sample(person, { numRuns: 6, seed: 5 }))
    const before = (await crm.leads.list({})).items
    const run = await crm.bulk.run({
      filter: { all: [{ field: 'firstName', op: 'isNot', value: 'n0' }] },
      changes: { status: 'qualified', addTags: ['Foire', 'FOIRE'], custom: { ville: 'Lille' } },
    })
    expect(run).toMatchObject({ state: 'done', matched: 5, done: 5, changed: 5 })
    for (const { id, firstName, tags: had, ...lead } of before) {
      const now = await crm.leads.get({ id })
      if (firstName === 'n0') expect(now).toMatchObject({ status: lead.status, tags: had })
      else
        expect(now).toMatchObject({
          status: 'qualified',
          tags: [...had, 'Foire'],
          estimatedValue: lead.estimatedValue,
          custom: { ville: 'Lille' },
        })
    }
    const again = await crm.bulk.run({
      ids: before.map(({ id }) => id),
      changes: { addTags: ['foire'] },
    })
    expect(again).toMatchObject({ matched: 6, changed: 1 })
  })

  it('is taken back to the last row, whatever it was', async () => {
    await fill(fc.sample(person, { numRuns: 12, seed: 9 }))
    await fc.assert(
      fc.asyncProperty(
        changesOf,
        fc.subarray([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], { minLength: 1 }),
        async (changes, ids) => {
          const before = content()
          const { id, changed } = await app.client.crm.bulk.run({ ids, changes })
          const undone = await app.client.crm.bulk.undo({ id })
          expect(undone).toEqual({ restored: changed, kept: 0 })
          expect(content()).toEqual(before)
        },
      ),
      { numRuns: 10, seed: 2 },
    )
  })

  it('keeps what was changed again since, and gives the rest back', async () => {
    const { crm } = app.client
    const lead = await crm.leads.create({ firstName: 'Léa', tags: ['VIP'], source: 'Web' })
    const other = await crm.leads.create({ firstName: 'Zoé', source: 'Web' })
    const { id } = await crm.bulk.run({
      filter: {},
      changes: { status: 'won', source: 'Foire' },
    })
    await crm.leads.update({ id: lead.id, status: 'lost', notes: 'plus tard' })
    expect(await crm.bulk.undo({ id })).toEqual({ restored: 1, kept: 1 })
    expect(await crm.leads.get({ id: lead.id })).toMatchObject({
      status: 'lost',
      source: 'Web',
      notes: 'plus tard',
    })
    expect(await crm.leads.get({ id: other.id })).toEqual(other)
    expect(await errorReasonOf(crm.bulk.undo({ id }))).toBe('change_not_undoable')
  })

  it('gives no reason for losing back to a lead that is not lost any more', async () => {
    const { crm } = app.client
    const lost = { status: 'lost', lostReason: 'Trop cher' } as const
    const ids: number[] = []
    for (const firstName of ['Léa', 'Zoé'])
      ids.push((await crm.leads.create({ firstName, ...lost })).id)
    const [lea = 0, zoe = 0] = ids
    const { id } = await crm.bulk.run({ ids, changes: { status: 'qualified' } })
    await crm.leads.update({ id: lea, status: 'won' })
    expect(await crm.bulk.undo({ id })).toEqual({ restored: 1, kept: 1 })
    expect(await crm.leads.get({ id: lea })).toMatchObject({ status: 'won', lostReason: null })
    expect(await crm.leads.get({ id: zoe })).toMatchObject(lost)
  })

  it('keeps a stage that was left and taken again since, with the way there', async () => {
    const { crm } = app.client
    const lead = await crm.leads.create({ firstName: 'Léa' })
    const { id } = await crm.bulk.run({ ids: [lead.id], changes: { status: 'won' } })
    for (const status of ['lost', 'won'] as const) {
      app.host.clock.advance(3_600_000)
      await crm.leads.update({ id: lead.id, status })
    }
    const moves = content()['lead_stage_changes']
    expect(await crm.bulk.undo({ id })).toEqual({ restored: 0, kept: 1 })
    expect((await crm.leads.get({ id: lead.id })).status).toBe('won')
    expect(content()['lead_stage_changes']).toEqual(moves)
  })

  it('leaves leads alone that are deleted before it is taken back', async () => {
    const { crm } = app.client
    const lead = await crm.leads.create({ firstName: 'Léa' })
    const { id } = await crm.bulk.run({ ids: [lead.id, 99], changes: { status: 'won' } })
    await crm.leads.delete({ id: lead.id })
    expect(await crm.bulk.undo({ id })).toEqual({ restored: 0, kept: 1 })
    expect((await crm.leads.restore({ id: lead.id })).status).toBe('won')
  })

  it.each([
    [{ ids: [1], filter: {}, changes: { status: 'won' } }],
    [{ changes: { status: 'won' } }],
    [{ ids: [1], changes: {} }],
    [{ ids: [], changes: { status: 'won' } }],
    [{ ids: [1], changes: { addTags: [' '] } }],
    [{ ids: [1], changes: { email: 'a@b.fr' } }],
  ])('refuses %j', async (input) => {
    await expect(app.client.crm.bulk.run(input as never)).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    })
  })

  it('refuses a value that a field does not take, before anything is changed', async () => {
    const { crm } = app.client
    const lead = await crm.leads.create({ firstName: 'Léa' })
    await crm.customFields.create({ name: 'Rang', kind: 'number' })
    const changes = { status: 'won', custom: { rang: 'un' } } as const
    expect(await errorReasonOf(crm.bulk.run({ ids: [lead.id], changes }))).toBe(
      'custom_value_invalid',
    )
    expect(await crm.leads.get({ id: lead.id })).toEqual(lead)
  })

  it('can be taken back after a restart, for thirty days', async () => {
    const { crm } = app.client
    await crm.leads.create({ firstName: 'Léa' })
    const { id } = await crm.bulk.run({ filter: {}, changes: { status: 'won' } })
    app.host.clock.advance(31 * 24 * 3_600_000)
    expect(await errorReasonOf(crm.bulk.undo({ id }))).toBe('change_not_undoable')
    app.host.clock.advance(-2 * 24 * 3_600_000)
    expect(await crm.bulk.undo({ id })).toEqual({ restored: 1, kept: 0 })
  })
})
