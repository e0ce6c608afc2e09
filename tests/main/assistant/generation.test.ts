// Generation through the real router and, for models, with answers that are right, wrong and
// hostile.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  CampaignBrief,
  campaignTypes,
  FunnelBrief,
  tones,
  type WrittenFunnel,
} from '#shared/contract/generation.contract.ts'
import { funnelTypes } from '#shared/contract/funnels.contract.ts'
import { languages } from '#shared/contract/settings.contract.ts'
import { clippedFrom } from '#shared/contract/mailTree.ts'
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
import { createTestApp, refusalOf, type TestApp } from '../../support/testApp.ts'

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

describe('without a provider', () => {
  it('a campaign is saved as a draft that can be edited, and says who wrote it', async () => {
    const made = await generation().campaign({
      campaignType: 'promotional',
      topic: 'Soldes d’été',
      targetAudience: 'clientes fidèles',
      tone: 'friendly',
      goal: 'vendre',
    })
    expect(made).toMatchObject({
      generatedBy: 'built-in',
      campaign: {
        status: 'draft',
        subject: made.draft.subject,
        blocks: made.draft.blocks,
        html: made.drawn.html,
      },
    })
    expect(made.alternatives).toHaveLength(2)
    expect(made.drawn.html).toContain('{{first_name|à toi}}')
    expect(await app.client.email.campaigns.get({ id: made.campaign?.id ?? 0 })).toEqual(
      made.campaign,
    )
    expect((await generation().writer()).hasProvider).toBe(false)
  })

  it('a preview writes nothing', async () => {
    const before = rows()
    const campaign = await generation().campaign({
      campaignType: 'newsletter',
      topic: 'x',
      save: false,
    })
    const funnel = await generation().funnel({
      funnelType: 'webinar',
      topic: 'x',
      save: false,
      budget: 500,
    })
    expect([campaign.campaign, funnel.funnel, funnel.campaignIds]).toEqual([null, null, []])
    expect(rows()).toEqual(before)
    expect(funnel.pages).toHaveLength(funnel.draft.pages.length)
    expect(funnel.mails).toHaveLength(3)
  })

  it('every type, tone and language can be kept, drawn and found again', async () => {
    for (const campaignType of campaignTypes) {
      for (const tone of tones) {
        for (const language of languages) {
          const { campaign, drawn } = await generation().campaign({
            campaignType,
            tone,
            language,
            topic: 'Café & thé <b>bio</b>',
          })
          expect(campaign?.blocks?.language).toBe(language)
          expect(drawn.bytes).toBeLessThan(clippedFrom)
          expect(drawn.html).toContain('Café &amp; thé bio')
        }
      }
    }
  })

  it('a funnel is saved with its pages, paths and messages', async () => {
    for (const funnelType of funnelTypes) {
      const made = await generation().funnel({
        funnelType,
        topic: 'Rénover sa salle de bains',
        budget: 1_000.01,
        language: 'fr',
      })
      expect(made.generatedBy).toBe('built-in')
      expect(made.funnel).toMatchObject({ funnelType, isActive: false, publishedAt: null })
      const problems = (await app.client.funnels.check({ id: made.funnel?.id ?? 0 })).map(
        ({ problem }) => problem,
      )
      // What is left is what only the user knows; and its messages are off, or wait for a link.
      const about = problems.filter(
        (problem) =>
          ![
            'offer_without_link',
            'offer_without_price',
            'form_without_relay',
            'places_left',
          ].includes(problem),
      )
      const hasForm = made.draft.pages.some(({ blocks }) =>
        blocks.some(({ kind }) => kind === 'form'),
      )
      expect(
        about.filter((problem) => problem !== 'email_incomplete' && problem !== 'email_off'),
      ).toEqual([])
      // Nothing would start a message where there is no form: it stays a draft among the campaigns.
      const waits = [
        [false, 0],
        [false, 2 * 24 * 60],
        [false, 5 * 24 * 60],
      ]
      expect(made.funnel?.emails.map(({ isOn, delayMinutes }) => [isOn, delayMinutes])).toEqual(
        hasForm ? waits : [],
      )
      expect(made.campaignIds).toHaveLength(3)
      const first = await app.client.email.campaigns.get({ id: made.campaignIds[0] ?? 0 })
      expect(first.blocks).toEqual(made.draft.emails[0]?.blocks)
      expect(made.budget.reduce((sum, { amount }) => sum + Math.round(amount * 100), 0)).toBe(
        100_001,
      )
      expect(made.pages[0]?.html).toContain('Rénover sa salle de bains')
    }
  })

  it('what was shown can be kept as it was shown, all of it or nothing', async () => {
    const { draft } = await generation().funnel({
      funnelType: 'lead_magnet',
      topic: 'x',
      save: false,
    })
    const kept = await generation().keepFunnel({ draft })
    expect(kept.funnel.pages.map(({ name }) => name)).toEqual(draft.pages.map(({ name }) => name))
    const before = rows()
    const broken = {
      ...draft,
      emails: [draft.emails[0], { ...draft.emails[1], subject: 'x\u0000' }],
    } as WrittenFunnel
    await expect(generation().keepFunnel({ draft: broken })).rejects.toThrow()
    // A failure in the middle of the write itself: the third message cannot be inserted.
    await app.services.database.write(['email'], (transaction) =>
      transaction.sql(
        `CREATE TRIGGER stop_third BEFORE INSERT ON campaigns WHEN NEW.name LIKE '%message 3' BEGIN SELECT raise(ABORT, 'stopped'); END`,
      ),
    )
    await expect(generation().keepFunnel({ draft })).rejects.toThrow()
    await app.services.database.write(['email'], (transaction) =>
      transaction.sql('DROP TRIGGER stop_third'),
    )
    expect(rows()).toEqual(before)
  })

  it.each([
    { campaignType: 'other', topic: 'x' },
    { campaignType: 'newsletter', topic: '  ' },
    { campaignType: 'newsletter', topic: 'x'.repeat(1_001) },
    { campaignType: 'newsletter', topic: 'x', tone: 'rude' },
  ])('refuses the brief %j', async (brief) => {
    const before = rows()
    await expect(generation().campaign(brief as never)).rejects.toThrow()
    expect(rows()).toEqual(before)
  })
})

// ── With a model ──────────────────────────────────────────────────────────────────────────────────────────────────────────────

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
      await refusalOf(generateCampaign(app.services, campaignBrief, { ask: answering(value) })),
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
      await refusalOf(generateFunnel(app.services, funnelBrief, { ask: answering(value) })),
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
