// A campaign begun from a start, in the words of the interface and the colours of the business.
import { useQuery } from '@pinia/colada'
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { settingsQuery } from '../../../api/shared.queries.ts'
import { startOf, type CampaignStart } from './campaignStarts.ts'
import { useCreateCampaign } from './campaigns.queries.ts'

/** @returns makes the draft, and resolves to its number; a refusal is told by the global handler */
export function useBegunCampaign(): (start: CampaignStart, name: string) => Promise<number> {
  const { t, locale } = useI18n()
  const { data: settings } = useQuery(settingsQuery)
  const creation = useCreateCampaign()
  // Braces of a field are no place of a sentence: they are put in from outside.
  const greeted = computed(() => `{{ first_name | ${t('email.starts.fallback')} }}`)
  return async (start, name) => {
    const { id } = await creation.mutateAsync({
      name: name.slice(0, 200),
      ...startOf(start, {
        language: locale.value === 'en' ? 'en' : 'fr',
        words: (key) => t(`email.starts.words.${key}`, { field: greeted.value }),
        business: settings.value ?? { businessName: '', businessLogo: null, businessColour: null },
      }),
    })
    return id
  }
}
