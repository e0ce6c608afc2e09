// The door of the register of ad campaigns to the frame.
import Speakerphone from '@vicons/tabler/es/Speakerphone'
import type { FeatureDoor } from '../../ui/featureDoor.ts'

export const adsFeature: FeatureDoor = {
  name: 'ads',
  routes: [{ path: '/ads', component: () => import('./AdsPage.vue') }],
  navigation: { to: '/ads', labelKey: 'nav.ads', icon: Speakerphone, order: 5 },
  actions: [{ labelKey: 'ads.new', to: '/ads?new=1', icon: Speakerphone }],
}
