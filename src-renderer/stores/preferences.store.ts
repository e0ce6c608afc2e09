// How the window looks: theme, language and currency as the settings say, and what only this window
// remembers.
import { useMediaQuery, usePreferredDark } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { Language, Settings } from '#shared/contract/settings.contract.ts'
import { usualStages, type StageSetting } from '#shared/rules/leads/stages.ts'
import type { ThemeName } from '../styles/tokens.ts'

const collapsedKey = 'webox.navigation.collapsed'

export const usePreferences = defineStore('preferences', () => {
  const chosenTheme = shallowRef<Settings['theme']>('system')
  const chosenLanguage = shallowRef<Language | null>(null)
  const currency = shallowRef('EUR')
  const stages = shallowRef<readonly StageSetting[]>(usualStages)
  const isCollapseChosen = ref(localStorage.getItem(collapsedKey) === 'yes')
  // A narrow window needs its width for the content; what was chosen counts again once it is wide.
  const isWindowNarrow = useMediaQuery('(max-width: 1100px)')
  const isNavigationCollapsed = computed(() => isCollapseChosen.value || isWindowNarrow.value)

  const isSystemDark = usePreferredDark()
  const theme = computed<ThemeName>(() => {
    if (chosenTheme.value !== 'system') return chosenTheme.value
    return isSystemDark.value ? 'dark' : 'light'
  })
  const language = computed<Language>(() => chosenLanguage.value ?? systemLanguage())

  function follow(settings: Settings) {
    chosenTheme.value = settings.theme
    chosenLanguage.value = settings.language
    currency.value = settings.currency
    stages.value = settings.stages
  }
  function toggleNavigation() {
    isCollapseChosen.value = !isCollapseChosen.value
    localStorage.setItem(collapsedKey, isCollapseChosen.value ? 'yes' : 'no')
  }

  return {
    chosenTheme,
    chosenLanguage,
    currency,
    stages,
    theme,
    language,
    isNavigationCollapsed,
    isWindowNarrow,
    follow,
    toggleNavigation,
  }
})

/** French when in doubt. */
export function systemLanguage(): Language {
  return navigator.language.toLowerCase().startsWith('en') ? 'en' : 'fr'
}
