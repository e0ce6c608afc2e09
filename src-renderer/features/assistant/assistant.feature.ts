// The assistant's door to the frame, and its tools for the editors of other features.
import Wand from '@vicons/tabler/es/Wand'
import { defineAsyncComponent } from 'vue'
import type { FeatureDoor } from '../../ui/featureDoor.ts'

/** Other words for a text: menu, answer, differences, apply. */
export const AssistantTextTools = defineAsyncComponent(
  () => import('./help/AssistantTextTools.vue'),
)
/** The panel of a lead: summary, reply. */
export const AssistantLead = defineAsyncComponent(() => import('./help/AssistantLead.vue'))
/** Edits to a page in plain words. */
export const AssistantBlockEdit = defineAsyncComponent(
  () => import('./help/AssistantBlockEdit.vue'),
)

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
