// Answers of a given shape: asked for as strictly as the model allows, checked, mended once, else
// refused; budgets; the log of it all.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { jsonShapeOf } from '#main/ai/jsonShape.ts'
import { askForObject } from '#main/features/assistant/calls/askForObject.ts'
import { PageBlock } from '#shared/blocks/page/pageBlocks.ts'
import {
  startScriptedModel,
  useScriptedModel,
  type ScriptedModel,
} from '../../support/scriptedModel.ts'
import { createTestApp, errorReasonOf, type TestApp } from '../../support/testApp.ts'

let model: ScriptedModel
let app: TestApp
beforeAll(async () => {
  model = await startScriptedModel()
})
afterAll(() => model.stop())
beforeEach(async () => {
  app = await createTestApp()
  await useScriptedModel(app, model)
  await model.forget()
})
afterEach(() => app.remove())

const Plan = z.strictObject({ title: z.string().min(1).max(40), steps: z.array(z.string()).min(1) })
const ask = () =>
  askForObject(app.services, {
    name: 'plan',
    instructions: 'Make a plan.',
    request: 'A plan for spring.',
    schema: Plan,
  })
const good = { title: 'Spring', steps: ['Write'] }
type Sent = {
  response_format?: { type: string; json_schema?: { schema: unknown } }
  tools?: unknown
  messages: { role: string; content: string }[]
}
const bodies = async () => (await model.requests()).map(({ body }) => JSON.parse(body) as Sent)
const calls = async () => (await app.client.assistant.calls.list({})).items

describe('an object', () => {
  it('is null where nobody is set up to answer', async () => {
    await app.client.assistant.provider.delete()
    expect(await ask()).toBeNull()
  })

  it('is asked for with its schema, and says who wrote it', async () => {
    await model.say({ kind: 'json', value: good })
    expect(await ask()).toEqual({
      value: good,
      trims: [],
      generatedBy: 'OpenAI-compatible · scripted-small',
    })
    const [body] = await bodies()
    expect(body?.response_format?.json_schema?.schema).toMatchObject({
      type: 'object',
      properties: { steps: { type: 'array', items: { type: 'string' } } },
    })
    expect(body?.messages).toEqual([
      { role: 'system', content: 'Make a plan.' },
      { role: 'user', content: 'A plan for spring.' },
    ])
  })

  it('that does not fit is mended once, with the errors said', async () => {
    await model.say(
      { kind: 'json', value: { title: '', steps: 'none' } },
      { kind: 'json', value: good },
    )
    expect((await ask())?.value).toEqual(good)
    const [, second] = await bodies()
    expect(second?.messages.map(({ role }) => role)).toEqual([
      'system',
      'user',
      'assistant',
      'user',
    ])
    expect(second?.messages[3]?.content).toMatch(/steps/)
    expect((await calls()).map(({ outcome }) => outcome)).toEqual(['answered', 'answered'])
  })

  it.each([
    [
      'of the wrong shape',
      { kind: 'json', value: { title: 'x', steps: [], more: 1 } },
      2,
      'ai_answer_unusable',
    ],
    [
      'that is no JSON',
      { kind: 'ok', text: 'Here is your plan: write, then send.' },
      2,
      'ai_answer_unusable',
    ],
    ['that is nothing', { kind: 'ok', text: '' }, 2, 'ai_answer_empty'],
    // Asked again, it would say the same.
    ['that declines', { kind: 'ok', text: 'I’m sorry, I can’t do that.' }, 1, 'ai_answer_declined'],
    [
      'that is cut before it says anything',
      { kind: 'too_long', text: 'First' },
      1,
      'ai_answer_cut',
    ],
  ] as const)(
    '%s is refused in its own words: nothing is guessed out of it',
    async (_name, script, calls, reason) => {
      await model.say(script)
      const error: unknown = await ask().catch((thrown: unknown) => thrown)
      const said = 'text' in script && script.text !== '' ? { answer: script.text } : {}
      expect(error).toMatchObject({ data: { reason, ...said } })
      expect(await model.requests()).toHaveLength(calls)
    },
  )

  it('that reached its longest length is used where it holds what was asked for, and says so', async () => {
    await model.say({ kind: 'too_long', text: `${JSON.stringify(good)}\n\nAnd now` })
    expect(await ask()).toMatchObject({ value: good, trims: [] })
    await model.say({ kind: 'too_long', text: '{"title":"Spring","steps":["Write","Se' })
    expect(await ask()).toMatchObject({
      value: good,
      trims: [{ kind: 'cut_short', part: '', count: 1 }],
    })
    expect(await model.requests()).toHaveLength(2)
  })

  it('is had from models that take no schema, by what they do take; and that is remembered', async () => {
    await model.say({ kind: 'refuse_structured', then: { kind: 'json', value: good } })
    expect((await ask())?.value).toEqual(good)
    const modes = (await bodies()).map(
      (body) => body.response_format?.type ?? (body.tools ? 'tool' : 'text'),
    )
    expect(modes).toEqual(['json_schema', 'json_object', 'tool'])
    await model.forget()
    expect((await ask())?.value).toEqual(good)
    expect(await model.requests()).toHaveLength(1)
  })

  it('is had from models that take neither schema nor tools', async () => {
    await model.say({
      kind: 'refuse_structured',
      tools: true,
      then: { kind: 'ok', text: JSON.stringify(good) },
    })
    expect((await ask())?.value).toEqual(good)
    const last = (await bodies()).at(-1)
    expect(last?.response_format).toBeUndefined()
    expect(last?.messages[0]?.content).toContain('JSON schema')
  })

  it.each(['anthropic', 'google', 'mistral', 'openai'] as const)(
    'is had in the protocol of %s, too',
    async (kind) => {
      await app.client.assistant.provider.set({
        kind,
        baseUrl: model.url,
        model: 'some-model',
        apiKey: 'k',
      })
      await model.say({ kind: 'json', value: good })
      expect((await ask())?.value).toEqual(good)
      expect(await model.requests()).toHaveLength(1)
      expect((await model.requests())[0]?.body).toContain('"steps"')
    },
  )

  describe.each(['openai_compatible', 'anthropic', 'google', 'mistral', 'openai'] as const)(
    'in the protocol of %s',
    (kind) => {
      beforeEach(() =>
        app.client.assistant.provider.set({
          kind,
          baseUrl: model.url,
          model: 'some-model',
          apiKey: 'k',
        }),
      )
      const readable = [
        ['fenced', '```json\n{"title":"Spring","steps":["Write"]}\n```'],
        ['after a thought', '<think>{"title":"No"}</think>{"title":"Spring","steps":["Write"]}'],
        ['in prose', 'Here it’s: {"title":"Spring","steps":["Write"]} Enjoy!'],
        ['with a mark of its bytes', '\uFEFF{"title":"Spring","steps":["Write"]}'],
        ['with a comma too many', '{"title":"Spring","steps":["Write",],}'],
        ['with one key too many', '{"title":"Spring","steps":["Write"],"note":"x"}'],
        ['with an item that is nothing', '{"title":"Spring","steps":["Write",null]}'],
        ['in a wrapper', '{"result":{"title":"Spring","steps":["Write"]}}'],
        ['in single quotes', "{'title':'Spring','steps':['Write']}"],
        ['that ends too early', '{"title":"Spring","steps":["Write"'],
      ] as const
      it.each(readable)('an answer %s costs one call', async (_name, text) => {
        await model.say({ kind: 'ok', text })
        expect((await ask())?.value).toEqual(good)
        expect(await model.requests()).toHaveLength(1)
      })
    },
  )

  it('has a schema in which every array says what its items are', () => {
    const walk = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return
      if ('type' in value && value.type === 'array') expect(value).toHaveProperty('items')
      Object.values(value).forEach(walk)
    }
    for (const schema of [z.array(PageBlock), Plan, z.array(z.unknown()), z.tuple([z.string()])]) {
      const shape = jsonShapeOf(schema)
      walk(shape)
      expect(JSON.stringify(shape)).not.toMatch(/\$ref|"pattern"|oneOf/)
    }
  })
})

describe('a budget', () => {
  const prices = { inputPrice: 10, outputPrice: 20, currency: 'USD' }
  const settings = () => app.client.assistant.settings

  it('needs prices', async () => {
    expect(await errorReasonOf(settings().update({ monthlyBudget: 5 }))).toBe('ai_price_missing')
    expect((await settings().get()).monthlyBudget).toBeNull()
  })

  it('adds up what was measured, and refuses before the call that could exceed it', async () => {
    await settings().update({ ...prices, monthlyBudget: 0.5 })
    await model.say({ kind: 'json', value: good })
    await ask()
    // 120 tokens in and 30 out, as the provider counted them.
    expect(await app.client.assistant.usage()).toMatchObject({
      calls: 1,
      inputTokens: 120,
      outputTokens: 30,
      cost: 0.0018,
      callsOfUnknownCost: 0,
      currency: 'USD',
      month: '2026-11-01',
    })
    await settings().update({ monthlyBudget: 0.1 })
    await model.forget()
    expect(await errorReasonOf(ask())).toBe('ai_budget_reached')
    expect(await model.requests()).toHaveLength(0)
    expect(await app.client.assistant.usage()).toMatchObject({ calls: 1 })
  })

  it('is not shared out twice by calls at the same time', async () => {
    await settings().update({ ...prices, monthlyBudget: 0.5 })
    await model.say({ kind: 'slow_first_byte', milliseconds: 300, text: JSON.stringify(good) })
    const outcomes = await Promise.all([errorReasonOf(ask()), errorReasonOf(ask())])
    expect(outcomes.sort()).toEqual(['ai_budget_reached', null].sort())
  })

  it('begins anew with the month of the business', async () => {
    await app.client.settings.update({ timeZone: 'Europe/Paris' })
    await settings().update({ ...prices, monthlyBudget: 0.5 })
    await model.say({ kind: 'json', value: good })
    await ask()
    app.host.clock.set(Date.parse('2026-11-30T22:59:59Z'))
    expect(await app.client.assistant.usage()).toMatchObject({ month: '2026-11-01', calls: 1 })
    app.host.clock.set(Date.parse('2026-11-30T23:00:00Z'))
    expect(await app.client.assistant.usage()).toMatchObject({
      month: '2026-12-01',
      calls: 0,
      cost: 0,
    })
  })

  it('counts what may have been spent where the provider never said', async () => {
    await settings().update({ ...prices, monthlyBudget: 0.5 })
    await model.say({ kind: 'cut_mid_stream', text: 'x' })
    await errorReasonOf(ask())
    expect(await app.client.assistant.usage()).toMatchObject({ cost: 0, callsOfUnknownCost: 1 })
    await model.say({ kind: 'json', value: good })
    expect(await errorReasonOf(ask())).toBe('ai_budget_reached')
  })

  it('with another model waits for that model’s prices', async () => {
    await settings().update({ ...prices, monthlyBudget: 5 })
    await app.client.assistant.provider.set({ kind: 'anthropic', model: 'other' })
    expect(await settings().get()).toMatchObject({
      inputPrice: null,
      outputPrice: null,
      monthlyBudget: 5,
    })
    expect(await errorReasonOf(app.client.assistant.classifyReply({ received: 'Oui' }))).toBe(
      'ai_price_missing',
    )
    expect((await calls()).length).toBe(0)
  })
})

describe('the log', () => {
  it('holds exactly what was sent, forgets it when told, and keeps the month’s sum', async () => {
    await model.say({ kind: 'json', value: good })
    await ask()
    const [call] = await calls()
    const shown = await app.client.assistant.calls.get({ id: call?.id ?? 0 })
    expect(shown.payload).toBe((await model.requests())[0]?.body)
    app.host.clock.advance(60_000)
    await app.client.assistant.calls.clear()
    expect((await app.client.assistant.calls.get({ id: call?.id ?? 0 })).payload).toBe('')
    expect(await app.client.assistant.usage()).toMatchObject({ calls: 1, inputTokens: 120 })
    app.host.clock.set(Date.parse('2027-01-15T00:00:00Z'))
    await app.client.assistant.calls.clear()
    expect((await calls()).length).toBe(0)
  })

  it('forgets by itself after the time the user set', async () => {
    await model.say({ kind: 'json', value: good })
    await app.client.assistant.settings.update({ keepDays: 2 })
    await ask()
    app.host.clock.advance(3 * 24 * 60 * 60 * 1_000)
    await ask()
    const all = await calls()
    const payloads = await Promise.all(
      all.map(async ({ id }) => (await app.client.assistant.calls.get({ id })).payload !== ''),
    )
    expect(payloads).toEqual([true, false])
  })
})

describe('an application that ended in the middle of a call', () => {
  it('says afterwards that nobody knows what came of it', async () => {
    await model.say({ kind: 'json', value: good })
    await ask()
    await app.services.database.write([], (transaction) =>
      transaction.sql(`UPDATE ai_calls SET outcome = 'running'`),
    )
    const { dataFolder } = app.host
    await app.stop()
    app = await createTestApp({ dataFolder })
    expect((await calls())[0]?.outcome).toBe('interrupted')
  })
})
