// What a host with notices is told of tasks: the day's number once, each moment when it comes.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { remind, type Told } from '#main/features/crm/tasks/reminders.job.ts'
import { createTestApp, type TestApp } from '../../support/testApp.ts'

let app: TestApp
let told: Told
let notices: { title: string; body: string }[]
beforeEach(async () => {
  app = await createTestApp()
  await app.client.settings.update({ timeZone: 'Europe/Paris' })
  told = { until: app.host.clock.now(), day: null }
  notices = []
})
afterEach(() => app.remove())

async function look(): Promise<string[]> {
  notices = []
  told = await remind(app.services, (notice) => void notices.push(notice), told)
  return notices.map(({ title, body }) => `${title}: ${body}`)
}
const add = (title: string, dueAt: string) => app.client.crm.tasks.create({ title, dueAt })
const minutes = (count: number) => app.host.clock.advance(count * 60_000)

it('tells the number of the day once, and nothing where there is none', async () => {
  expect(await look()).toEqual([])
  await add('a', '2026-11-23')
  await add('b', '2026-11-22')
  minutes(1)
  expect(await look()).toEqual([])
  app.host.clock.set(Date.parse('2026-11-23T07:00:00Z'))
  expect(await look()).toEqual(['À faire aujourd’hui: 2 tâches attendent'])
  minutes(1)
  expect(await look()).toEqual([])
  await app.client.settings.update({ language: 'en' })
  app.host.clock.set(Date.parse('2026-11-24T07:00:00Z'))
  expect(await look()).toEqual(['To do today: 2 tasks are waiting'])
})

it('tells a task when its moment comes, once, with whom it is for, and many as one', async () => {
  await look()
  const { id } = await app.client.crm.leads.create({ firstName: 'Zoé' })
  await app.client.crm.tasks.create({
    title: 'Rappeler',
    dueAt: '2026-11-22T09:02:00Z',
    leadId: id,
  })
  const done = await add('Faite', '2026-11-22T09:02:00Z')
  await app.client.crm.tasks.update({ id: done.id, doneAt: '2026-11-22T09:00:00Z' })
  minutes(1)
  expect(await look()).toEqual([])
  minutes(2)
  expect(await look()).toEqual(['À faire maintenant: Rappeler · Zoé'])
  minutes(2)
  expect(await look()).toEqual([])
  for (const title of ['a', 'b', 'c', 'd']) await add(title, '2026-11-22T09:06:00Z')
  minutes(3)
  expect(await look()).toEqual(['À faire maintenant: À faire aujourd’hui'])
})
