// A provider behind real HTTP: what is asked of it, how it may fail, and where its key may go.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  gathered,
  startScriptedModel,
  until,
  useScriptedModel,
  type ScriptedModel,
} from '../../support/scriptedModel.ts'
import type { ModelScript } from '../../support/scriptedModelServer.ts'
import { withFile } from '../../support/olderDatabase.ts'
import { createTestApp, errorReasonOf, type TestApp } from '../../support/testApp.ts'

const key = 'canary-key-77b1'
let model: ScriptedModel
let app: TestApp
const logged: string[] = []
beforeAll(async () => {
  model = await startScriptedModel()
})
afterAll(() => model.stop())
beforeEach(async () => {
  logged.length = 0
  app = await createTestApp({ log: (...record) => void logged.push(JSON.stringify(record)) })
  await model.forget()
})
afterEach(() => app.remove())

const assistant = () => app.client.assistant
const rewrite = (signal?: AbortSignal) =>
  gathered(
    assistant().rewrite({ action: 'shorten', text: 'A long text.' }, signal ? { signal } : {}),
  )
const lastCall = async () => (await assistant().calls.list({})).items[0]

describe('a provider', () => {
  it('is not there until it is set, and says so', async () => {
    expect(await assistant().provider.get()).toEqual({ provider: null })
    expect(await errorReasonOf(rewrite())).toBe('ai_not_configured')
    expect(await errorReasonOf(assistant().provider.verify())).toBe('ai_not_configured')
  })

  it('keeps its key in the secret store, bound to the address it was entered for', async () => {
    await useScriptedModel(app, model)
    expect(await assistant().provider.get()).toMatchObject({
      provider: { hasKey: true, model: 'scripted-small' },
    })
    const same = { kind: 'openai_compatible' as const, baseUrl: model.url, model: 'scripted-large' }
    expect((await assistant().provider.set(same)).hasKey).toBe(true)
    expect(
      (await assistant().provider.set({ ...same, baseUrl: 'http://127.0.0.1:9/v1' })).hasKey,
    ).toBe(false)
    expect((await assistant().provider.set({ ...same, apiKey: key })).hasKey).toBe(true)
    expect((await assistant().provider.set({ ...same, apiKey: null })).hasKey).toBe(false)
    await assistant().provider.delete()
    expect(await assistant().provider.get()).toEqual({ provider: null })
  })

  it('never gets a key that was entered for another address, where storing the address fails', async () => {
    await useScriptedModel(app, model)
    withFile(app.services.database.path, (connection) =>
      connection.exec(
        `CREATE TRIGGER no_space BEFORE UPDATE ON assistant_settings BEGIN SELECT RAISE(ABORT, 'no space'); END`,
      ),
    )
    await expect(
      assistant().provider.set({
        kind: 'openai_compatible',
        baseUrl: 'https://other.example/v1',
        model: 'm',
        apiKey: 'key-for-another',
      }),
    ).rejects.toThrow()
    await model.say({ kind: 'ok', text: 'OK' })
    expect(await assistant().provider.verify()).toMatchObject({ ok: true })
    const [request] = await model.requests()
    expect(request?.headers['authorization']).toBe(`Bearer ${key}`)
  })

  it('lists its models, and answers when verified', async () => {
    await useScriptedModel(app, model)
    expect(await assistant().provider.models()).toEqual({
      models: ['scripted-large', 'scripted-small'],
    })
    await model.say({ kind: 'ok', text: 'OK' })
    expect(await assistant().provider.verify()).toMatchObject({ ok: true })
    await model.say({ kind: 'status', status: 401, message: `Incorrect API key provided: ${key}` })
    expect(await assistant().provider.verify()).toEqual({
      ok: false,
      reason: 'ai_key_refused',
      detail: 'Incorrect API key provided: …',
      model: 'scripted-small',
    })
  })

  it.each(['anthropic', 'google', 'mistral', 'openai'] as const)(
    'of the family %s is asked in its own protocol',
    async (kind) => {
      await assistant().provider.set({ kind, baseUrl: model.url, model: 'some-model', apiKey: key })
      await model.say({ kind: 'ok', text: 'OK' })
      expect(await assistant().provider.verify()).toMatchObject({ ok: true, reason: null })
      const [request] = await model.requests()
      const path = {
        anthropic: /\/messages$/,
        google: /some-model:generateContent$/,
        mistral: /\/chat\/completions$/,
        openai: /\/chat\/completions$/,
      }[kind]
      expect(request?.path).toMatch(path)
      expect(JSON.stringify(request?.headers)).toContain(key)
      expect(await lastCall()).toMatchObject({
        outcome: 'answered',
        inputTokens: 120,
        outputTokens: 30,
      })
    },
  )

  it('leaves its key in no file, no log, no answer and no payload', async () => {
    await useScriptedModel(app, model)
    await model.say(
      { kind: 'status', status: 400, message: `bad key ${key}` },
      { kind: 'ok', text: 'Fine.' },
    )
    await errorReasonOf(rewrite())
    await rewrite()
    const calls = await assistant().calls.list({})
    const payloads = await Promise.all(calls.items.map(({ id }) => assistant().calls.get({ id })))
    const written = readdirSync(app.host.dataFolder).map((name) =>
      readFileSync(join(app.host.dataFolder, name)).toString('latin1'),
    )
    for (const words of [
      JSON.stringify([calls, payloads, await assistant().provider.get()]),
      ...logged,
      ...written,
    ])
      expect(words).not.toContain(key)
    expect((await model.requests())[0]?.headers['authorization']).toBe(`Bearer ${key}`)
  })
})

describe('an answer', () => {
  beforeEach(() => useScriptedModel(app, model))

  it('comes in parts, and is written down with its tokens', async () => {
    await model.say({ kind: 'ok', text: 'A short text.' })
    const events = await rewrite()
    expect(events.filter(({ kind }) => kind === 'part').length).toBeGreaterThan(1)
    expect(events.at(-1)).toEqual({
      kind: 'done',
      text: 'A short text.',
      generatedBy: 'OpenAI-compatible · scripted-small',
    })
    expect(await lastCall()).toMatchObject({
      task: 'rewrite_shorten',
      outcome: 'answered',
      inputTokens: 120,
      outputTokens: 30,
      cost: null,
    })
    await assistant().provider.set({ kind: 'ollama', baseUrl: model.url, model: 'scripted-small' })
    await rewrite()
    expect(await lastCall()).toMatchObject({ provider: 'ollama', cost: 0 })
  })

  const failures: [string, ModelScript, string][] = [
    ['401', { kind: 'status', status: 401 }, 'ai_key_refused'],
    ['403', { kind: 'status', status: 403 }, 'ai_key_refused'],
    ['400', { kind: 'status', status: 400 }, 'ai_refused'],
    [
      '429 that asks for an hour',
      { kind: 'status', status: 429, headers: { 'retry-after': '3600' } },
      'ai_limited',
    ],
    ['500 for ever', { kind: 'status', status: 500 }, 'ai_unreachable'],
    [
      'a redirect',
      { kind: 'redirect', to: 'http://127.0.0.1:1/v1/chat/completions' },
      'ai_refused',
    ],
    [
      'a redirect that keeps the method, to an address of the network',
      { kind: 'redirect', to: 'http://169.254.169.254/latest/meta-data', status: 307 },
      'ai_refused',
    ],
    [
      'a redirect for ever',
      { kind: 'redirect', to: 'http://10.0.0.1/v1/chat/completions', status: 308 },
      'ai_refused',
    ],
    [
      'packed, though nobody asked for that',
      { kind: 'packed', encoding: 'gzip', bytes: 300_000_000 },
      'ai_answer_unusable',
    ],
    [
      'packed twice',
      { kind: 'packed', encoding: 'gzip, gzip', bytes: 1_000 },
      'ai_answer_unusable',
    ],
    ['a flood without end', { kind: 'flood' }, 'ai_answer_too_large'],
    ['all headers', { kind: 'long_headers' }, 'ai_unreachable'],
    ['a page in place of an answer', { kind: 'wrong_content_type' }, 'ai_answer_unusable'],
    ['more than any answer', { kind: 'oversized', bytes: 3_000_000 }, 'ai_answer_too_large'],
    ['an answer cut by its length', { kind: 'too_long', text: 'A short' }, 'ai_answer_cut'],
    [
      'a connection cut in the middle',
      { kind: 'cut_mid_stream', text: 'A short' },
      'ai_unreachable',
    ],
  ]
  it.each(failures)(
    'that is %s is a refusal with a reason, and is written down',
    async (_name, script, reason) => {
      await model.say(script)
      expect(await errorReasonOf(rewrite())).toBe(reason)
      expect(await lastCall()).toMatchObject({ outcome: 'failed', reason, cost: null })
    },
  )

  it('that is packed is not even read: it says so, and what it would unpack to stays packed', async () => {
    await model.say({ kind: 'packed', encoding: 'gzip', bytes: 50_000_000 })
    expect(await assistant().provider.verify()).toMatchObject({
      ok: false,
      reason: 'ai_answer_unusable',
      detail: expect.stringContaining('packed (gzip)') as string,
    })
  })

  it('is asked for again after 429 and 500, and only before its first byte', async () => {
    await model.say(
      { kind: 'status', status: 429, headers: { 'retry-after': '0' } },
      { kind: 'status', status: 500 },
      { kind: 'ok', text: 'Third time.' },
    )
    expect((await rewrite()).at(-1)).toMatchObject({ text: 'Third time.' })
    expect(await model.requests()).toHaveLength(3)
    await model.forget()
    await model.say({ kind: 'cut_mid_stream', text: 'A' }, { kind: 'ok', text: 'Never asked for.' })
    await errorReasonOf(rewrite())
    expect(await model.requests()).toHaveLength(1)
    await model.forget()
    await model.say({ kind: 'status', status: 401 }, { kind: 'ok', text: 'Never asked for.' })
    await errorReasonOf(rewrite())
    expect(await model.requests()).toHaveLength(1)
  })

  it('that does not begin, and one that does not end, are given up', async () => {
    await useScriptedModel(app, model, { firstByteSeconds: 1, totalSeconds: 60 })
    await model.say({ kind: 'slow_first_byte', milliseconds: 600_000, text: 'late' })
    expect(await errorReasonOf(rewrite())).toBe('ai_timed_out')
    await useScriptedModel(app, model, { firstByteSeconds: 60, totalSeconds: 1 })
    await model.say({ kind: 'never_ends' })
    expect(await errorReasonOf(rewrite())).toBe('ai_timed_out')
    await until(async () => (await model.open()) === 0)
  })

  it('that comes slowly but in time is waited for', async () => {
    await model.say({ kind: 'slow_drip', milliseconds: 30, parts: ['Slow', ' but', ' sure'] })
    expect((await rewrite()).at(-1)).toMatchObject({ text: 'Slow but sure' })
  })

  it('nobody waits for any more is cancelled at the provider, too', async () => {
    await model.say({ kind: 'never_ends' })
    const stopping = new AbortController()
    const asked = assistant().rewrite(
      { action: 'shorten', text: 'A long text.' },
      { signal: stopping.signal },
    )
    for await (const event of await asked.catch(() => [])) {
      expect(event.kind).toBe('part')
      stopping.abort()
      break
    }
    await until(async () => (await model.open()) === 0)
    await until(async () => (await lastCall())?.outcome === 'cancelled')
  })

  it('given up by a signal before it began is cancelled, and not called a failure', async () => {
    await model.say({ kind: 'slow_first_byte', milliseconds: 600_000, text: 'late' })
    const stopping = new AbortController()
    const asked = assistant().classifyReply({ received: 'Oui' }, { signal: stopping.signal })
    await until(async () => (await model.requests()).length === 1)
    stopping.abort()
    await expect(asked).rejects.toThrow()
    await until(async () => (await lastCall())?.outcome === 'cancelled')
  })

  it('to a request that is too long is never asked for', async () => {
    await model.say({ kind: 'ok', text: 'OK' })
    const { askForObject } = await import('#main/features/assistant/calls/askForObject.ts')
    const { z } = await import('zod')
    expect(
      await errorReasonOf(
        askForObject(app.services, {
          name: 'x',
          instructions: 'x',
          request: 'x'.repeat(600_000),
          schema: z.object({ a: z.string() }),
        }),
      ),
    ).toBe('ai_request_too_large')
    expect(await model.requests()).toHaveLength(0)
    expect((await assistant().calls.list({})).total).toBe(0)
  })
})
