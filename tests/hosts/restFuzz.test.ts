// Every route of the REST API and every procedure behind it, with wrong, empty, huge and hostile
// input: a refusal in words, never a failure.
import { ORPCError } from '@orpc/server'
import { isContractProcedure } from '@orpc/contract'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import fc from 'fast-check'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appContract } from '#shared/contract/index.ts'
import { apiErrorReasons } from '#shared/contract/common.ts'
import { englishFailures } from '#shared/failures/failureSentences.en.ts'
import { frenchFailures } from '#shared/failures/failureSentences.fr.ts'
import { hostileTexts, nearlyFitting } from '../support/hostileValues.ts'
import { startLocalHost, type LocalHostProcess } from '../support/localHost.ts'
import { createTestApp, type TestApp } from '../support/testApp.ts'

type Schema = NonNullable<Parameters<typeof nearlyFitting>[0]>
type Operation = {
  operationId: string
  parameters?: { name: string; in: string; schema?: Schema }[]
  requestBody?: { content: Record<string, { schema?: Schema }> }
}
const secrets = ['canari-mot-de-passe', 'canari-cle-77b1']
/** What goes to other computers by its nature has its own tests. */
const reachesOut = /discover|relay\.(pair|pull)|verify|provider\.models|testSend/
const sent = fc.constantFrom('fr', 'en')
const french = new Set<string>(Object.values(frenchFailures))

describe('the REST API', () => {
  let host: LocalHostProcess
  let operations: { method: string; path: string; operation: Operation }[]
  beforeAll(async () => {
    host = await startLocalHost()
    const { paths, components } = (await host.rest('GET', '/openapi.json')).body as {
      paths: Record<string, Record<string, Operation>>
      components?: { schemas?: Record<string, Schema> }
    }
    // References lead to the whole description; a schema finds them under its own root.
    const root = (schema: Schema | undefined): Schema | undefined =>
      schema === undefined
        ? undefined
        : { ...schema, $defs: { ...schema.$defs, ...components?.schemas } }
    operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => {
        const json = operation.requestBody?.content['application/json']
        if (json !== undefined) json.schema = root(json.schema) as Schema
        return { method: method.toUpperCase(), path, operation }
      }),
    )
    await host.rest('POST', '/marketing/leads', {
      email: 'zoe@exemple.example',
      firstName: 'Zoé',
      notes: 'x',
    })
    await host.rest('POST', '/marketing/campaigns', {
      name: 'Lettre',
      subject: 'Bonjour',
      html: '<p>Bonjour</p>',
      fromEmail: 'moi@exemple.example',
    })
    await host.rest('POST', '/marketing/funnels?template=guide-fr', { name: 'Guide' })
    await host.rest('POST', '/marketing/email-accounts', {
      name: 'Local',
      host: '127.0.0.1',
      port: 9,
      security: 'none',
      user: 'moi',
      fromEmail: 'moi@exemple.example',
      password: secrets[0],
    })
    await host.rest('PUT', '/marketing/ai-provider', {
      kind: 'openai_compatible',
      baseUrl: 'http://127.0.0.1:9/v1',
      model: 'm',
      apiKey: secrets[1],
    })
  })
  afterAll(() => host.stop())

  function expectApiError(
    answer: { status: number; text: string; body: unknown },
    language: string,
    what: unknown,
  ): void {
    expect(answer.status, JSON.stringify([what, answer.text.slice(0, 500)])).toBeLessThan(500)
    for (const secret of secrets) expect(answer.text).not.toContain(secret)
    if (answer.status < 400) return
    const { message, code, status } = answer.body as {
      message: string
      code: string
      status: number
    }
    expect([typeof message, typeof code, status], JSON.stringify(what)).toEqual([
      'string',
      'string',
      answer.status,
    ])
    expect(message.length, JSON.stringify([what, answer.text])).toBeGreaterThan(20)
    expect(answer.text).not.toMatch(
      /node_modules|\.ts:\d|SQLITE|SqliteError|TypeError|at .+\(.+:\d+:\d+\)/,
    )
    // Each language has words the other has not.
    expect(message, JSON.stringify([what, message])).toMatch(
      language === 'fr'
        ? /\b(le|la|les|un|une|ce|cet|cette|rien|il)\b/i
        : /\b(the|a|an|this|is|was|nothing|no)\b/i,
    )
    if (language === 'en') expect(french.has(message)).toBe(false)
  }

  it('answers bodies and queries that nearly fit with a refusal in the language asked for', async () => {
    const asked = operations.filter(({ operation }) => !reachesOut.test(operation.operationId))
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...asked),
        sent,
        fc.constantFrom('1', '1', '1', '2', '0', '-1', '1e99', '%00', '..%2f..', 'NaN'),
        fc.gen(),
        async ({ method, path, operation }, language, id, generate) => {
          const schema = operation.requestBody?.content['application/json']?.schema
          const body = schema === undefined ? undefined : generate(() => nearlyFitting(schema))
          const query = (operation.parameters ?? [])
            .filter((parameter) => parameter.in === 'query')
            .map(
              ({ name, schema: inner }) =>
                [name, generate(() => fc.option(nearlyFitting(inner), { freq: 2 }))] as const,
            )
          const search = new URLSearchParams(
            query.flatMap(([name, value]) =>
              value === null
                ? []
                : [
                    [
                      name,
                      typeof value === 'string'
                        ? value.slice(0, 3_000)
                        : JSON.stringify(value).slice(0, 3_000),
                    ],
                  ],
            ),
          )
          const address = `${path.replace('{id}', id)}${search.size > 0 ? `?${search.toString()}` : ''}`
          const answer = await host.rest(
            method,
            address,
            body === undefined ? undefined : (JSON.stringify(body) ?? 'null'),
            {
              'Accept-Language': language,
              ...(schema === undefined ? {} : { 'Content-Type': 'application/json' }),
            },
          )
          expectApiError(answer, language, [
            method,
            address.slice(0, 200),
            JSON.stringify(body)?.slice(0, 400),
          ])
          // Whoever would be asked then is somebody else's computer.
          if (operation.operationId === 'assistant.provider.set')
            await host.rest('DELETE', '/marketing/ai-provider')
        },
      ),
      { numRuns: 500, endOnFailure: true },
    )
    // It still works after all that.
    expect((await host.rest('GET', '/health')).status).toBe(200)
  }, 240_000)

  it('answers what is no request with a refusal, too', async () => {
    const bodies: [string, string, string][] = [
      ['{', 'application/json', '400'],
      ['', 'application/json', ''],
      ['\u0000', 'application/json', '400'],
      ['"x"', 'application/json', '422'],
      ['a=1', 'application/x-www-form-urlencoded', '415'],
      ['<a/>', 'text/xml', '415'],
      ['--x\r\n', 'multipart/form-data', ''],
      [`{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, 'application/json', ''],
    ]
    for (const { method, path } of operations.filter((route) => route.method !== 'GET')) {
      for (const [body, type, status] of bodies) {
        const address = path.replace('{id}', '999999')
        const answer = await host.rest(method, address, body === '' ? undefined : body, {
          'Accept-Language': 'fr-CH, fr;q=0.9, en;q=0.8',
          'Content-Type': type,
        })
        expectApiError(answer, 'fr', [method, address, body.slice(0, 40), type])
        if (status === '415') expect(answer.status).toBe(415)
      }
    }
    for (const path of [
      '/nope',
      '/marketing',
      '/marketing/leads/1/nope',
      '/%E0%A4%A',
      '/marketing/leads/%2e%2e/1',
    ])
      expectApiError(
        await host.rest('GET', path, undefined, { 'Accept-Language': 'fr' }),
        'fr',
        path,
      )
    expectApiError(
      await host.rest('GET', '/marketing/leads', undefined, {
        'Accept-Language': 'fr',
        Authorization: 'Bearer no',
      }),
      'fr',
      'token',
    )
    const long = await host.rest('GET', `/marketing/leads?search=${'é'.repeat(9_000)}`, undefined, {
      'Accept-Language': 'fr',
    })
    expect([long.status, (long.body as { code: string }).code]).toEqual([431, 'HEADERS_TOO_LARGE'])
  }, 120_000)

  it('says each refusal in words of the language asked for, and technically where none was', async () => {
    await host.rest('POST', '/marketing/leads', { email: 'prise@exemple.example' })
    const taken = (language?: string) =>
      host.rest(
        'POST',
        '/marketing/leads',
        { email: 'prise@exemple.example' },
        language === undefined ? {} : { 'Accept-Language': language },
      )
    const message = async (answer: ReturnType<typeof taken>) =>
      ((await answer).body as { message: string }).message
    expect(await message(taken('fr'))).toBe(frenchFailures.email_taken)
    expect(await message(taken('de, en-GB;q=0.8, fr;q=0.3'))).toBe(englishFailures.email_taken)
    expect(await message(taken('fr;q=0, en'))).toBe(englishFailures.email_taken)
    expect(await message(taken('*'))).toMatch(/^Lead \d+ has this e-mail address already\.$/)
    expect(
      await message(
        host.rest(
          'POST',
          '/marketing/leads',
          { email: 'x', score: 3 },
          { 'Accept-Language': 'fr' },
        ),
      ),
    ).toBe(`${frenchFailures.invalid_input} (email)`)
  })

  it('changes nothing by a GET, whatever it is asked', async () => {
    // Every table is compared below, behind the same procedures; what the engine sends by itself is
    // none of a GET's.
    const shown = async () =>
      Promise.all(
        ['leads', 'funnels', 'suppressions', 'ads'].map(
          async (list) => (await host.rest('GET', `/marketing/${list}`)).text,
        ),
      )
    const before = await shown()
    const gets = operations.filter(({ method }) => method === 'GET')
    for (const { path, operation } of gets) {
      const names = (operation.parameters ?? [])
        .filter((parameter) => parameter.in === 'query')
        .map(({ name }) => name)
      for (const text of hostileTexts.slice(0, 12)) {
        const search = new URLSearchParams(
          names.slice(0, 2).map((name) => [name, text.slice(0, 500)]),
        )
        expectApiError(
          await host.rest('GET', `${path.replace('{id}', '1')}?${search.toString()}`, undefined, {
            'Accept-Language': 'en',
          }),
          'en',
          [path, text],
        )
      }
    }
    expect(await shown()).toEqual(before)
  }, 120_000)

  it('writes no secret into its log', async () => {
    const log = await readFile(join(host.dataFolder, 'webox.log'), 'utf8').catch(() => '')
    for (const secret of [...secrets, host.token, 'zoe@exemple.example'])
      expect(log).not.toContain(secret)
  })
})

describe('every procedure', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await createTestApp()
    await app.client.crm.leads.create({ email: 'zoe@exemple.example', notes: 'x' })
    await app.client.email.campaigns.create({
      name: 'Lettre',
      subject: 'Bonjour',
      html: '<p>x</p>',
      fromEmail: 'moi@exemple.example',
    })
    await app.client.funnels.create({ query: { template: 'guide-fr' }, body: { name: 'Guide' } })
  })
  afterAll(() => app.remove())

  type Procedure = { name: string[]; method: string | undefined; schema: Schema }
  const converter = new ZodToJsonSchemaConverter()
  const all = proceduresOf(appContract, [])
  function proceduresOf(contract: object, name: string[]): Procedure[] {
    if (isContractProcedure(contract)) {
      const { inputSchema, route } = contract['~orpc']
      return [
        {
          name,
          method: route.method,
          schema:
            inputSchema === undefined
              ? {}
              : (converter.convert(inputSchema, { strategy: 'input' })[1] as Schema),
        },
      ]
    }
    return Object.entries(contract).flatMap(([key, part]: [string, unknown]) =>
      typeof part === 'object' && part !== null ? proceduresOf(part, [...name, key]) : [],
    )
  }
  const everyTable = () => {
    const tables = app.services.database.query<{ name: string }>(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT GLOB '*_search*' ORDER BY name`,
    )
    return tables
      .map(
        ({ name }) =>
          `${name} ${JSON.stringify(app.services.database.query(`SELECT * FROM ${name}`))}`,
      )
      .join('\n')
  }

  it('refuses in words what it cannot take, and then has changed nothing; what only reads, never does', async () => {
    const skipped = ['system.changes', 'system.loadDemoData']
    const asked = all.filter(
      ({ name }) => !skipped.includes(name.join('.')) && !reachesOut.test(name.join('.')),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...asked),
        fc.gen(),
        async ({ name, method, schema }, generate) => {
          const input = generate(() => nearlyFitting(schema))
          const before = everyTable()
          const call = name.reduce<unknown>(
            (part, key) => (part as Record<string, unknown>)[key],
            app.client,
          ) as (input: unknown) => Promise<unknown>
          let isRefused = false
          try {
            await call(input)
          } catch (error) {
            isRefused = true
            const shown = JSON.stringify([name.join('.'), input])?.slice(0, 600)
            expect(error, `${shown} ${error instanceof Error ? error.stack : ''}`).toBeInstanceOf(
              ORPCError,
            )
            expect((error as { status: number }).status, `${shown} ${String(error)}`).toBeLessThan(
              500,
            )
          }
          if (name.join('.') === 'assistant.provider.set')
            await app.client.assistant.provider.delete()
          if (isRefused || method === 'GET')
            expect(everyTable() === before, `${name.join('.')} changed something`).toBe(true)
        },
      ),
      { numRuns: 800, endOnFailure: true },
    )
    expect(app.services.database.query('PRAGMA integrity_check')).toEqual([
      { integrity_check: 'ok' },
    ])
  }, 240_000)
})

describe('each refusal', () => {
  it.each(apiErrorReasons)('%s says what was kept and what to do, in both languages', (reason) => {
    const said = { fr: frenchFailures[reason], en: englishFailures[reason] }
    expect(said.fr).toMatch(/rien|conserv|reste|continue|perdu/i)
    expect(said.en).toMatch(/nothing|kept|stays|remains|goes on/i)
    for (const sentence of Object.values(said)) {
      expect(sentence.split(/(?<=[.:]) |\s: /).length).toBeGreaterThan(1)
      expect(sentence).not.toMatch(/!|\b(nous|we|our|notre)\b/i)
    }
  })
})
