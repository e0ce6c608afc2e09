// The assistant's provider over the REST API, against a scripted provider: set, read without the
// key, checked, removed.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startLocalHost, type LocalHostProcess } from '../support/localHost.ts'
import { startScriptedModel, type ScriptedModel } from '../support/scriptedModel.ts'

let host: LocalHostProcess
let model: ScriptedModel
const path = '/marketing/ai-provider'
beforeAll(async () => {
  model = await startScriptedModel()
  host = await startLocalHost()
})
afterAll(async () => {
  await host.stop()
  await model.stop()
})

it('takes a provider, says that it has a key, and never says the key', async () => {
  expect((await host.rest('GET', path)).body).toEqual({ provider: null })
  expect(await host.rest('POST', `${path}/verify`)).toMatchObject({
    status: 409,
    body: { data: { reason: 'ai_not_configured' } },
  })
  const set = await host.rest('PUT', path, {
    kind: 'openai_compatible',
    baseUrl: model.url,
    model: 'scripted-small',
    apiKey: 'canary-key-77b1',
  })
  expect(set).toMatchObject({ status: 200, body: { hasKey: true, model: 'scripted-small' } })
  expect(set.text + (await host.rest('GET', path)).text).not.toContain('canary')
  expect((await host.rest('GET', `${path}/models`)).body).toEqual({
    models: ['scripted-large', 'scripted-small'],
  })
  await model.say({ kind: 'ok', text: 'OK' })
  expect((await host.rest('POST', `${path}/verify`)).body).toMatchObject({ ok: true })
  expect((await host.rest('DELETE', path)).status).toBe(204)
  expect((await host.rest('GET', path)).body).toEqual({ provider: null })
})

it('refuses what cannot be a provider, and changes nothing', async () => {
  for (const body of [
    { kind: 'openai_compatible', baseUrl: 'https://10.0.0.1/v1', model: 'x' },
    { kind: 'skynet', model: 'x' },
    { kind: 'ollama' },
    { kind: 'ollama', model: 'x', apiKeys: 'y' },
    { kind: 'openai', model: 'x', apiKey: 'sk-••••' },
    { kind: 'ollama', baseUrl: 'file:///etc/passwd', model: 'x' },
  ]) {
    expect((await host.rest('PUT', path, body)).status).toBe(422)
  }
  expect((await host.rest('GET', path)).body).toEqual({ provider: null })
})

it('answers what was generated at the top, as saved, in both languages', async () => {
  for (const language of ['fr', 'en']) {
    const made = await host.rest('POST', '/marketing/campaigns/generate', {
      campaignType: 'newsletter',
      topic: 'Ateliers',
      language,
    })
    const campaign = made.body as { id: number; campaign: object }
    const saved = (await host.rest('GET', `/marketing/campaigns/${campaign.id}`)).body as {
      [field: string]: unknown
    }
    const { id, status, name, subject, preheader, html, text, blocks } = saved
    expect(made.body).toMatchObject({
      id,
      status,
      name,
      subject,
      preheader,
      html,
      text,
      blocks,
      generatedBy: 'built-in',
      campaign: saved,
    })
    const funnel = (
      await host.rest('POST', '/marketing/funnels/generate', {
        funnelType: 'service',
        topic: 'Ateliers',
        language,
      })
    ).body as { id: number; pages: { id: number; html: string }[] }
    const kept = (await host.rest('GET', `/marketing/funnels/${funnel.id}`)).body as {
      name: string
      language: string
      pages: object[]
    }
    expect(funnel).toMatchObject({
      id: funnel.id,
      name: kept.name,
      funnelType: 'service',
      language,
      isActive: false,
      pages: kept.pages,
      funnel: kept,
    })
    expect(funnel.pages.every(({ html }) => /^<!doctype html>/i.test(html))).toBe(true)
  }
  const shown = await host.rest('POST', '/marketing/funnels/generate', {
    funnelType: 'service',
    topic: 'Ateliers',
    save: false,
  })
  expect(shown.body).toMatchObject({
    id: null,
    funnel: null,
    pages: [{ id: null, slug: null, url: null, position: 0 }, {}],
  })
})
