// The assistant's door to the frame, and its tools for the editors of other features.
import Wand from '@vicons/tabler/es/Wand'
import type { FeatureDoor } from '../../ui/featureDoor.ts'
import { lazyComponent } from '../../ui/lazyComponent.ts'

/** Other words for a text: menu, answer, differences, apply. */
export const AssistantTextTools = lazyComponent(() => import('./help/AssistantTextTools.vue'))
/** The panel of a lead: summary, reply. */
export const AssistantLead = lazyComponent(() => import('./help/AssistantLead.vue'))
/** Edits to a page in plain words. */
export const AssistantBlockEdit = lazyComponent(() => import('./help/AssistantBlockEdit.vue'))

export const assistantFeature: FeatureDoor = {
  name: 'assistant',
  routes: [
    { path: '/assistant', component: () => import('./help/AssistantReportPage.vue') },
    { path: '/assistant/journal', component: () => import('./calls/AssistantJournalPage.vue') },
    {
      path: '/assistant/provider',
      component: () => import('./provider/AssistantProviderPage.vue'),
    },
  ],
  navigation: { to: '/assistant', labelKey: 'nav.assistant', icon: Wand, order: 6 },
  actions: [{ labelKey: 'assistant.writeReport', to: '/assistant', icon: Wand }],
}
