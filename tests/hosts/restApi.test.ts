// The REST API over HTTP: the routes, their shapes and their statuses.
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { everythingOf, startRestSample, type Json, type RestSample } from './restSample.ts'

let sample: RestSample
beforeAll(async () => void (sample = await startRestSample()))
afterAll(() => sample.host.stop())

const everything = () => everythingOf(sample)

describe('the routes the original had', () => {
  it('are all described', () => {
    const described = sample.operations.map(({ method, path }) => `${method} ${path}`)
    const original = [
      'GET /health',
      'GET /marketing/pipeline/stats',
      'GET /marketing/leads',
      'POST /marketing/leads',
      'GET /marketing/leads/{id}',
      'PUT /marketing/leads/{id}',
      'DELETE /marketing/leads/{id}',
      'GET /marketing/leads/{id}/interactions',
      'POST /marketing/leads/{id}/interactions',
      'POST /marketing/leads/{id}/score',
      'POST /marketing/leads/import',
      ...['csv', 'xlsx', 'vcf'].map((kind) => `GET /marketing/leads/export.${kind}`),
      'GET /marketing/campaigns',
      'POST /marketing/campaigns',
      'GET /marketing/campaigns/{id}',
      'PUT /marketing/campaigns/{id}',
      'DELETE /marketing/campaigns/{id}',
      ...['send', 'pause', 'resume', 'cancel', 'schedule'].map(
        (action) => `POST /marketing/campaigns/{id}/${action}`,
      ),
      'GET /marketing/campaigns/{id}/deliveries',
      ...['GET', 'PUT', 'DELETE'].map((method) => `${method} /marketing/campaigns/{id}/test`),
      'POST /marketing/campaigns/{id}/test/decide',
      'GET /marketing/campaigns/stats/global',
      'GET /marketing/email-accounts',
      'POST /marketing/email-accounts',
      'PUT /marketing/email-accounts/{id}',
      'DELETE /marketing/email-accounts/{id}',
      'POST /marketing/email-accounts/{id}/verify',
      'GET /marketing/sandbox/messages',
      'GET /marketing/funnels',
      'POST /marketing/funnels',
      'GET /marketing/funnels/{id}',
      'PUT /marketing/funnels/{id}',
      'DELETE /marketing/funnels/{id}',
      'POST /marketing/funnels/{id}/pages',
      'GET /marketing/funnels/{id}/stats',
      'POST /marketing/funnels/{id}/publish',
      'GET /marketing/funnel-templates',
      'GET /marketing/relay',
      'POST /marketing/relay',
      'POST /marketing/relay/pull',
    ]
    expect(original.filter((route) => !described.includes(route))).toEqual([])
  })

  it('answer in the shapes that are promised', async () => {
    expect(Object.keys(sample.lead).sort()).toEqual(
      'company createdAt custom email emailLabel emails estimatedValue firstName id jobTitle lastContactAt lastName lostReason notes otherData owner phone phoneLabel phones score source status tags updatedAt'.split(
        ' ',
      ),
    )
    expect(sample.campaign).toMatchObject({
      accountId: null,
      status: 'draft',
      scheduledAt: null,
      stats: { recipients: 1, queued: 0, sent: 0, failed: 0, uncertain: 0, suppressed: 0 },
    })
    expect(sample.account).toMatchObject({ hasPassword: true, security: 'none' })
    expect(sample.funnel).toMatchObject({
      name: 'Guide',
      funnelType: 'lead_magnet',
      isActive: false,
      pages: [
        { pageType: 'optin', slug: 'recevoir-le-guide', position: 0, url: null },
        { pageType: 'thank_you' },
      ],
    })
    const stats = (
      await sample.host.rest('GET', `/marketing/funnels/${String(sample.funnel['id'])}/stats`)
    ).body
    expect(stats).toMatchObject({
      visitors: 0,
      leads: 0,
      sales: 0,
      revenue: 0,
      conversionRate: 0,
      steps: [{ name: 'Recevoir le guide', visitors: 0, conversions: 0, conversionRate: 0 }, {}],
    })
    for (const list of [
      'leads',
      'tasks',
      `leads/${String(sample.lead['id'])}/timeline`,
      'funnels',
      'campaigns',
      'email-accounts',
      'sandbox/messages',
      `campaigns/${String(sample.campaign['id'])}/deliveries`,
    ]) {
      const { status, body } = await sample.host.rest('GET', `/marketing/${list}?limit=1`)
      expect([list, status, Object.keys(body as Json).sort()]).toEqual([
        list,
        200,
        ['items', 'nextCursor', 'total'],
      ])
    }
  })

  it('export leads as files, by the filters of the list', async () => {
    const { url, token } = sample.host
    const fileAt = async (path: string) => {
      const answer = await fetch(`${url}/api/marketing/leads/export.${path}`, {
        headers: { Authorization: `Bearer ${token}` },
      })
      return { headers: answer.headers, body: Buffer.from(await answer.arrayBuffer()) }
    }
    const csv = await fileAt('csv?status=qualified&language=en')
    expect(csv.headers.get('content-type')).toBe('text/csv;charset=utf-8')
    expect(csv.headers.get('content-disposition')).toMatch(/leads-\d{4}-\d{2}-\d{2}\.csv/)
    const text = csv.body.toString()
    expect(text.charCodeAt(0)).toBe(0xfeff)
    expect(text).toContain('zoe@exemple.fr')
    const id = Number(sample.lead['id'])
    const filter = encodeURIComponent(
      JSON.stringify({ all: [{ field: 'status', op: 'is', value: 'won' }] }),
    )
    for (const [query, expected] of [
      [`ids=${id}`, true],
      [`ids=${id + 1000},${id}`, true],
      [`ids=${id + 1000}`, false],
      ['status=won', false],
      ['search=zoe', true],
      [`filter=${filter}`, false],
    ] as const) {
      const { body } = await fileAt(`csv?${query}`)
      expect([query, body.toString().includes('zoe@')]).toEqual([query, expected])
    }
    const xlsx = await fileAt('xlsx')
    expect(xlsx.body.subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004')
    const vcf = await fileAt('vcf')
    expect(vcf.body.toString()).toContain('BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Zoé\r\n')
    for (const query of ['ids=x', 'sort=age', 'segment=999', 'limit=5', 'language=de']) {
      const { status } = await sample.host.rest('GET', `/marketing/leads/export.csv?${query}`)
      expect([query, status]).toEqual([query, query.startsWith('segment') ? 404 : 400])
    }
  })

  it('import a file sent as a form', async () => {
    const form = new FormData()
    form.append(
      'file',
      new File(
        [await readFile(new URL('../fixtures/imports/messy.csv', import.meta.url))],
        'messy.csv',
      ),
    )
    const { status, body } = await sample.host.rest('POST', '/marketing/leads/import', form)
    expect([status, body]).toMatchObject([
      200,
      { total: 60, created: 54, duplicate: 6, invalid: 0, leftOut: 12 },
    ])
  })

  it('never give a password back', async () => {
    expect(JSON.stringify(sample.account) + (await everything())).not.toContain('canari')
  })
})
