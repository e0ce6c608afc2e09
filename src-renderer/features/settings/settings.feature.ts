// The settings' door to the frame.
import Settings from '@vicons/tabler/es/Settings'
import type { FeatureDoor } from '../../ui/featureDoor.ts'

export const settingsFeature: FeatureDoor = {
  name: 'settings',
  routes: [{ path: '/settings', component: () => import('./SettingsPage.vue') }],
  navigation: { to: '/settings', labelKey: 'nav.settings', icon: Settings, order: 9 },
  actions: [],
}
