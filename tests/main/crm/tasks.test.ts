// Tasks through the router: dates with and without a time, lists, doing and undoing, what comes back,
// and what goes and returns with a lead or a campaign.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, errorReasonOf, type TestApp } from '../../support/testApp.ts'

let app: TestApp
beforeEach(async () => {
  app = await createTestApp()
  // A Sunday, 10:00 in Paris.
  await app.client.settings.update({ timeZone: 'Europe/Paris' })
})
afterEach(() => app.remove())

const tasks = () => app.client.crm.tasks
type Draft = Parameters<TestApp['client']['crm']['tasks']['create']>[0]
const add = (draft: Partial<Draft> = {}) => tasks().create({ title: 'Rappeler', ...draft })
type Filter = Parameters<TestApp['client']['crm']['tasks']['list']>[0]
const titles = async (filter: Filter = {}) =>
  (await tasks().list(filter)).items.map(({ title }) => title)
const someone = () =>
  app.client.crm.leads.create({ firstName: 'Zoé', email: 'zoe@exemple.example' })
const campaign = () => app.client.email.campaigns.create({ name: 'Lettre' })

describe('a task', () => {
  it('is due on a whole day, at a moment, or not at all', async () => {
    expect(await add({ dueAt: '2026-11-23' })).toMatchObject({
      dueAt: '2026-11-23',
      doneAt: null,
      repeats: null,
      kind: 'task',
    })
    expect((await add({ dueAt: '2026-11-23T15:00:00+01:00' })).dueAt).toBe(
      '2026-11-23T14:00:00.000Z',
    )
    expect((await add()).dueAt).toBeNull()
    expect((await add({ dueAt: '2026-11-23T23:30:00Z' })).dueAt).toBe('2026-11-23T23:30:00.000Z')
  })

  it('belongs to a lead, a campaign, both or nobody, which are there', async () => {
    const [lead, letter] = [await someone(), await campaign()]
    expect(await add({ leadId: lead.id, campaignId: letter.id })).toMatchObject({
      leadId: lead.id,
      leadName: 'Zoé',
      campaignId: letter.id,
      campaignName: 'Lettre',
    })
    expect(await errorReasonOf(add({ leadId: 99 }))).toBe('unknown_id')
    expect(await errorReasonOf(add({ campaignId: 99 }))).toBe('unknown_id')
    expect((await tasks().list({})).total).toBe(1)
  })

  it('is changed: what is left out keeps its value, and null empties', async () => {
    const lead = await someone()
    const { id } = await add({ leadId: lead.id, dueAt: '2026-11-23' })
    expect(await tasks().update({ id, title: 'Écrire' })).toMatchObject({
      title: 'Écrire',
      dueAt: '2026-11-23',
      leadId: lead.id,
    })
    expect(await tasks().update({ id, dueAt: null, leadId: null })).toMatchObject({
      dueAt: null,
      leadId: null,
    })
    expect(await errorReasonOf(tasks().update({ id: 99, title: 'x' }))).toBe('unknown_id')
  })

  it('comes back as it was within ten minutes of its deletion', async () => {
    const lead = await someone()
    const task = await add({ leadId: lead.id, dueAt: '2026-11-30', repeats: 'monthly' })
    await tasks().delete({ id: task.id })
    expect((await tasks().list({})).items).toEqual([])
    expect(await tasks().restore({ id: task.id })).toEqual(task)
    await tasks().delete({ id: task.id })
    await app.client.crm.leads.delete({ id: lead.id })
    expect(await errorReasonOf(tasks().restore({ id: task.id }))).toBe('unknown_id')
    app.host.clock.advance(11 * 60 * 1000)
    expect(await errorReasonOf(tasks().restore({ id: task.id }))).toBe('unknown_id')
  })
})

describe('the list', () => {
  it('is by date, what has none last, page after page', async () => {
    await add({ title: 'sans' })
    await add({ title: 'demain', dueAt: '2026-11-23' })
    await add({ title: 'demain 9 h', dueAt: '2026-11-23T09:00:00+01:00' })
    await add({ title: 'hier', dueAt: '2026-11-21' })
    await add({ title: 'sans non plus' })
    const all = ['hier', 'demain', 'demain 9 h', 'sans', 'sans non plus']
    expect(await titles()).toEqual(all)
    const read: string[] = []
    for (let cursor: string | undefined; ;) {
      const page = await tasks().list({ limit: 2, ...(cursor === undefined ? {} : { cursor }) })
      expect(page.total).toBe(5)
      read.push(...page.items.map(({ title }) => title))
      if (page.nextCursor === null) break
      cursor = page.nextCursor
    }
    expect(read).toEqual(all)
  })

  it('is filtered by date, lead, campaign and whether it is done', async () => {
    const [lead, letter] = [await someone(), await campaign()]
    await add({ title: 'jour', dueAt: '2026-11-23', leadId: lead.id })
    await add({ title: 'minuit', dueAt: '2026-11-22T23:00:00Z', campaignId: letter.id })
    await add({ title: 'veille', dueAt: '2026-11-22T22:59:00Z' })
    const { id } = await add({ title: 'faite', dueAt: '2026-11-24' })
    await tasks().update({ id, doneAt: '2026-11-22T08:00:00Z' })
    await add({ title: 'sans' })
    expect(await titles({ dueFrom: '2026-11-23' })).toEqual(['jour', 'minuit', 'faite'])
    expect(await titles({ dueTo: '2026-11-23' })).toEqual(['veille'])
    expect(await titles({ dueFrom: '2026-11-23T00:30:00+01:00' })).toEqual(['faite'])
    expect(await titles({ leadId: lead.id })).toEqual(['jour'])
    expect(await titles({ campaignId: letter.id })).toEqual(['minuit'])
    expect(await titles({ isDone: true })).toEqual(['faite'])
    expect(await titles({ sort: '-doneAt' })).toEqual(['faite'])
    expect(await titles({ isDone: false, dueFrom: '2026-11-23' })).toEqual(['jour', 'minuit'])
  })

  it('counts what is late and what is still to come today, by the clocks of the business', async () => {
    await add({ dueAt: '2026-11-21' })
    await add({ dueAt: '2026-11-22' })
    await add({ dueAt: '2026-11-22T08:00:00Z' })
    await add({ dueAt: '2026-11-22T22:30:00Z' })
    await add({ dueAt: '2026-11-22T23:00:00Z' })
    await add({ dueAt: '2026-11-23' })
    await add()
    const due = { overdue: 2, today: 2, date: '2026-11-22', timeZone: 'Europe/Paris' }
    expect(await tasks().due()).toEqual(due)
    app.host.clock.set(Date.parse('2026-11-22T23:00:00Z'))
    expect(await tasks().due()).toMatchObject({ overdue: 4, today: 2, date: '2026-11-23' })
  })

  it('moves whole days with the zone of the business, and moments not', async () => {
    const { id } = await add({ title: 'jour', dueAt: '2026-11-23' })
    await add({ title: 'moment', dueAt: '2026-11-23T04:00:00Z' })
    expect(await titles({ dueTo: '2026-11-23T00:00:00Z' })).toEqual(['jour'])
    await app.client.settings.update({ timeZone: 'America/New_York' })
    // There the 23rd begins at 05:00 UTC.
    expect(await titles()).toEqual(['moment', 'jour'])
    expect((await tasks().update({ id })).dueAt).toBe('2026-11-23')
  })
})

describe('doing a task', () => {
  const done = (id: number) =>
    tasks().update({ id, doneAt: new Date(app.host.clock.now()).toISOString() })

  it('takes it off the open ones, and not doing it brings it back', async () => {
    const { id } = await add({ dueAt: '2026-11-22' })
    expect((await done(id)).doneAt).toBe('2026-11-22T09:00:00.000Z')
    expect((await tasks().due()).today).toBe(0)
    expect((await tasks().update({ id, doneAt: null })).doneAt).toBeNull()
    expect((await tasks().due()).today).toBe(1)
  })

  it('is never told of a moment ahead', async () => {
    const { id } = await add()
    expect((await tasks().update({ id, doneAt: '2027-01-01T00:00:00Z' })).doneAt).toBe(
      '2026-11-22T09:00:00.000Z',
    )
  })

  it('makes the next one once, takes it back untouched, and leaves it when it was worked on', async () => {
    const lead = await someone()
    const { id } = await add({ dueAt: '2026-10-31', repeats: 'monthly', leadId: lead.id })
    const open = async () =>
      (await tasks().list({ isDone: false })).items.map(({ dueAt, leadId }) => [dueAt, leadId])
    await done(id)
    await done(id)
    expect(await open()).toEqual([['2026-11-30', lead.id]])
    await tasks().update({ id, doneAt: null })
    expect(await open()).toEqual([['2026-10-31', lead.id]])
    await done(id)
    const next = (await tasks().list({ isDone: false })).items[0]
    expect(next?.repeats).toEqual({ every: 'month', interval: 1, day: 31 })
    app.host.clock.advance(1000)
    await tasks().update({ id: next?.id ?? 0, title: 'Autre' })
    await tasks().update({ id, doneAt: null })
    expect(await titles({ isDone: false })).toEqual(['Rappeler', 'Autre'])
    await done(id)
    expect(await titles({ isDone: false })).toEqual(['Autre'])
  })

  it('refuses a series without a date, and begins it anew where it is moved', async () => {
    expect(await errorReasonOf(add({ repeats: 'weekly' }))).toBe('task_repeats_undated')
    const { id } = await add({ dueAt: '2026-11-30', repeats: { every: 'month', interval: 2 } })
    expect(await errorReasonOf(tasks().update({ id, dueAt: null }))).toBe('task_repeats_undated')
    expect((await tasks().update({ id, title: 'x' })).repeats).toMatchObject({ day: 30 })
    expect((await tasks().update({ id, dueAt: '2026-12-05' })).repeats).toMatchObject({ day: 5 })
    expect(
      (
        await tasks().update({
          id,
          dueAt: '2026-11-30',
          repeats: { every: 'month', interval: 2, day: 31 },
        })
      ).repeats,
    ).toEqual({ every: 'month', interval: 2, day: 31 })
    expect(await tasks().update({ id, repeats: null, dueAt: null })).toMatchObject({
      repeats: null,
      dueAt: null,
    })
  })
})

describe('with what it belongs to', () => {
  it('goes with its lead and comes back with it', async () => {
    const lead = await someone()
    await add({ title: 'la sienne', leadId: lead.id, dueAt: '2026-11-23', repeats: 'weekly' })
    await app.client.crm.interactions.create({
      ...{ id: lead.id, type: 'meeting', subject: 'Visite' },
      occurredAt: '2026-11-25T10:00:00Z',
    })
    await add({ title: 'autre' })
    const before = (await tasks().list({})).items
    expect(before).toHaveLength(3)
    await app.client.crm.leads.delete({ id: lead.id })
    expect(await titles()).toEqual(['autre'])
    await app.client.crm.leads.restore({ id: lead.id })
    expect((await tasks().list({})).items).toEqual(before)
  })

  it('rests while its campaign is deleted, unless a lead waits for it', async () => {
    const [lead, letter] = [await someone(), await campaign()]
    await add({ title: 'pour la lettre', campaignId: letter.id, dueAt: '2026-11-22' })
    await add({ title: 'pour Zoé', campaignId: letter.id, leadId: lead.id, dueAt: '2026-11-22' })
    await app.client.email.campaigns.delete({ id: letter.id })
    expect(await titles()).toEqual(['pour Zoé'])
    expect(await tasks().due()).toMatchObject({ today: 1 })
    await app.client.email.campaigns.restore({ id: letter.id })
    expect(await titles()).toEqual(['pour la lettre', 'pour Zoé'])
  })
})
