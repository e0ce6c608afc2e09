// The funnels feature's door to the frame.
import Filter from '@vicons/tabler/es/Filter'
import Wand from '@vicons/tabler/es/Wand'
import type { FeatureDoor } from '../../ui/featureDoor.ts'

export const funnelsFeature: FeatureDoor = {
  name: 'funnels',
  routes: [
    { path: '/funnels', component: () => import('./list/FunnelListPage.vue') },
    { path: '/funnels/relay', component: () => import('./relay/FunnelRelayPage.vue') },
    {
      path: '/funnels/:id(\\d+)/:tab(pages|stats|publish|settings)?',
      component: () => import('./FunnelPage.vue'),
      meta: { needsAllLanguages: true },
    },
    {
      path: '/funnels/:id(\\d+)/pages/:pageId(\\d+)',
      component: () => import('./editor/FunnelPageEditorPage.vue'),
      meta: { needsAllLanguages: true },
    },
  ],
  navigation: { to: '/funnels', labelKey: 'nav.funnels', icon: Filter, order: 4 },
  actions: [
    { labelKey: 'funnels.newFunnel', to: '/funnels?new=1', icon: Filter },
    { labelKey: 'generation.funnelTitle', to: '/assistant/funnel', icon: Wand },
  ],
}
