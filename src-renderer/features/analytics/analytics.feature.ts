// The analytics feature's door to the frame.
import ChartBar from '@vicons/tabler/es/ChartBar'
import type { FeatureDoor } from '../../ui/featureDoor.ts'

export const analyticsFeature: FeatureDoor = {
  name: 'analytics',
  routes: [
    {
      path: '/analytics/:view(stages|losses|cohorts|campaigns|funnels|forecast|attribution)?',
      component: () => import('./AnalyticsPage.vue'),
    },
  ],
  navigation: { to: '/analytics', labelKey: 'nav.analytics', icon: ChartBar, order: 5 },
  actions: [],
}
