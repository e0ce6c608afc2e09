// The stages in the order of the business, called as it calls them.
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import type { LeadStatus } from '#shared/leadFields/leadStatus.ts'
import { stageOrder } from '#shared/rules/leads/stages.ts'
import { usePreferences } from '../stores/preferences.store.ts'

/** Follows the settings, whichever window changes them. */
export function useStages() {
  const { t } = useI18n()
  const preferences = usePreferences()
  const order = computed<readonly LeadStatus[]>(() => stageOrder(preferences.stages))
  /** To choose from. */
  const choices = computed(() =>
    order.value.map((value) => ({ value, label: t(`stages.${value}`) })),
  )
  return { order, choices }
}
