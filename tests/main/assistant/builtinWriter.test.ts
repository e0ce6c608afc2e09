// The built-in writer: every combination makes a whole message, any topic fits its place, and the
// same brief gives the same words.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clippedFrom, MailTree } from '#shared/contract/mailTree.ts'
import {
  campaignTypes,
  CampaignBrief,
  tones,
  WrittenFunnel,
  WrittenMail,
} from '#shared/contract/generation.contract.ts'
import { funnelTypes } from '#shared/contract/funnels.contract.ts'
import { languages } from '#shared/contract/settings.contract.ts'
import { shortened } from '#shared/rules/shortened.ts'
import { fieldNames } from '#shared/rules/mergeFields/mergeFieldNames.ts'
import { compileText } from '#shared/rules/mergeFields/mergeTemplate.ts'
import { hasIdleButton, mailText } from '#shared/blocks/mail/mailText.ts'
import { placesOfMessage } from '#shared/rules/placesToFill.ts'
import { layOutMail } from '#main/mail/mailLayout.ts'
import { budgetPlan } from '#main/features/assistant/builtin/budgetPlan.ts'
import { audienceOf, goalOf } from '#main/features/assistant/builtin/briefKinds.ts'
import { writeCampaign } from '#main/features/assistant/builtin/campaignWriter.ts'
import { writeFunnel } from '#main/features/assistant/builtin/funnelWriter.ts'
import { ofName, plainLine, topicOf, worded } from '#main/features/assistant/builtin/wording.ts'

const business = {
  businessName: 'Atelier Léon',
  businessEmail: 'bonjour@atelier.example',
  businessAddress: '1 rue du Bois',
  currency: 'EUR',
}
const brief = (more: Partial<CampaignBrief> = {}): CampaignBrief =>
  CampaignBrief.parse({
    campaignType: 'newsletter',
    topic: 'Les soins du visage en hiver',
    ...more,
  })
const everything = campaignTypes.flatMap((campaignType) =>
  tones.flatMap((tone) => languages.map((language) => ({ campaignType, tone, language }))),
)
const allWords = ({ draft, alternatives }: ReturnType<typeof writeCampaign>) =>
  [draft.subject, ...alternatives, draft.preheader, mailText(draft.blocks)].join('\n')

/** What shows that a sentence was put together badly. */
const clumsy =
  /\{(?:topic|Topic|brief|Brief|business|of)|‹|›|undefined|null| {2}| ,| \.(?!\.)|\.\.|,\.| : *[.!?]|\bde [aeiouéè]|\bque [aeiouéè]\p{L}|(?:^|\n) *[.,;:]|(?<!\p{L})(?:vous|te|t’) ?(?:vous|te|t’)(?!\p{L})/u

describe('campaigns', () => {
  it.each(everything)(
    'of $campaignType, $tone, $language are whole, drawn and small',
    async ({ campaignType, tone, language }) => {
      const written = writeCampaign(brief({ campaignType, tone }), language, business)
      expect(WrittenMail.parse(written.draft)).toEqual(written.draft)
      const text = allWords(written)
      expect(text).not.toMatch(clumsy)
      expect(text).toContain('Atelier Léon')
      expect(new Set([written.draft.subject, ...written.alternatives]).size).toBe(3)
      const { bytes, html } = await layOutMail(written.draft.blocks)
      expect(bytes).toBeLessThan(clippedFrom / 3)
      expect(html).toContain(`lang="${language}"`)
      if (language === 'fr') expect(text).not.toMatch(/\b(the|you|your)\b/)
      else expect(text).not.toMatch(/\b(vous|votre|avec|nous)\b/)
    },
  )

  it('differ clearly by type, tone, goal and audience', () => {
    const texts = everything
      .filter(({ language }) => language === 'fr')
      .map(({ campaignType, tone }) =>
        mailText(writeCampaign(brief({ campaignType, tone }), 'fr', business).draft.blocks),
      )
    expect(new Set(texts).size).toBe(texts.length)
    const lines = (text: string) => new Set(text.split('\n').filter((line) => line.length > 25))
    for (const [index, one] of texts.entries()) {
      for (const other of texts.slice(index + 1)) {
        const shared = [...lines(one)].filter((line) => lines(other).has(line)).length
        expect(shared / lines(one).size).toBeLessThan(0.85)
      }
    }
    const shape = (campaignType: CampaignBrief['campaignType']) =>
      writeCampaign(brief({ campaignType }), 'fr', business)
        .draft.blocks.blocks.map(({ kind }) => kind)
        .join(' ')
    expect(new Set(campaignTypes.map(shape)).size).toBe(campaignTypes.length)
    const asking = (goal: string) =>
      mailText(writeCampaign(brief({ goal }), 'fr', business).draft.blocks)
        .split('\n\n')
        .at(-4)
    const goals = [
      'vendre',
      'obtenir des rendez-vous',
      'faire venir en boutique',
      'inscriptions',
      'recueillir des avis',
      'informer',
    ]
    expect(new Set(goals.map(asking)).size).toBe(6)
    const audience = (targetAudience: string) =>
      mailText(writeCampaign(brief({ targetAudience }), 'fr', business).draft.blocks)
    expect(
      new Set(
        ['clients fidèles', 'artisans du bâtiment', 'familles', 'prospects', ''].map(audience),
      ).size,
    ).toBe(5)
  })

  it.each(['vous', 'tu'] as const)(
    'say %s throughout, whatever the tone, but vous in a formal letter',
    (formOfAddress) => {
      for (const { campaignType, tone } of everything) {
        const text = mailText(
          writeCampaign(
            brief({ campaignType, tone, targetAudience: 'clients', goal: 'vendre' }),
            'fr',
            { ...business, formOfAddress },
          ).draft.blocks,
        )
        if (formOfAddress === 'tu' && tone !== 'formal')
          expect(text).not.toMatch(/(?<!\p{L})(vous|votre|vos)(?!\p{L})/iu)
        else expect(text).not.toMatch(/(?<!\p{L})(tu|te|toi|ton|ta|tes)(?!\p{L})/iu)
      }
    },
  )

  it('are the same for the same brief', () => {
    for (const { campaignType, tone, language } of everything)
      expect(writeCampaign(brief({ campaignType, tone }), language, business)).toEqual(
        writeCampaign(brief({ campaignType, tone }), language, business),
      )
  })

  it('say beside the message what would be good to add, and only that', () => {
    const kinds = (more: Partial<CampaignBrief>, who = business) =>
      writeCampaign(brief(more), 'fr', who).toFill.map(({ kind }) => kind)
    expect(kinds({ goal: 'répondre' })).toEqual([])
    expect(kinds({})).toEqual(['button'])
    expect(kinds({ campaignType: 'promotional' })).toEqual(['end_date', 'terms', 'button'])
    expect(kinds({ campaignType: 'announcement' })).toEqual(['date', 'button'])
    expect(kinds({ campaignType: 'announcement', topic: 'Fermeture du 3 au 17 août' })).toEqual([
      'button',
    ])
    expect(kinds({ campaignType: 'promotional', topic: 'Soldes jusqu’au 12 février' })).toEqual([
      'terms',
      'button',
    ])
    expect(
      kinds({ goal: 'répondre' }, { ...business, businessName: '', businessEmail: '' }),
    ).toEqual(['business_name', 'button'])
  })

  it('hold no place to fill and no idle button, whatever is known of the business', () => {
    const nobody = { ...business, businessName: '', businessEmail: '', businessAddress: '' }
    fc.assert(
      fc.property(
        anyTopic,
        fc.constantFrom(...everything),
        fc.constantFrom('', 'vendre', 'book a call', 'visite', 'inscription', 'avis', 'lire'),
        fc.constantFrom(business, nobody, { ...nobody, businessName: '[[Atelier]]' }),
        (topic, { campaignType, tone, language }, goal, who) => {
          const written = writeCampaign(
            brief({ campaignType, tone, topic, goal, targetAudience: topic.slice(0, 100) }),
            language,
            who,
          )
          const { subject, preheader, blocks, name } = written.draft
          expect(
            placesOfMessage({
              subject: [subject, name, ...written.alternatives].join('\n'),
              preheader,
              html: '',
              text: null,
              blocks,
            }).left,
          ).toEqual([])
          expect(hasIdleButton(blocks)).toBe(false)
          expect(new Set([subject, ...written.alternatives]).size).toBe(3)
        },
      ),
      { numRuns: 400 },
    )
    for (const { campaignType, tone, language } of everything) {
      const written = writeCampaign(brief({ campaignType, tone }), language, nobody)
      expect(allWords(written)).not.toMatch(clumsy)
      // No gap where the name would stand.
      for (const subject of [written.draft.subject, ...written.alternatives])
        expect(subject).not.toMatch(/^[\s:–]|\b(?:from|de)\s*:/u)
    }
  })

  it('use merge fields with a fallback, and only those there are', () => {
    for (const { campaignType, tone, language } of everything) {
      const { used, unknown, slots } = compileText(
        mailText(writeCampaign(brief({ campaignType, tone }), language, business).draft.blocks),
      )
      expect(unknown).toEqual([])
      expect(fieldNames).toEqual(expect.arrayContaining([...used]))
      for (const { reading } of slots) expect(reading.fallback).not.toBe('')
    }
  })
})

const oddTopics = [
  'Soldes !',
  'Comment choisir son vélo ?',
  '<b>Offre</b> <script>alert(1)</script>',
  'L’été arrive...',
  '{{email}} et [lien](javascript:x)',
  'a',
  '   Deux\n\nlignes  ',
  '**gras** *italique*',
  'œuvre d’art',
  '«\u00a0Guillemets\u00a0»',
  'x'.repeat(300),
  `${'Une très longue phrase qui continue, '.repeat(9)}enfin.`,
  '🎁 Cadeaux',
  '- puce',
  '$& $1 $`',
  '\u202eabc',
  '[[vous|tu]]',
  '{topic.} {business}',
]
const anyTopic = fc
  .oneof(
    fc.constantFrom(...oddTopics),
    fc.string({ minLength: 1, maxLength: 400, unit: 'grapheme' }),
  )
  .filter((topic) => /[\p{L}\p{N}]/u.test(topic))

describe('any topic', () => {
  it('fits: no markup, no template left, nothing too long', async () => {
    await fc.assert(
      fc.property(
        anyTopic,
        fc.constantFrom(...everything),
        fc.string({ maxLength: 80 }),
        (topic, { campaignType, tone, language }, goal) => {
          const { draft, alternatives } = writeCampaign(
            brief({ campaignType, tone, topic, goal, targetAudience: topic.slice(0, 100) }),
            language,
            { ...business, businessName: topic.slice(0, 60) },
          )
          expect(MailTree.safeParse(draft.blocks).success).toBe(true)
          expect(WrittenMail.safeParse(draft).success).toBe(true)
          expect(draft.name).not.toBe('')
          for (const subject of [draft.subject, ...alternatives])
            expect(subject.length).toBeLessThanOrEqual(150)
          const { used } = compileText(mailText(draft.blocks) + draft.subject)
          expect(used.filter((field) => field !== 'first_name')).toEqual([])
        },
      ),
      { numRuns: 400 },
    )
  })

  it('is needed: a sign alone is none, a word inside brackets is one', () => {
    expect(CampaignBrief.safeParse({ campaignType: 'newsletter', topic: ' … ' }).success).toBe(
      false,
    )
    expect(writeCampaign(brief({ topic: '<soldes>' }), 'fr', business).draft.name).toContain(
      'oldes',
    )
  })

  it('keeps its question, loses its full stop, and is read as no markup', () => {
    const values = (topic: string, language: 'fr' | 'en' = 'fr') => ({
      topic: topicOf(topic),
      business: 'Atelier',
      register: 'vous' as const,
      language,
    })
    expect(worded('Le sujet : {topic.}', values('Comment choisir ?'))).toBe(
      'Le sujet : comment choisir\u202f?',
    )
    expect(worded('The subject: {topic.}', values('How to choose?', 'en'))).toBe(
      'The subject: how to choose?',
    )
    expect(worded('Le sujet : {topic.}', values('Les soldes.'))).toBe('Le sujet : les soldes.')
    expect(worded('{Topic}, pour vous', values('les soldes'))).toBe('Les soldes, pour vous')
    expect(worded('Le sujet : {topic.}', values('Léon ouvre'))).toBe('Le sujet : Léon ouvre.')
    expect(worded('{topic}', values('$& {business} [[a|b]]'))).toBe('$& {business} ((a|b))')
    expect(plainLine('<b>Offre</b> {{email}} **[x](y)** a < b')).toBe('Offre email (x)(y) a < b')
    expect(topicOf('mot '.repeat(100))).toMatchObject({
      isCut: true,
      short: expect.stringMatching(/…$/) as string,
    })
    expect([...shortened('x'.repeat(500), 44)]).toHaveLength(44)
    expect([ofName('Atelier'), ofName('Élan'), ofName('Fournil')]).toEqual([
      'd’Atelier',
      'd’Élan',
      'de Fournil',
    ])
  })

  it('says what it is for', () => {
    expect([
      goalOf('Prendre plus de RDV', 'newsletter'),
      goalOf('Sell the summer stock', 'newsletter'),
      goalOf('', 'educational'),
      goalOf('xyz', 'promotional'),
    ]).toEqual(['book', 'sell', 'reply', 'sell'])
    expect([audienceOf('Artisans'), audienceOf('my loyal customers'), audienceOf('')]).toEqual([
      'businesses',
      'customers',
      'everybody',
    ])
  })
})

describe('funnels', () => {
  const funnel = (more: object = {}) => ({
    funnelType: 'lead_magnet' as const,
    topic: 'Rénover sa salle de bains',
    targetAudience: '',
    goal: '',
    budget: 0,
    writer: 'auto' as const,
    ...more,
  })

  it.each(
    funnelTypes.flatMap((funnelType) => languages.map((language) => ({ funnelType, language }))),
  )('of $funnelType in $language are whole', async ({ funnelType, language }) => {
    for (const goal of ['', 'vendre', 'inscription', 'informer', 'visite']) {
      const { draft } = writeFunnel(
        funnel({ funnelType, goal, targetAudience: 'familles' }),
        language,
        business,
      )
      expect(WrittenFunnel.parse(draft)).toEqual(draft)
      expect(draft.pages.at(-1)?.pageType).toBe('thank_you')
      expect(JSON.stringify(draft.pages[0]?.blocks)).toContain('Rénover sa salle de bains')
      expect(draft.emails).toHaveLength(3)
      for (const page of draft.pages)
        for (const to of Object.values(page.paths))
          if (to !== null && to !== undefined) expect(to).toBeLessThan(draft.pages.length)
      const said = draft.emails
        .map(({ subject, blocks }) => `${subject}\n${mailText(blocks)}`)
        .join('\n')
      expect(said).not.toMatch(clumsy)
      expect(JSON.stringify(draft)).not.toMatch(/\bde Atelier|\bque Atelier|\{business\}/)
    }
  })

  it('follow the goal, and take any topic', () => {
    const pages = (goal: string) => writeFunnel(funnel({ goal }), 'fr', business).draft.pages.length
    expect(pages('vendre')).toBeGreaterThan(pages(''))
    fc.assert(
      fc.property(
        anyTopic,
        fc.constantFrom(...funnelTypes),
        fc.constantFrom(...languages),
        (topic, funnelType, language) => {
          const { draft } = writeFunnel(
            funnel({ topic, funnelType, targetAudience: topic }),
            language,
            { ...business, businessName: '' },
          )
          expect(WrittenFunnel.safeParse(draft).error?.issues ?? []).toEqual([])
        },
      ),
      { numRuns: 200 },
    )
  })

  it('spend a budget to the cent, and a small one in one place', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100_000_000 }),
        fc.constantFrom(...funnelTypes),
        fc.constantFrom(...languages),
        (cents, type, language) => {
          const lines = budgetPlan(cents / 100, type, language)
          expect(lines.reduce((sum, { amount }) => sum + Math.round(amount * 100), 0)).toBe(cents)
          for (const { amount, advice } of lines) expect(amount >= 0 && advice !== '').toBe(true)
        },
      ),
    )
    expect(budgetPlan(12.34, 'product', 'fr')).toHaveLength(1)
    expect(budgetPlan(0, 'product', 'fr').every(({ amount }) => amount === 0)).toBe(true)
  })
})
