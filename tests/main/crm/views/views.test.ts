// Views of the leads: kept under a name, and what the list says of each lead.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createTestApp, errorReasonOf, type TestApp } from '../../../support/testApp.ts'

let app: TestApp
beforeEach(async () => void (app = await createTestApp()))
afterEach(() => app.remove())

const content = {
  look: 'board' as const,
  columns: [{ key: 'name', width: 240 }, { key: 'owner' }, { key: 'custom.ville' }],
  sort: '-estimatedValue' as const,
  filter: {
    status: 'qualified' as const,
    filter: { all: [{ field: 'wonAt', op: 'thisMonth' as const }] },
  },
}

it('keeps columns, order, filter and look, lists by name, renames, and brings back', async () => {
  const { views } = app.client.crm
  const zoe = await views.create({ name: 'zoé', content })
  const all = await views.create({ name: 'Élan', content: {} })
  expect(all.content).toEqual({ look: 'list', columns: [], sort: '-createdAt', filter: {} })
  expect((await views.list()).items.map(({ name }) => name)).toEqual(['Élan', 'zoé'])
  expect(await views.update({ id: zoe.id, name: 'Zoé' })).toMatchObject({ name: 'Zoé', content })
  await views.delete({ id: zoe.id })
  expect((await views.list()).items).toHaveLength(1)
  expect((await app.client.crm.views.deleted()).map(({ name }) => name)).toEqual(['Zoé'])
  expect(await app.client.crm.views.restore({ id: zoe.id })).toMatchObject({ id: zoe.id, content })
})

it('refuses what cannot be looked at, and says why', async () => {
  const { views } = app.client.crm
  const filter = { filter: { all: [{ field: 'status', op: 'contains' as const, value: 'x' }] } }
  expect(await errorReasonOf(views.create({ name: 'a', content: { filter } }))).toBe(
    'filter_invalid',
  )
  const lost = views.create({ name: 'a', content: { filter: { segment: 99 } } })
  expect(await errorReasonOf(lost)).toBe('unknown_id')
  await expect(
    views.create({ name: 'a', content: { columns: [{ key: 'nope' }] } }),
  ).rejects.toThrow()
  const twice = { columns: [{ key: 'name' }, { key: 'name' }] }
  await expect(views.create({ name: 'a', content: twice })).rejects.toThrow()
  await expect(views.create({ name: ' ', content: {} })).rejects.toThrow()
  expect((await views.list()).items).toEqual([])
})

it('lists each lead with its next action and since when it is in its stage', async () => {
  const { leads, tasks } = app.client.crm
  const zoe = await leads.create({ firstName: 'Zoé' })
  const max = await leads.create({ firstName: 'Max' })
  await tasks.create({ leadId: zoe.id, title: 'Un jour' })
  await tasks.create({ leadId: zoe.id, title: 'Demain', dueAt: '2030-02-02' })
  const first = await tasks.create({
    leadId: zoe.id,
    title: 'Ce soir',
    dueAt: '2030-02-01T18:00:00.000Z',
  })
  app.host.clock.advance(86_400_000)
  await leads.update({ id: zoe.id, status: 'contacted' })
  const [listedMax, listedZoe] = (await leads.list({ sort: 'name' })).items
  expect(listedMax).toMatchObject({ nextAction: null, stageSince: max.createdAt })
  expect(listedZoe).toMatchObject({
    nextAction: { id: first.id, title: 'Ce soir', dueAt: '2030-02-01T18:00:00.000Z' },
    stageSince: new Date(app.host.clock.now()).toISOString(),
  })
  await tasks.update({ id: first.id, doneAt: new Date(app.host.clock.now()).toISOString() })
  expect((await leads.list({ search: 'zoe' })).items[0]?.nextAction).toMatchObject({
    title: 'Demain',
    dueAt: '2030-02-02',
  })
})
