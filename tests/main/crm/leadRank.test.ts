// Whom a search means most: people by their own name before those of a company of that name.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../support/testApp.ts'

let app: TestApp
beforeEach(async () => {
  app = await createTestApp()
})
afterEach(() => app.remove())

const found = async (search: string, limit = 6) =>
  (await app.client.crm.leads.list({ search, limit, sort: 'match' })).items.map((lead) =>
    [lead.firstName, lead.lastName, lead.company].filter(Boolean).join(' '),
  )

it('puts the own name first, whole before beginning before middle', async () => {
  const people = [
    { firstName: 'Rose', lastName: 'Martin' },
    { firstName: 'Martin', lastName: 'Dupré' },
    { firstName: 'Zoé', lastName: 'Martinez' },
    { firstName: 'Ana', lastName: 'Saint-Martin' },
    { email: 'martin.a@exemple.fr', firstName: 'Paul', lastName: 'Roy' },
    { company: 'Martin', firstName: 'Léa', lastName: 'Bel' },
    { company: 'Garage Martin', firstName: 'Luc', lastName: 'Alb' },
  ]
  for (const person of people) {
    await app.client.crm.leads.create(person)
    app.host.clock.advance(1000)
  }
  expect(await found('martin', 10)).toEqual([
    'Martin Dupré',
    'Rose Martin',
    'Zoé Martinez',
    'Ana Saint-Martin',
    'Paul Roy',
    'Léa Bel Martin',
    'Luc Alb Garage Martin',
  ])
  expect(await found('rose martin')).toEqual(['Rose Martin'])
  expect(await found('martin rose')).toEqual(['Rose Martin'])
})

it('finds a person by name among very many newer ones of a company of that name', async () => {
  await app.client.crm.leads.create({
    firstName: 'Élise',
    lastName: 'Cœur',
    phone: '06 12 34 56 78',
  })
  for (let index = 0; index < 560; index += 1)
    await app.client.crm.leads.create({ lastName: `n${index}`, company: 'Coeur de ville' })
  expect((await found('coeur'))[0]).toBe('Élise Cœur')
  expect((await found('elise cœur'))[0]).toBe('Élise Cœur')
  expect(await found('+33612345678')).toEqual(['Élise Cœur'])
})

it('is the newest first without a search, and goes with other filters', async () => {
  await app.client.crm.leads.create({ lastName: 'Martin' })
  await app.client.crm.leads.create({ lastName: 'Martin', status: 'won', company: 'B' })
  const { items } = await app.client.crm.leads.list({ sort: 'match' })
  expect(items.map((lead) => lead.id)).toEqual([2, 1])
  const won = await app.client.crm.leads.list({ sort: 'match', search: 'martin', status: 'won' })
  expect(won).toMatchObject({ total: 1, items: [{ id: 2 }], nextCursor: null })
})
