// The door of backups to the frame: reached from the settings and the palette.
import DevicesPc from '@vicons/tabler/es/DevicesPc'
import DatabaseExport from '@vicons/tabler/es/DatabaseExport'
import type { FeatureDoor } from '../../ui/featureDoor.ts'

/** Stands for the window where the data cannot be opened; read only then. */
export const loadRescuePage = async () => (await import('./rescue/RescuePage.vue')).default

export const backupsFeature: FeatureDoor = {
  name: 'backups',
  routes: [
    { path: '/settings/backups', component: () => import('./BackupsPage.vue') },
    { path: '/settings/move', component: () => import('./move/MovePage.vue') },
  ],
  actions: [
    { labelKey: 'backups.action', to: '/settings/backups', icon: DatabaseExport },
    { labelKey: 'backups.moves.action', to: '/settings/move', icon: DevicesPc },
  ],
}
