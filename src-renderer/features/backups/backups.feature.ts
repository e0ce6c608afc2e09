// The door of backups to the frame: reached from the settings and the palette.
import DatabaseExport from '@vicons/tabler/es/DatabaseExport'
import type { FeatureDoor } from '../../ui/featureDoor.ts'

export const backupsFeature: FeatureDoor = {
  name: 'backups',
  routes: [{ path: '/settings/backups', component: () => import('./BackupsPage.vue') }],
  actions: [{ labelKey: 'backups.action', to: '/settings/backups', icon: DatabaseExport }],
}
