// The panel beside a lead: honest without a provider, shows before it sends, and shows hostile
// answers as the texts they are.
import { ORPCError } from '@orpc/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { h } from 'vue'
import AssistantLead from '../../../src-renderer/features/assistant/help/AssistantLead.vue'
import { hostileAnswers } from '../../support/injections.ts'
import { flushPromises } from '../support/flushPromises.ts'
import { mountPage } from '../support/mountPage.ts'

const answers = vi.hoisted(() => new Map<string, (input: unknown) => unknown>())
const called = vi.hoisted(() => [] as string[])
vi.mock('../../../src-renderer/api/connectApi.ts', () => ({
  connectApi: () => ({
    link: {
      call: (path: readonly string[], input: unknown) => {
        const name = path.join('.')
        called.push(name)
        const answer = answers.get(name)
        return answer ? Promise.resolve().then(() => answer(input)) : new Promise(() => undefined)
      },
    },
    renew: () => undefined,
  }),
}))

const provider = {
  kind: 'ollama',
  baseUrl: null,
  model: 'm',
  hasKey: false,
  allowPrivateNetwork: false,
  firstByteSeconds: 1,
  totalSeconds: 1,
}
const payload = {
  provider: 'Ollama',
  model: 'm',
  url: 'http://127.0.0.1:11434/v1/chat/completions',
  body: '{"messages":["EXACT BODY"]}',
  estimatedTokens: 12,
  estimatedCost: null,
}
const Panel = { render: () => h(AssistantLead, { leadId: 7 }) }
let opened: Awaited<ReturnType<typeof mountPage>> | undefined
beforeEach(() => {
  answers.clear()
  called.length = 0
  localStorage.clear()
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined }))
  answers.set('assistant.provider.get', () => ({ provider }))
})
afterEach(() => {
  opened?.close()
  vi.unstubAllGlobals()
})
const click = async (id: string) => {
  opened?.element.querySelector<HTMLElement>(`[data-testid="${id}"]`)?.click()
  await flushPromises()
}
const summarise = (words: string) =>
  answers.set('assistant.leadSummary', (input) =>
    (input as { preview: boolean }).preview
      ? { preview: payload, answer: null, generatedBy: null }
      : { preview: null, answer: { summary: words, nextStep: words }, generatedBy: 'Ollama · m' },
  )

test('Without a provider it says what is needed and makes nothing up', async () => {
  answers.set('assistant.provider.get', () => ({ provider: null }))
  opened = await mountPage(Panel, '/crm')
  expect(opened.element.textContent).toContain('il faut un fournisseur')
  expect(opened.element.querySelector('[data-testid="lead-summarise"]')).toBeNull()
})

test('It shows what would be sent before the first time, sends on a click, and then asks at once', async () => {
  summarise('Un résumé.')
  opened = await mountPage(Panel, '/crm')
  await click('lead-summarise')
  expect(opened.element.textContent).toContain('EXACT BODY')
  expect(called.filter((name) => name === 'assistant.leadSummary')).toHaveLength(1)
  await click('assistant-send')
  expect(opened.element.querySelector('[data-testid="lead-summary"]')?.textContent).toBe(
    'Un résumé.',
  )
  await click('lead-summarise')
  expect(opened.element.querySelector('[data-testid="lead-summary"]')).not.toBeNull()
  // Nothing is kept without a click.
  expect(called).not.toContain('crm.interactions.create')
})

test.each(hostileAnswers)('A hostile answer is shown as a text: %s', async (words) => {
  summarise(words)
  opened = await mountPage(Panel, '/crm')
  await click('lead-summarise')
  await click('assistant-send')
  expect(opened.element.querySelector('[data-testid="lead-summary"]')?.textContent).toBe(words)
  expect(opened.element.querySelector('script, img, [data-testid="lead-summary"] a')).toBeNull()
  expect('hacked' in window).toBe(false)
  expect(
    called.filter(
      (name) =>
        !['assistant.provider.get', 'assistant.settings.get', 'assistant.leadSummary'].includes(
          name,
        ),
    ),
  ).toEqual([])
})

test('A refusal is a sentence with a way on', async () => {
  answers.set('assistant.leadSummary', () => {
    throw new ORPCError('CONFLICT', { status: 409, data: { reason: 'ai_fields_off' } })
  })
  opened = await mountPage(Panel, '/crm')
  await click('lead-summarise')
  expect(opened.element.textContent).toContain('Aucun champ des leads ne peut être envoyé')
  expect(opened.element.querySelector('[data-testid="assistant-to-provider"]')).not.toBeNull()
})
