// The dashboard's door to the frame.
import LayoutGrid from '@vicons/tabler/es/LayoutGrid'
import type { FeatureDoor } from '../../ui/featureDoor.ts'

export const dashboardFeature: FeatureDoor = {
  name: 'dashboard',
  routes: [{ path: '/dashboard', component: () => import('./DashboardPage.vue') }],
  navigation: { to: '/dashboard', labelKey: 'nav.dashboard', icon: LayoutGrid, order: 1 },
  actions: [],
}
