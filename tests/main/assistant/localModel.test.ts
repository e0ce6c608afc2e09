// The same helpers with a real model, where Ollama answers on this computer; skipped, and said so,
// where it does not.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { discoverLocalModels } from '#main/ai/modelList.ts'
import { gathered } from '../../support/scriptedModel.ts'
import { createTestApp, type TestApp } from '../../support/testApp.ts'

const ollama = (await discoverLocalModels()).find(
  ({ kind, models }) => kind === 'ollama' && models.length > 0,
)
if (ollama === undefined) console.log('Skipped: no Ollama with a model answers at 127.0.0.1:11434.')

/** A small model on a slow computer takes its time, in milliseconds. */
const patience = 600_000

describe.skipIf(ollama === undefined)('a real local model', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await createTestApp()
    await app.client.assistant.provider.set({
      kind: 'ollama',
      model: ollama?.models[0] ?? '',
      firstByteSeconds: 500,
      totalSeconds: 550,
    })
    await app.client.assistant.settings.update({ leadFields: ['firstName', 'notes'] })
  })
  afterAll(() => app.remove())

  it(
    'answers when checked',
    async () => expect(await app.client.assistant.provider.verify()).toMatchObject({ ok: true }),
    patience,
  )

  it(
    'rewrites in parts',
    async () => {
      const events = await gathered(
        app.client.assistant.rewrite({
          action: 'shorten',
          text: 'Voici les nouvelles du mois de novembre, avec beaucoup de mots pour dire peu de choses.',
        }),
      )
      expect(events.at(-1)?.kind).toBe('done')
    },
    patience,
  )

  it(
    'classifies, or is refused: never anything else',
    async () => {
      const answer = await app.client.assistant
        .classifyReply({ received: 'Oui, cela m’intéresse, appelez-moi.' })
        .catch((error: unknown) => error)
      if (answer instanceof Error)
        expect(answer).toMatchObject({ data: { reason: 'ai_answer_unusable' } })
      else expect(answer).toMatchObject({ answer: { class: expect.any(String) } })
    },
    patience,
  )

  it(
    'reports with computed numbers only, whatever it writes',
    async () => {
      const { answer } = await app.client.assistant.report({ language: 'fr' })
      expect(['model', 'template_after_check', 'template_after_failure']).toContain(answer?.wording)
    },
    patience,
  )
})
