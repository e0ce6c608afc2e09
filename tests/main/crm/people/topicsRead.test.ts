// How topics are read: over many leads too, and without counting people where only names are wanted.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { listTopics, topicNames } from '#main/features/crm/topics/topics.service.ts'
import { integer, text } from '#main/database/columnKinds.ts'
import type { Database } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { createTestApp, type TestApp } from '../../../support/testApp.ts'

let app: TestApp
beforeEach(async () => void (app = await createTestApp()))
afterEach(() => app.remove())

const step = rowOf({ id: integer(), parent: integer(), notused: integer(), detail: text() })

/** What SQLite does for each statement that reading asks for. */
function plansOf(read: (place: { database: Database }) => unknown): string[] {
  const { database } = app.services
  const asked: string[] = []
  const listening: Database = {
    ...database,
    all: (reader, statement, parameters = []) => {
      asked.push(statement)
      return database.all(reader, statement, parameters)
    },
  }
  read({ database: listening })
  return asked.flatMap((statement) =>
    database.all(step, `EXPLAIN QUERY PLAN ${statement}`, []).map(({ detail }) => detail),
  )
}

it('counts who left a topic from who left it, and not from every lead', async () => {
  await app.client.crm.topics.create({ name: 'Promotions' })
  const plans = plansOf(listTopics)
  expect(plans.join('\n')).toMatch(/topic_refusals USING/)
  expect(plans.filter((plan) => /FOR IN-OPERATOR|LIST SUBQUERY|SCAN leads/.test(plan))).toEqual([])
})

it('gives names, by name, without counting anybody', async () => {
  for (const name of ['Promotions', 'Éclairages', 'Conseils'])
    await app.client.crm.topics.create({ name })
  expect(topicNames(app.services).map(({ name }) => name)).toEqual([
    ...['Conseils', 'Éclairages', 'Promotions'],
  ])
  const { items } = await app.client.crm.topics.list()
  expect(topicNames(app.services)).toEqual(items.map(({ key, name }) => ({ key, name })))
  expect(plansOf(topicNames).join('\n')).not.toMatch(/topic_refusals|leads/)
})
