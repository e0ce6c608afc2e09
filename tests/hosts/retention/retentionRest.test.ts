// Retention over HTTP, as another program meets it.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startRestSample, type Json, type RestSample } from '../restSample.ts'

let sample: RestSample
beforeAll(async () => void (sample = await startRestSample()))
afterAll(() => sample.host.stop())

it('is listed, kept, released and erased in the shape that is promised', async () => {
  const { rest } = sample.host
  const id = Number(sample.lead['id'])
  // Everybody of the sample came today: nobody is due.
  const list = await rest('GET', '/marketing/retention')
  expect([list.status, list.body]).toMatchObject([
    200,
    { items: [], total: 0, months: 36, nextCursor: null, counts: { due: 0, keptOut: 0, kept: 0 } },
  ])
  const paged = await rest('GET', '/marketing/retention?view=keptOut&limit=1&withCounts=false')
  expect([paged.status, paged.body]).toMatchObject([200, { counts: null, total: null }])
  expect((await rest('GET', '/marketing/retention?view=all')).status).toBe(400)
  expect((await rest('GET', '/marketing/retention?cursor=abc')).status).toBe(400)

  const kept = await rest('PUT', `/marketing/retention/${id}`, { reason: 'Salon de mai' })
  expect([kept.status, kept.body]).toMatchObject([200, { leadId: id, reason: 'Salon de mai' }])
  const { keptAt, askAgainAt } = kept.body as Json
  const days = (Date.parse(String(askAgainAt)) - Date.parse(String(keptAt))) / 86_400_000
  expect(days).toBeGreaterThan(363)
  expect(days).toBeLessThanOrEqual(366)
  for (const wrong of ['999999', '0', 'abc'])
    expect([
      wrong,
      (await rest('PUT', `/marketing/retention/${wrong}`, { reason: 'a' })).status,
      (await rest('DELETE', `/marketing/retention/${wrong}`)).status,
    ]).toEqual([wrong, 404, 404])
  for (const body of [{}, { reason: '' }, { reason: 'a'.repeat(301) }, { reason: 7 }])
    expect((await rest('PUT', `/marketing/retention/${id}`, body)).status).toBe(422)
  expect((await rest('DELETE', `/marketing/retention/${id}`)).status).toBe(204)
  expect((await rest('DELETE', `/marketing/retention/${id}`)).status).toBe(404)

  // Who is not due is not erased, whoever asks.
  const erased = await rest('POST', '/marketing/retention/erase', { ids: [id, 999_999] })
  expect([erased.status, erased.body]).toEqual([
    200,
    {
      ...{ erased: 0, refusalsKept: 0 },
      left: [
        { id, because: 'not_due' },
        { id: 999_999, because: 'unknown' },
      ],
    },
  ])
  for (const ids of [undefined, [], ['a'], [0], Array.from({ length: 201 }, (_, at) => at + 1)])
    expect((await rest('POST', '/marketing/retention/erase', { ids })).status).toBe(422)
  expect((await rest('GET', `/marketing/leads/${id}`)).status).toBe(200)
})
