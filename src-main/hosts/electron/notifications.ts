// Notices of the operating system, which lead to the window when they are clicked.
import { Notification } from 'electron'
import type { Notify } from '#main/platform/host.ts'
import { bringWindowForward } from './appWindow.ts'

/** Of no effect where the system shows none. */
export const notify: Notify = (notice) => {
  if (!Notification.isSupported()) return
  new Notification(notice).on('click', bringWindowForward).show()
}
