// What somebody writes who knows only the routes: the shortest call, the other usual spelling,
// dates without a period's name.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startLocalHost, type LocalHostProcess } from '../support/localHost.ts'

type Json = Record<string, unknown>
let host: LocalHostProcess
beforeAll(async () => {
  host = await startLocalHost()
})
afterAll(() => host.stop())

const issuePaths = ({ body }: { body: unknown }) =>
  (body as { data: { issues: { path: string }[] } }).data.issues.map(({ path }) => path)

it('a template alone makes a funnel, which has its name until another is given', async () => {
  const templates = (await host.rest('GET', '/marketing/funnel-templates?language=en')).body as {
    items: { id: string; name: string; funnelType: string; pages: number }[]
  }
  const [template] = templates.items
  for (const body of [undefined, {}]) {
    const { status, body: made } = await host.rest(
      'POST',
      `/marketing/funnels?template=${String(template?.id)}`,
      body,
    )
    expect({ status, made }).toMatchObject({
      status: 201,
      made: { name: template?.name, funnelType: template?.funnelType, isActive: false },
    })
    expect((made as { pages: unknown[] }).pages).toHaveLength(template?.pages ?? 0)
  }
  const named = await host.rest('POST', `/marketing/funnels?template=${String(template?.id)}`, {
    name: 'Autumn guide',
  })
  expect(named.body).toMatchObject({ name: 'Autumn guide' })
})

it('a funnel without a name and a template is refused by the name of the field', async () => {
  const before = (await host.rest('GET', '/marketing/funnels')).text
  for (const body of [undefined, {}, { funnelType: 'product' }]) {
    const refused = await host.rest('POST', '/marketing/funnels', body)
    expect([refused.status, issuePaths(refused)]).toEqual([422, ['name']])
  }
  const wrong = await host.rest('POST', '/marketing/funnels', { name: 'x', funnelType: 'nope' })
  expect([wrong.status, issuePaths(wrong)]).toEqual([422, ['funnelType']])
  const query = await host.rest('POST', `/marketing/funnels?template=${'x'.repeat(81)}`, {
    name: 'x',
  })
  expect([query.status, issuePaths(query)]).toEqual([400, ['template']])
  expect((await host.rest('GET', '/marketing/funnels')).text).toBe(before)
})

it('page types and providers may be written with a hyphen, and are told in one spelling', async () => {
  const funnel = (await host.rest('POST', '/marketing/funnels', { name: 'Words' })).body as {
    id: number
  }
  for (const [given, told] of [
    ['opt-in', 'optin'],
    ['thank-you', 'thank_you'],
    ['vsl', 'vsl'],
  ] as const) {
    const page = await host.rest('POST', `/marketing/funnels/${funnel.id}/pages`, {
      name: given,
      pageType: given,
    })
    expect([page.status, (page.body as Json)['pageType']]).toEqual([201, told])
  }
  const provider = { baseUrl: 'http://127.0.0.1:9/v1', model: 'small' }
  expect(
    (await host.rest('PUT', '/marketing/ai-provider', { ...provider, kind: 'openai-compatible' }))
      .body,
  ).toMatchObject({ kind: 'openai_compatible' })
  expect(
    (await host.rest('PUT', '/marketing/ai-provider', { ...provider, kind: 'lm-studio' })).body,
  ).toMatchObject({ kind: 'lm_studio' })
  expect(
    (await host.rest('PUT', '/marketing/ai-provider', { ...provider, kind: 'openai compatible' }))
      .status,
  ).toBe(422)
})

it('dates alone are the period of every figure, and are refused beside another', async () => {
  const dates = 'from=2026-01-05&to=2026-02-10'
  for (const path of [
    'dashboard',
    ...['sources', 'stages', 'campaigns', 'funnels', 'attribution'].map(
      (name) => `analytics/${name}`,
    ),
  ]) {
    const { body } = await host.rest('GET', `/marketing/${path}?${dates}`)
    expect(body, path).toMatchObject({
      period: { firstDate: '2026-01-05', lastDate: '2026-02-10' },
    })
    for (const query of [`period=days7&${dates}`, 'from=2026-01-05', 'to=2026-01-05']) {
      expect(
        await host.rest('GET', `/marketing/${path}?${query}`),
        `${path} ${query}`,
      ).toMatchObject({ status: 400, body: { data: { reason: 'period_invalid' } } })
    }
  }
  expect((await host.rest('GET', `/marketing/dashboard?days=30&${dates}`)).status).toBe(400)
})

it('the figures of a funnel take moments of any zone, and no period that ends before it begins', async () => {
  const funnel = (await host.rest('POST', '/marketing/funnels', { name: 'Period' })).body as {
    id: number
  }
  const stats = (query: string) =>
    host.rest('GET', `/marketing/funnels/${funnel.id}/stats?${query}`)
  expect(
    (await stats(`from=${encodeURIComponent('2026-01-01T00:00:00+01:00')}&to=2026-02-01T00:00:00Z`))
      .status,
  ).toBe(200)
  expect(await stats('from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z')).toMatchObject({
    status: 400,
    body: { data: { reason: 'period_invalid' } },
  })
})
