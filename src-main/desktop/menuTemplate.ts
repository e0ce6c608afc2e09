// The application menu: what a keyboard needs to work (copy, paste, zoom, quit), in the system's
// language. No developer tools.
import type { DesktopWords } from './desktopWords.ts'

/** What Electron does by itself, with its key. */
type Role =
  | 'quit'
  | 'undo'
  | 'redo'
  | 'cut'
  | 'copy'
  | 'paste'
  | 'selectAll'
  | 'reload'
  | 'zoomIn'
  | 'zoomOut'
  | 'resetZoom'
  | 'togglefullscreen'
  | 'minimize'
  | 'close'
export type MenuItem = {
  label?: string
  role?: Role
  type?: 'separator'
  submenu?: MenuItem[]
  accelerator?: string
  /** Its key works all the same. */
  visible?: boolean
  enabled?: boolean
  click?: () => void
}

/** Keys that do the same: plus without Shift, and those of the number pad. */
const otherZoomKeys: MenuItem[] = (
  [
    ['zoomIn', '='],
    ['zoomIn', 'numadd'],
    ['zoomOut', 'numsub'],
    ['resetZoom', 'num0'],
  ] as const
).map(([role, key]) => ({ role, accelerator: `CommandOrControl+${key}`, visible: false }))

export function menuTemplate(words: DesktopWords, platform: string): MenuItem[] {
  const application: MenuItem = {
    label: 'WeBox Marketing',
    submenu: [{ role: 'quit', label: words.quit }],
  }
  const edit: MenuItem = {
    label: words.edit,
    submenu: [
      { role: 'undo', label: words.undo },
      { role: 'redo', label: words.redo },
      { type: 'separator' },
      { role: 'cut', label: words.cut },
      { role: 'copy', label: words.copy },
      { role: 'paste', label: words.paste },
      { role: 'selectAll', label: words.selectAll },
    ],
  }
  const view: MenuItem = {
    label: words.view,
    submenu: [
      { role: 'reload', label: words.reload },
      { type: 'separator' },
      { role: 'zoomIn', label: words.zoomIn },
      { role: 'zoomOut', label: words.zoomOut },
      { role: 'resetZoom', label: words.resetZoom },
      ...otherZoomKeys,
      { type: 'separator' },
      { role: 'togglefullscreen', label: words.fullScreen },
    ],
  }
  const window: MenuItem = {
    label: words.window,
    submenu: [
      ...(platform === 'darwin' ? [{ role: 'minimize', label: words.minimize } as const] : []),
      { role: 'close', label: words.close },
    ],
  }
  return [application, edit, view, window]
}
