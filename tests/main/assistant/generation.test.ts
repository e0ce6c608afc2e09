// Generation through the real router, without any model.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { campaignTypes, tones, type WrittenFunnel } from '#shared/contract/generation.contract.ts'
import { funnelTypes } from '#shared/contract/funnels.contract.ts'
import { languages } from '#shared/contract/settings.contract.ts'
import { clippedFrom } from '#shared/contract/mailTree.ts'
import { createTestApp, type TestApp } from '../../support/testApp.ts'

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
    expect(made.drawn.html).toContain('{{first_name|à vous}}')
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
        about.filter(
          (problem) =>
            !['email_incomplete', 'email_off', 'promise_without_email'].includes(problem),
        ),
      ).toEqual([])
      // Nothing would start a message if there is no form: it stays a draft among the campaigns.
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
