// A meeting that is planned is a task until it is held, and no contact before.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bringPlannedUpToDate } from '#main/features/crm/tasks/plannedTasks.ts'
import { createTestApp, errorReasonOf, type TestApp } from '../../support/testApp.ts'

let app: TestApp
let leadId: number
beforeEach(async () => {
  app = await createTestApp()
  leadId = (await app.client.crm.leads.create({ firstName: 'Zoé' })).id
})
afterEach(() => app.remove())

const now = () => new Date(app.host.clock.now()).toISOString()
const soon = '2026-11-25T10:00:00.000Z'
const later = '2026-11-27T10:00:00.000Z'
const plan = (type: 'meeting' | 'call' | 'note' = 'meeting', occurredAt = soon) =>
  app.client.crm.interactions.create({ id: leadId, type, subject: 'Visite', occurredAt })
const list = async () => (await app.client.crm.tasks.list({})).items
const only = async () => {
  const [task, ...others] = await list()
  expect(others).toEqual([])
  if (task === undefined) throw new Error('There is no task.')
  return task
}
const contact = async () => (await app.client.crm.leads.get({ id: leadId })).lastContactAt
const story = async () => (await app.client.crm.interactions.list({ id: leadId })).items

describe('a planned meeting', () => {
  it('is a task; what happened and notes are none', async () => {
    const { id } = await plan()
    await plan('note')
    await plan('call', '2026-11-01T10:00:00Z')
    expect(await only()).toMatchObject({
      ...{ title: 'Visite', kind: 'meeting', dueAt: soon, leadId },
      ...{ interactionId: id, doneAt: null },
    })
    expect(await contact()).toBe('2026-11-01T10:00:00.000Z')
  })

  it('is held when it is done: a contact from then on, until that is taken back', async () => {
    await plan()
    const { id } = await only()
    await app.client.crm.tasks.update({ id, doneAt: now() })
    expect(await contact()).toBe(now())
    expect((await story())[0]?.occurredAt).toBe(now())
    expect(await only()).toMatchObject({ doneAt: now(), dueAt: soon })
    await app.client.crm.tasks.update({ id, doneAt: null })
    expect(await contact()).toBeNull()
    expect((await story())[0]?.occurredAt).toBe(soon)
  })

  it('moves with its task, and its task with it', async () => {
    const { id: interaction } = await plan()
    const { id } = await only()
    await app.client.crm.tasks.update({ id, dueAt: later, title: 'Visite du chantier' })
    expect((await story())[0]).toMatchObject({ occurredAt: later, subject: 'Visite du chantier' })
    await app.client.crm.interactions.update({
      id: interaction,
      occurredAt: soon,
      subject: 'Visite',
    })
    expect(await only()).toMatchObject({ id, dueAt: soon, title: 'Visite', doneAt: null })
    await app.client.crm.interactions.update({
      id: interaction,
      occurredAt: '2026-11-22T08:00:00Z',
    })
    expect(await only()).toMatchObject({ doneAt: now() })
    expect(await contact()).toBe('2026-11-22T08:00:00.000Z')
  })

  it('takes no whole day, other lead or series', async () => {
    await plan()
    const { id } = await only()
    for (const change of [
      { dueAt: '2026-11-28' },
      { dueAt: null },
      { leadId: null },
      { repeats: 'weekly' as const },
    ])
      expect(await errorReasonOf(app.client.crm.tasks.update({ id, ...change }))).toBe(
        'meeting_planned',
      )
    expect(await only()).toMatchObject({ dueAt: soon, leadId, repeats: null })
  })

  it('goes and comes back whole, from either side', async () => {
    const { id: interaction } = await plan()
    const task = await only()
    await app.client.crm.tasks.delete({ id: task.id })
    expect([await list(), await story()]).toEqual([[], []])
    await app.client.crm.tasks.restore({ id: task.id })
    expect(await only()).toEqual(task)
    expect(await story()).toMatchObject([{ id: interaction, occurredAt: soon }])
    await app.client.crm.interactions.delete({ id: interaction })
    expect(await list()).toEqual([])
    await app.client.crm.interactions.restore({ id: interaction })
    expect(await only()).toMatchObject({ dueAt: soon, interactionId: interaction })
  })

  it('that came without a task, from a file or an earlier version, is given one', async () => {
    await plan()
    await app.services.database.write([], (transaction) => transaction.sql('DELETE FROM tasks'))
    await bringPlannedUpToDate(app.services)
    expect(await only()).toMatchObject({ dueAt: soon, kind: 'meeting' })
  })

  it('is still to be ticked off when its moment has come', async () => {
    await plan()
    app.host.clock.set(Date.parse('2026-11-25T11:00:00Z'))
    expect(await app.client.crm.tasks.due()).toMatchObject({ overdue: 1, today: 0 })
    const { id } = await only()
    await app.client.crm.tasks.update({ id, doneAt: now() })
    // Held when it was planned, not when it was ticked.
    expect((await story())[0]?.occurredAt).toBe(soon)
  })
})
