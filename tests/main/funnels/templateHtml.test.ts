// What the templates and the built-in writer make is drawn to the byte as it was: the hashes of
// pages and messages are kept. What is changed on purpose is taken over by
// `npx vitest run --project main tests/main/funnels/templateHtml.test.ts -u`.
import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { campaignTypes, tones } from '#shared/contract/generation.contract.ts'
import { withoutPlaces } from '#shared/blocks/page/pageBlocks.ts'
import { mailMjml } from '#shared/blocks/mail/mailMjml.ts'
import { mailText } from '#shared/blocks/mail/mailText.ts'
import { pageHtml, type PageDocument } from '#shared/blocks/page/pageHtml.ts'
import { writeCampaign } from '#main/features/assistant/builtin/campaignWriter.ts'
import {
  listTemplates,
  templateById,
  templatePages,
} from '#main/features/funnels/templates/templates.ts'

const hashOf = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16)
const business = {
  businessName: 'Atelier Bois & Fils',
  businessAddress: '1 rue du Bois\n44000 Nantes',
  businessEmail: 'bonjour@atelier.example',
  currency: 'EUR',
}
const unknown = { ...business, businessName: '', businessAddress: '', businessEmail: '' }

/** The style sheet is the same for all; tests/shared/drawnBlocks.test.ts keeps it. */
const unstyled = (html: string): string => html.replace(/<style>[^<]*<\/style>/, '')

function pagesOf(id: string): string[] {
  const template = templateById(id)
  if (template === null) throw new Error(`There is no template ${id}.`)
  return [business, unknown].flatMap((known) =>
    templatePages(template, known).flatMap((page) => {
      const blocks = page.blocks
      const shown = withoutPlaces(blocks, { hasPrice: false, leads: (to) => to !== 'payment' })
      const document: PageDocument = {
        name: page.name,
        blocks,
        seo: { title: '', description: '' },
        offer: page.offer === null ? null : { amount: 12, currency: 'EUR' },
        isEntrance: true,
      }
      return [true, false].map((isDraft) =>
        unstyled(
          pageHtml(isDraft ? document : { ...document, blocks: shown }, {
            theme: template.theme,
            language: template.language,
            business: { name: known.businessName, address: known.businessAddress },
            isDraft,
            now: Date.parse('2026-11-22T09:00:00Z'),
            timeZone: 'Europe/Paris',
            customFields: [],
            links: {
              form: (key) => ({ action: `page/form/${key}`, time: '__WEBOX_FORM_TIME__' }),
              button: (target) => `../../go/f/p/${target}`,
              image: () => null,
            },
          }),
        ),
      )
    }),
  )
}

it('keeps the pages of every template in both languages', async () => {
  const lines = listTemplates(undefined).items.map(({ id }) => `${id} ${hashOf(pagesOf(id))}`)
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('../../fixtures/drawnTemplates.txt')
})

it('keeps the messages of the built-in writer', async () => {
  const lines = campaignTypes.flatMap((campaignType) =>
    tones.flatMap((tone) =>
      (['fr', 'en'] as const).map((language) => {
        const brief = {
          campaignType,
          tone,
          topic: 'Une journée portes ouvertes',
          targetAudience: '',
          goal: 'réserver',
          language,
          writer: 'built-in' as const,
        }
        const { blocks } = writeCampaign(brief, language, business).draft
        return `${campaignType} ${tone} ${language} ${hashOf([mailMjml(blocks), mailText(blocks)])}`
      }),
    ),
  )
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('../../fixtures/drawnMessages.txt')
})
