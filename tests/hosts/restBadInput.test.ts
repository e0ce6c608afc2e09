// The REST API over HTTP: every kind of bad input on every route, with nothing changed.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { everythingOf, startRestSample, type Json, type RestSample } from './restSample.ts'

let sample: RestSample
beforeAll(async () => void (sample = await startRestSample()))
afterAll(() => sample.host.stop())

const everything = () => everythingOf(sample)
/** Another part of a path than the identifier is one that nothing has. */
const at = (path: string, id: unknown = 1) =>
  path.replace('{id}', String(id)).replaceAll(/\{\w+\}/g, '999999')
const withBody = () =>
  sample.operations.filter(
    ({ operation }) => operation.requestBody?.content['application/json'] !== undefined,
  )
const isError = (text: string) => {
  const body = JSON.parse(text) as Json
  expect(body).toMatchObject({
    code: expect.any(String) as string,
    status: expect.any(Number) as number,
    message: expect.any(String) as string,
  })
  expect(text).not.toMatch(/node_modules|\.ts:\d|at .+\(.+:\d+:\d+\)|SQLITE|SqliteError/)
}

describe('bad input', () => {
  it('unknown identifiers are 404 on every route that takes one', async () => {
    const before = await everything()
    for (const { method, path, operation } of sample.operations.filter((route) =>
      route.path.includes('{id}'),
    )) {
      for (const id of [
        '999999',
        '0',
        '-1',
        'abc',
        '1.5',
        '99999999999999999999999',
        '%00',
        '1%0d%0a',
      ]) {
        const body = operation.requestBody ? (validBodies[operation.operationId] ?? {}) : undefined
        const answer = await sample.host.rest(method, at(path, id), body)
        expect([operation.operationId, id, answer.status]).toEqual([operation.operationId, id, 404])
        isError(answer.text)
      }
    }
    expect(await everything()).toBe(before)
  })

  it('unknown fields are 422 on every route with a body', async () => {
    const before = await everything()
    expect(withBody().length).toBeGreaterThan(8)
    for (const { method, path, operation } of withBody()) {
      const answer = await sample.host.rest(method, at(path, idFor(path)), {
        ...validBodies[operation.operationId],
        author_id: 7,
      })
      expect([operation.operationId, answer.status]).toEqual([operation.operationId, 422])
      expect(answer.text).toContain('author_id')
      isError(answer.text)
    }
    expect(await everything()).toBe(before)
  })

  it('unknown and wrong query parameters are 400 on every list', async () => {
    const lists = sample.operations.filter(
      ({ method, path }) => method === 'GET' && path !== '/health',
    )
    for (const { path, operation } of lists) {
      const parameters = (operation.parameters ?? [])
        .filter((parameter) => parameter.in === 'query')
        .map((parameter) => parameter.name)
      const wrong = [
        ...(parameters.includes('limit') ? ['limit=0', 'limit=201', 'limit=x', 'limit=1e9'] : []),
        ...(parameters.includes('status') ? ['status=bogus'] : []),
        ...(parameters.includes('sort') ? ['sort=password'] : []),
      ]
      if (parameters.length > 0) wrong.push('nope=1')
      if (parameters.includes('cursor')) wrong.push('cursor=bm9wZQ')
      for (const query of wrong) {
        const answer = await sample.host.rest('GET', `${at(path, idFor(path))}?${query}`)
        expect([operation.operationId, query, answer.status]).toEqual([
          operation.operationId,
          query,
          400,
        ])
        isError(answer.text)
      }
    }
  })

  it('query parameters and identifiers where a route takes none are refused on every route', async () => {
    const before = await everything()
    for (const { method, path, operation } of sample.operations) {
      const body = operation.requestBody ? (validBodies[operation.operationId] ?? {}) : undefined
      for (const query of path.includes('{id}') ? ['nope=1', 'id=1'] : ['nope=1']) {
        const answer = await sample.host.rest(method, `${at(path, idFor(path))}?${query}`, body)
        expect([operation.operationId, query, answer.status]).toEqual([
          operation.operationId,
          query,
          400,
        ])
        isError(answer.text)
      }
      if (!operation.requestBody?.content['application/json']) continue
      const answer = await sample.host.rest(method, at(path, idFor(path)), { ...body, id: 999_999 })
      expect([operation.operationId, answer.status, answer.text]).toEqual([
        operation.operationId,
        422,
        expect.stringContaining('"id\\"') as string,
      ])
    }
    expect(await everything()).toBe(before)
  })

  it('moments may be given with an offset, never without one', async () => {
    const path = `/marketing/leads/${String(sample.lead['id'])}/interactions`
    const answer = await sample.host.rest('POST', path, {
      type: 'note',
      occurredAt: '2026-01-02T10:00:00.123456+01:00',
    })
    expect([answer.status, answer.body]).toMatchObject([
      201,
      { occurredAt: '2026-01-02T09:00:00.123Z' },
    ])
    expect(
      (await sample.host.rest('POST', path, { type: 'note', occurredAt: '2026-01-02T10:00:00' }))
        .status,
    ).toBe(422)
  })

  it('a body that is no JSON is 400; one that is no object is 422', async () => {
    const before = await everything()
    for (const { method, path, operation } of withBody()) {
      for (const [body, status] of [
        ['{bad', 400],
        ['[1]', 422],
        ['"text"', 422],
        ['42', 422],
        ['true', 422],
      ] as const) {
        const answer = await sample.host.rest(method, at(path, idFor(path)), body)
        expect([operation.operationId, body, answer.status]).toEqual([
          operation.operationId,
          body,
          status,
        ])
        isError(answer.text)
      }
    }
    expect(await everything()).toBe(before)
  })

  it('wrong types and values are 422', async () => {
    const before = await everything()
    const bad: Record<string, unknown[]> = {
      '/marketing/leads': [
        { email: 'not-an-email' },
        { email: 5 },
        { email: 'a@exemple.fr\r\nBcc: evil@e.example' },
        { email: 'ceo@v.example <evil@e.example>' },
        { email: 'a@b.example,c@d.example' },
        { firstName: 'a\r\nb' },
        { firstName: 'a\u0000b' },
        { firstName: 'x'.repeat(121) },
        { firstName: ['a'] },
        { firstName: 'a', estimatedValue: '12' },
        { firstName: 'a', estimatedValue: null },
        { firstName: 'a', estimatedValue: -1 },
        { firstName: 'a', status: 'bogus' },
        { firstName: 'a', tags: 'x' },
        { firstName: 'a', tags: Array.from({ length: 51 }, (_, index) => `t${index}`) },
        { firstName: 'a', notes: 'x'.repeat(20_001) },
        { firstName: 'a', id: 7 },
        { firstName: 'a', score: 100 },
        {},
        { company: 'seule' },
      ],
      '/marketing/campaigns': [
        {},
        { name: '' },
        { name: 'a', subject: 'a\r\nBcc: evil@e.example' },
        { name: 'a\u0007' },
        { name: 'a', fromEmail: 'not an email' },
        { name: 'a', fromEmail: 'a@b.example\nX: y' },
        { name: 'a', replyTo: 'a@b.example, c@d.example' },
        { name: 'a', fromName: 'x\r\ny' },
        { name: 'a', preheader: 'x\u2028y' },
        { name: 'a', accountId: 'x' },
        { name: 'a', recipients: { status: 'bogus' } },
        { name: 'a', recipients: { sql: '1=1' } },
        { name: 'a', html: 5 },
        { name: 'a', html: 'x'.repeat(2_000_001) },
        { name: 'a', status: 'completed' },
        { name: 'a', stats: { sent: 10 } },
      ],
      '/marketing/email-accounts': [
        {},
        { ...validBodies['email.accounts.create'], security: 'none', host: 'mail.exemple.fr' },
        { ...validBodies['email.accounts.create'], host: 'mail.exemple.fr\r\nX' },
        { ...validBodies['email.accounts.create'], host: '' },
        { ...validBodies['email.accounts.create'], port: 0 },
        { ...validBodies['email.accounts.create'], port: '587' },
        { ...validBodies['email.accounts.create'], port: 70_000 },
        { ...validBodies['email.accounts.create'], fromEmail: 'x' },
        { ...validBodies['email.accounts.create'], user: 'a\nb' },
        { ...validBodies['email.accounts.create'], maxPerMinute: 0 },
        { ...validBodies['email.accounts.create'], security: 'ssl' },
        { ...validBodies['email.accounts.create'], hasPassword: true },
      ],
      [`/marketing/leads/${String(sample.lead['id'])}/interactions`]: [
        {},
        { type: 'telepathy<script>' },
        { type: 'call', subject: 'a\nb' },
        { type: 'call', occurredAt: 'hier' },
      ],
      '/marketing/tasks': [
        {},
        { title: ' ' },
        { title: 'a\nb' },
        { title: 'a', dueAt: 'demain' },
        { title: 'a', dueAt: '2026-02-30' },
        { title: 'a', dueAt: '2026-11-29T10:00:00' },
        { title: 'a', dueAt: '9999-12-31' },
        { title: 'a', dueAt: 1_795_000_000_000 },
        { title: 'a', repeats: 'weekly' },
        { title: 'a', dueAt: '2026-11-29', repeats: 'sometimes' },
        { title: 'a', dueAt: '2026-11-29', repeats: { every: 'week', interval: 0 } },
        { title: 'a', dueAt: '2026-11-29', repeats: { every: 'month', day: 32 } },
        { title: 'a', doneAt: 'now' },
        { title: 'a', leadId: '1' },
      ],
      [`/marketing/campaigns/${String(sample.campaign['id'])}/schedule`]: [
        {},
        { scheduledAt: 'demain' },
        { scheduledAt: '1999-01-01T00:00:00Z' },
        { scheduledAt: 5 },
      ],
      '/marketing/funnels': [
        {},
        { name: ' ' },
        { name: 'a\r\nb' },
        { name: 'a', funnelType: 'bogus' },
        { name: 'a', isActive: 'yes' },
        {
          name: 'a',
          theme: { accent: 'red;}</style><script>', font: 'sans', tone: 'light', corners: 'round' },
        },
        { name: 'a', pages: [] },
        { name: 'a', publishedAt: '2026-01-01T00:00:00Z' },
      ],
      [`/marketing/funnels/${String(sample.funnel['id'])}/pages`]: [
        {},
        { name: 'a' },
        { name: 'a', pageType: 'bogus' },
        { name: 'a', pageType: 'sales', slug: '../x' },
        { name: 'a', pageType: 'sales', slug: 'Été' },
        { name: 'a', pageType: 'sales', blocks: [{ key: 'abcd', kind: 'html', html: '<script>' }] },
        {
          name: 'a',
          pageType: 'sales',
          offer: { amount: 1, currency: 'EUR', paymentUrl: 'javascript:alert(1)' },
        },
        { name: 'a', pageType: 'sales', paths: { next: 999_999 } },
      ],
      '/marketing/relay': [
        {},
        { url: 'file:///etc/passwd', code: 'a' },
        { url: 'http://127.0.0.1:9' },
      ],
      '/marketing/suppressions': [{}, { entries: 5 }, { entries: 'a@exemple.fr', reason: 'bogus' }],
    }
    for (const [path, bodies] of Object.entries(bad)) {
      for (const body of bodies) {
        const answer = await sample.host.rest('POST', path, body)
        expect([path, JSON.stringify(body).slice(0, 80), answer.status]).toEqual([
          path,
          JSON.stringify(body).slice(0, 80),
          422,
        ])
        isError(answer.text)
      }
    }
    expect(await everything()).toBe(before)
  })

  it('what the present state does not allow is 409', async () => {
    const before = await everything()
    const id = String(sample.campaign['id'])
    for (const [method, path, body] of [
      ['POST', '/marketing/leads', { email: 'ZOE@exemple.fr' }],
      ['POST', `/marketing/campaigns/${id}/pause`, undefined],
      ['POST', `/marketing/campaigns/${id}/resume`, undefined],
      ['POST', `/marketing/funnels/${String(sample.funnel['id'])}/publish`, undefined],
      ['POST', '/marketing/relay/pull', undefined],
      [
        'POST',
        `/marketing/funnels/${String(sample.funnel['id'])}/pages`,
        { name: 'a', pageType: 'sales', slug: 'merci' },
      ],
    ] as const) {
      const answer = await sample.host.rest(method, path, body)
      expect([path, answer.status]).toEqual([path, 409])
      isError(answer.text)
    }
    expect(await everything()).toBe(before)
  })

  it('a body over the limit is 413, said before it is read to the end', async () => {
    const before = await everything()
    const answer = await sample.host.rest('POST', '/marketing/leads', {
      notes: 'x'.repeat(11 * 1024 * 1024),
    })
    expect(answer.status).toBe(413)
    isError(answer.text)
    expect(await everything()).toBe(before)
  })

  it('a form without a file, a file that is no table and a wrong mapping are 422', async () => {
    const before = await everything()
    const forms: [string, FormData][] = ['nothing', 'text', 'mapping', 'field'].map((kind) => {
      const form = new FormData()
      if (kind === 'text') form.append('file', 'not a file')
      if (kind === 'mapping' || kind === 'field')
        form.append('file', new File(['email\nq@exemple.fr\n'], 'a.csv'))
      if (kind === 'mapping') form.append('mapping', '{bad')
      if (kind === 'field') form.append('author_id', '7')
      return [kind, form]
    })
    for (const [kind, form] of forms) {
      const answer = await sample.host.rest('POST', '/marketing/leads/import', form)
      expect([kind, answer.status]).toEqual([kind, 422])
      isError(answer.text)
    }
    expect(await everything()).toBe(before)
  })

  it('an address nobody answers at is 404', async () => {
    for (const path of ['/settings/update', '/email/sandbox/clear', '/system/loadDemoData']) {
      expect([path, (await sample.host.rest('POST', path)).status]).toEqual([path, 404])
    }
    for (const path of ['/nope', '/marketing', '/marketing/leads/1/nope', '/marketing/../health']) {
      const answer = await sample.host.rest('GET', path)
      if (path !== '/marketing/../health') expect([path, answer.status]).toEqual([path, 404])
    }
    expect((await sample.host.rest('PATCH', '/marketing/leads/1', {})).status).toBe(404)
  })
})

const idFor = (path: string): unknown =>
  path.includes('campaigns')
    ? sample.campaign['id']
    : path.includes('funnels')
      ? sample.funnel['id']
      : path.includes('email-accounts')
        ? sample.account['id']
        : path.includes('tasks')
          ? sample.task['id']
          : sample.lead['id']

/** The least each route with a body takes. */
const aFile = new FormData()
aFile.append('file', new File(['Conditions'], 'conditions.txt'))
const validBodies: Record<string, Json | FormData> = {
  'email.tests.decide': { variant: 'B' },
  'crm.leads.noteMeasuring': { action: 'granted' },
  'crm.leads.noteConsent': { action: 'granted', basis: 'consent' },
  'backups.unlock': { passphrase: 'words of another' },
  'email.campaigns.files.add': aFile,
  'email.accounts.forecast': { messages: 10 },
  'email.accounts.selfTest': { mailboxId: 1 },
  'email.accounts.warmUp.change': { wish: 'start' },
  'crm.leads.create': { firstName: 'a' },
  'crm.leads.update': { firstName: 'a' },
  'crm.interactions.create': { type: 'note' },
  'crm.tasks.create': { title: 'a' },
  'crm.topics.update': { name: 'a' },
  'email.letters.decide': { decision: 'leave' },
  'email.letters.send': { subject: 'Bonjour', text: 'Un mot.' },
  'crm.tasks.update': { title: 'a' },
  'crm.retention.setMonths': { months: 24 },
  'crm.retention.keep': { reason: 'a' },
  'crm.retention.keepMany': { ids: [1], reason: 'a' },
  'email.accounts.create': {
    ...{ name: 'a', host: '127.0.0.1', port: 25, security: 'none' },
    fromEmail: 'a@exemple.fr',
  },
  'email.accounts.update': { name: 'a' },
  'email.campaigns.create': { name: 'a' },
  'email.savedBlocks.create': { name: 'a', blocks: [{ key: 'line', kind: 'divider' }] },
  'email.campaigns.update': { name: 'a' },
  'email.campaigns.schedule': { scheduledAt: '2099-01-01T00:00:00Z' },
  'email.suppressions.add': { entries: 'a@exemple.fr' },
  ...{ 'funnels.create': { name: 'a' }, 'funnels.update': { name: 'a' } },
  'funnels.pages.create': { name: 'a', pageType: 'sales' },
  'funnels.relay.pair': { url: 'http://127.0.0.1:9', code: 'a' },
}
