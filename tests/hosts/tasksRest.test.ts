// Tasks, the history of a person and the calendar file over HTTP, as another program meets them.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startRestSample, type Json, type RestSample } from './restSample.ts'

let sample: RestSample
beforeAll(async () => void (sample = await startRestSample()))
afterAll(() => sample.host.stop())

describe('tasks over REST', () => {
  it('are made, listed, done and deleted in the shape that is promised', async () => {
    const { rest } = sample.host
    const made = await rest('POST', '/marketing/tasks', {
      title: 'Écrire',
      dueAt: '2099-01-31',
      leadId: sample.lead['id'],
      campaignId: sample.campaign['id'],
      repeats: 'monthly',
    })
    expect([made.status, made.body]).toMatchObject([
      201,
      {
        ...{ title: 'Écrire', dueAt: '2099-01-31', leadId: sample.lead['id'], doneAt: null },
        campaignId: sample.campaign['id'],
        repeats: { every: 'month', interval: 1, day: 31 },
      },
    ])
    const { id } = made.body as Json
    const path = `/marketing/tasks/${String(id)}`
    const done = await rest('PUT', path, { doneAt: '2026-01-01T00:00:00Z' })
    expect([done.status, done.body]).toMatchObject([200, { doneAt: '2026-01-01T00:00:00.000Z' }])
    const open = await rest(
      'GET',
      '/marketing/tasks?isDone=false&dueFrom=2099-02-01&dueTo=2099-03-01',
    )
    expect(open.body).toMatchObject({ total: 1, items: [{ title: 'Écrire', dueAt: '2099-02-28' }] })
    expect((await rest('DELETE', path)).status).toBe(204)
    expect((await rest('DELETE', path)).status).toBe(404)
  })

  it('are a calendar file', async () => {
    const answer = await sample.host.rest('GET', '/marketing/tasks.ics')
    expect(answer.status).toBe(200)
    expect(answer.text).toMatch(/^BEGIN:VCALENDAR\r\n/)
    expect(answer.text).toContain('DUE;VALUE=DATE:20990531')
  })

  it('stand in the history of their lead, by kind', async () => {
    await sample.host.rest('POST', '/marketing/tasks', {
      title: 'À voir',
      leadId: sample.lead['id'],
    })
    const path = `/marketing/leads/${String(sample.lead['id'])}/timeline`
    const { body } = await sample.host.rest('GET', `${path}?kinds=task,creation&limit=10`)
    const { items } = body as { items: Json[] }
    expect(items.map(({ kind }) => kind)).toContain('task')
    expect(items.at(-1)).toMatchObject({ kind: 'creation' })
    for (const wrong of ['kinds=', 'kinds=letters', 'kinds=task&kinds=note', 'cursor=bm9wZQ'])
      expect([wrong, (await sample.host.rest('GET', `${path}?${wrong}`)).status]).toEqual([
        wrong,
        400,
      ])
  })
})
