// Generation with a model whose answers are right, wrong and hostile: what is drawn is checked.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { CampaignBrief, FunnelBrief } from '#shared/contract/generation.contract.ts'
import {
  generateCampaign,
  generateFunnel,
} from '#main/features/assistant/generation/generation.service.ts'
import type {
  CampaignAnswer,
  FunnelAnswer,
} from '#main/features/assistant/generation/modelAnswers.ts'
import type { AskForObject, ObjectTask } from '#main/features/assistant/calls/objectTask.ts'
import { startScriptedModel, useScriptedModel } from '../../support/scriptedModel.ts'
import { createTestApp, errorReasonOf, type TestApp } from '../../support/testApp.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
  await app.client.settings.update({
    businessName: 'Atelier Léon',
    businessEmail: 'bonjour@atelier.example',
    businessAddress: '1 rue du Bois, 44000 Nantes',
    currency: 'EUR',
  })
})
afterAll(() => app.remove())

const generation = () => app.client.generation
const rows = () =>
  app.services.database.query<{ campaigns: number; funnels: number; pages: number }>(
    'SELECT (SELECT count(*) FROM campaigns) AS campaigns, (SELECT count(*) FROM funnels) AS funnels, (SELECT count(*) FROM funnel_pages) AS pages',
  )[0]

const answering =
  (value: unknown, seen: ObjectTask<unknown>[] = []): AskForObject =>
  async (_services, task) => {
    seen.push(task as ObjectTask<unknown>)
    // The far side may answer anything: the service must not believe it.
    return { value: value as never, generatedBy: 'Essai petit-modèle' }
  }
const section = {
  heading: 'Bonjour',
  text: 'Un **mot** de nous.',
  isHighlighted: false,
  buttonLabel: '',
}
const right: CampaignAnswer = {
  name: 'Lettre',
  subject: 'Bonjour',
  alternatives: ['Salut', 'Coucou'],
  preheader: 'Avant',
  sections: [section, { ...section, buttonLabel: 'Voir' }],
}
const step = {
  name: 'Guide',
  pageType: 'optin' as const,
  description: 'd',
  title: 'Le guide',
  text: 't',
  buttonLabel: 'Recevoir',
  benefits: [{ title: 'Clair', text: 'Très' }],
  questions: [],
  offer: null,
}
const rightFunnel: FunnelAnswer = {
  name: 'Tunnel',
  description: 'd',
  steps: [
    step,
    {
      ...step,
      name: 'Offre',
      pageType: 'sales',
      offer: { title: 'Pack', features: ['un'], price: 49 },
    },
    { ...step, name: 'Merci', pageType: 'thank_you' },
  ],
  emails: [{ subject: 'Bienvenue', preheader: '', sections: [section] }],
}
const campaignBrief = {
  ...CampaignBrief.parse({ campaignType: 'newsletter', topic: 'Sujet', goal: 'vendre' }),
  save: true,
}
const funnelBrief = {
  ...FunnelBrief.parse({ funnelType: 'lead_magnet', topic: 'Sujet', budget: 100 }),
  save: true,
}

describe('with a provider', () => {
  let before: ReturnType<typeof rows>
  beforeEach(() => {
    before = rows()
  })

  it('what it wrote is saved under its name', async () => {
    const seen: ObjectTask<unknown>[] = []
    const made = await generateCampaign(app.services, campaignBrief, {
      ask: answering(right, seen),
    })
    expect(made).toMatchObject({
      generatedBy: 'Essai petit-modèle',
      campaign: { name: 'Lettre', subject: 'Bonjour', preheader: 'Avant' },
      alternatives: ['Salut', 'Coucou'],
    })
    expect(made.toFill.map(({ kind }) => kind)).toEqual(['button_link'])
    expect(seen[0]?.name).toBe('campaign')
    expect(JSON.parse(seen[0]?.request ?? '')).toMatchObject({ topic: 'Sujet', goal: 'vendre' })
    const funnel = await generateFunnel(app.services, funnelBrief, { ask: answering(rightFunnel) })
    expect(funnel.funnel?.pages.map(({ pageType }) => pageType)).toEqual([
      'optin',
      'sales',
      'thank_you',
    ])
    expect(funnel.draft.pages[1]?.offer).toMatchObject({
      amount: 49,
      currency: 'EUR',
      paymentUrl: null,
    })
    expect(funnel.campaignIds).toHaveLength(1)
  })

  it('is not asked where the built-in writer is chosen', async () => {
    const seen: ObjectTask<unknown>[] = []
    expect(
      (
        await generateCampaign(
          app.services,
          { ...campaignBrief, writer: 'built-in', save: false },
          { ask: answering(right, seen) },
        )
      ).generatedBy,
    ).toBe('built-in')
    expect(seen).toEqual([])
  })

  it.each([
    null,
    'text',
    {},
    [],
    { ...right, sections: [] },
    { ...right, sections: 'x' },
    { ...right, html: '<p>x</p>' },
    { ...right, subject: 'x'.repeat(300) },
    { ...right, sections: Array.from({ length: 50 }, () => section) },
    { ...right, sections: [{ ...section, style: 'x' }] },
    { ...right, subject: '' },
  ])('a wrong answer is refused and changes nothing: %j', async (value) => {
    expect(
      await errorReasonOf(generateCampaign(app.services, campaignBrief, { ask: answering(value) })),
    ).toBe('ai_answer_unusable')
    expect(rows()).toEqual(before)
  })

  it.each([
    null,
    { ...rightFunnel, steps: [] },
    { ...rightFunnel, steps: [{ ...step, pageType: 'script' }] },
    { ...rightFunnel, emails: [{ ...rightFunnel.emails[0], sections: [] }] },
  ])('a wrong funnel is refused and changes nothing: %j', async (value) => {
    expect(
      await errorReasonOf(generateFunnel(app.services, funnelBrief, { ask: answering(value) })),
    ).toBe('ai_answer_unusable')
    expect(rows()).toEqual(before)
  })

  it('is shown what it would be sent, with an estimate, and nothing is sent or written down', async () => {
    expect(await generation().previewCampaign({ campaignType: 'newsletter', topic: 'x' })).toEqual({
      preview: null,
    })
    const model = await startScriptedModel()
    await useScriptedModel(app, model)
    await app.client.assistant.settings.update({ inputPrice: 1, outputPrice: 2 })
    const brief = { campaignType: 'newsletter' as const, topic: 'Nos ateliers' }
    const { preview } = await generation().previewCampaign(brief)
    expect(preview).toMatchObject({ model: 'scripted-small', url: `${model.url}/chat/completions` })
    expect(preview?.body).toContain('Nos ateliers')
    expect(preview?.estimatedTokens).toBe(Math.ceil(Buffer.byteLength(preview?.body ?? '') / 4))
    // 16,000 tokens of answer at two a million, and the question.
    expect(preview?.estimatedCost).toBeCloseTo(0.032 + (preview?.estimatedTokens ?? 0) / 1e6, 6)
    expect(
      (await generation().previewFunnel({ funnelType: 'service', topic: 'Nos chantiers' })).preview
        ?.body,
    ).toContain('Nos chantiers')
    expect(
      await generation().previewFunnel({ funnelType: 'service', topic: 'x', writer: 'built-in' }),
    ).toEqual({ preview: null })
    expect([await model.requests(), (await app.client.assistant.calls.list({})).total]).toEqual([
      [],
      0,
    ])
    await model.say({ kind: 'json', value: right })
    await generation().campaign({ ...brief, save: false })
    expect((await model.requests()).map(({ body }) => body)).toEqual([preview?.body])
    await app.client.assistant.provider.delete()
    await model.stop()
    expect(rows()).toEqual(before)
  })

  it('a provider that fails changes nothing', async () => {
    const failing: AskForObject = () => Promise.reject(new Error('offline'))
    await expect(generateCampaign(app.services, campaignBrief, { ask: failing })).rejects.toThrow(
      'offline',
    )
    await expect(generateFunnel(app.services, funnelBrief, { ask: failing })).rejects.toThrow(
      'offline',
    )
    expect(rows()).toEqual(before)
  })

  it('a hostile answer can write words and nothing else', async () => {
    const evil =
      '</mj-text><script>alert(1)</script><img src=x onerror=alert(1)> [ici](https://phish.example) ![x](https://t.example/p.gif) [y](javascript:x) {{password}} {{ email }} \u202e\u0000 "onclick="x()"'
    const answer: CampaignAnswer = {
      name: `${evil.slice(0, 100)}\nx`,
      subject: `S\r\nBcc: x@y.example ${evil.slice(0, 60)}`,
      alternatives: [evil.slice(0, 150)],
      preheader: evil.slice(0, 200),
      sections: [
        {
          heading: evil.slice(0, 200),
          text: evil,
          isHighlighted: true,
          buttonLabel: '<b>x</b> [z](https://e.example)',
        },
      ],
    }
    const { campaign, drawn } = await generateCampaign(app.services, campaignBrief, {
      ask: answering(answer),
    })
    const html = drawn.html.replace(/<!--[^]*?-->/g, '')
    expect(html).not.toMatch(
      /<script|<img|<a\b|href=|javascript:x\)|phish|t\.example|e\.example|\{\{password/,
    )
    expect(html).toContain('&lt;script&gt;')
    expect(campaign?.subject).not.toMatch(/[\r\n]/)
    expect(`${campaign?.subject}${campaign?.name}${campaign?.text}`).not.toMatch(
      /[\p{Cf}\p{Co}]|[^\P{Cc}\n]/u,
    )
    const page = {
      ...step,
      name: evil.slice(0, 90),
      title: evil.slice(0, 190),
      text: evil,
      buttonLabel: evil.slice(0, 60),
      benefits: [{ title: evil.slice(0, 100), text: evil }],
      questions: [{ question: evil.slice(0, 100), answer: evil }],
    }
    const funnel = await generateFunnel(
      app.services,
      { ...funnelBrief, save: false },
      { ask: answering({ ...rightFunnel, steps: [page] }) },
    )
    expect(funnel.pages.map(({ html }) => html).join('')).not.toMatch(
      /<script|<img src|<iframe|phish\.example|t\.example\/p|\{\{/,
    )
    expect(
      funnel.pages
        .map(({ html }) => html)
        .join('')
        .match(/<img/g),
    ).toBeNull()
  })

  it.each([
    '[[a](b)](https://phish.example)',
    '[a]{{zz}}(https://phish.example)',
    '[a]{{first_name}}(https://phish.example)',
    '[a{{zz}}](https://phish.example)',
    '{{z{{y}}z}}[b]{{x}}(https://phish.example)',
  ])('what is taken out of %s leaves no link behind', async (text) => {
    const section = { heading: '', text, isHighlighted: false, buttonLabel: '' }
    const { drawn } = await generateCampaign(
      app.services,
      { ...campaignBrief, save: false },
      { ask: answering({ ...right, sections: [section] }) },
    )
    expect(drawn.html).not.toMatch(/<a\b/)
    const funnel = await generateFunnel(
      app.services,
      { ...funnelBrief, save: false },
      { ask: answering({ ...rightFunnel, steps: [{ ...step, text }] }) },
    )
    expect(funnel.pages[0]?.html).not.toMatch(/href="https:\/\/phish/)
  })
})
