// Every beginning of a campaign is one the backend takes, in both languages.
import { expect, test } from 'vitest'
import { CampaignDraft } from '#shared/contract/campaigns.ts'
import { createI18n } from 'vue-i18n'
import {
  campaignStarts,
  startOf,
} from '../../src-renderer/features/email/campaigns/campaignStarts.ts'
import { emailStarts as french } from '../../src-renderer/i18n/fr/email/emailStarts.ts'
import { emailStarts as english } from '../../src-renderer/i18n/en/email/emailStarts.ts'

const logo = { hash: 'a'.repeat(64), width: 900, height: 300 }

test.each(['fr', 'en'] as const)('Every start is a campaign in %s', (language) => {
  const messages = { fr: { email: french }, en: { email: english } }
  const { t } = createI18n({ legacy: false, locale: language, messages }).global
  for (const start of campaignStarts) {
    const draft = startOf(start, {
      language,
      words: (key) => t(`email.starts.words.${key}`, { field: '{{ first_name | you }}' }),
      business: { businessName: 'Atelier Zoé', businessLogo: logo, businessColour: '#b5532f' },
    })
    expect(CampaignDraft.parse({ name: 'Essai', ...draft }).name).toBe('Essai')
    const said = JSON.stringify(draft)
    expect(said).not.toMatch(/email\.starts/)
    if (start !== 'html') expect(said).toContain('{{ first_name | you }}')
    expect(said).not.toContain('undefined')
    if (draft.blocks)
      expect(draft.blocks).toMatchObject({
        theme: { accent: '#b5532f' },
        blocks: expect.arrayContaining([
          expect.objectContaining({ url: `cid:${logo.hash}@webox`, width: 180 }),
        ]),
      })
  }
})
