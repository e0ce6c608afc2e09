// How topics are read: over many leads too, and without counting people where only names are wanted.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { listTopics, topicNames } from '#main/features/crm/topics/topics.service.ts'
import type { Database } from '#main/database/database.ts'
import { plansOf } from '../../../support/database/queryPlans.ts'
import { createTestApp, type TestApp } from '../../../support/testApp.ts'

let app: TestApp
beforeEach(async () => void (app = await createTestApp()))
afterEach(() => app.remove())

const plans = (read: (place: { database: Database }) => unknown) =>
  plansOf(app.services.database, (database) => read({ database }))

it('counts who left a topic from who left it, and not from every lead', async () => {
  await app.client.crm.topics.create({ name: 'Promotions' })
  const steps = plans(listTopics)
  expect(steps.join('\n')).toMatch(/topic_refusals USING/)
  expect(steps.filter((step) => /FOR IN-OPERATOR|LIST SUBQUERY|SCAN leads/.test(step))).toEqual([])
})

it('gives names, by name, without counting anybody', async () => {
  for (const name of ['Promotions', 'Éclairages', 'Conseils'])
    await app.client.crm.topics.create({ name })
  expect(topicNames(app.services).map(({ name }) => name)).toEqual([
    ...['Conseils', 'Éclairages', 'Promotions'],
  ])
  const { items } = await app.client.crm.topics.list()
  expect(topicNames(app.services)).toEqual(items.map(({ key, name }) => ({ key, name })))
  expect(plans(topicNames).join('\n')).not.toMatch(/topic_refusals|leads/)
})
