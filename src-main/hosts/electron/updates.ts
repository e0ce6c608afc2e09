// Hands the real updater and the package's own settings to what watches for newer versions.
import { app } from 'electron'
import { watchUpdatesOf, type UpdateOptions } from '#main/desktop/updates/startUpdates.ts'

export const startUpdates = (options: UpdateOptions) =>
  watchUpdatesOf(
    {
      isPackaged: app.isPackaged,
      version: app.getVersion(),
      resources: process.resourcesPath,
      openUpdater: async () => (await import('electron-updater')).default.autoUpdater,
    },
    options,
  )
