// The templates of campaigns, begun as the application begins them.
import { createI18n } from 'vue-i18n'
import { MailTree } from '#shared/contract/mailTree.ts'
import {
  startGroups,
  startOf,
  type CampaignStart,
} from '../../../src-renderer/features/email/campaigns/campaignStarts.ts'
import { emailStarts as english } from '../../../src-renderer/i18n/en/email/emailStarts.ts'
import { emailStarts as french } from '../../../src-renderer/i18n/fr/email/emailStarts.ts'

const messages = { fr: { email: french }, en: { email: english } }

export const startedIn = (language: 'fr' | 'en', start: CampaignStart) => {
  const { t } = createI18n({ legacy: false, locale: language, messages }).global
  return startOf(start, {
    language,
    words: (key) => t(`email.starts.words.${key}`, { field: '{{ first_name | vous }}' }),
    business: { businessName: 'Atelier Zoé', businessLogo: null, businessColour: '#b5532f' },
  })
}
export const templates = startGroups.find(({ name }) => name === 'ready')?.starts ?? []

/** Each template in each language: what it is called, its subject and its tree. */
export const startedTemplates = () =>
  (['fr', 'en'] as const).flatMap((language) =>
    templates.map((start) => {
      const { blocks, subject = '' } = startedIn(language, start)
      return { name: `${start} (${language})`, language, subject, tree: MailTree.parse(blocks) }
    }),
  )
