// The door of moving in from WeBox IA to the frame: reached from the settings, the first run and
// the palette.
import TransferIn from '@vicons/tabler/es/TransferIn'
import type { FeatureDoor } from '../../ui/featureDoor.ts'

export const weboxFeature: FeatureDoor = {
  name: 'webox',
  routes: [
    { path: '/settings/webox', component: () => import('./WeboxPage.vue') },
    { path: '/settings/webox/:id(\\d+)', component: () => import('./WeboxRunPage.vue') },
  ],
  actions: [{ labelKey: 'webox.title', to: '/settings/webox', icon: TransferIn }],
}
