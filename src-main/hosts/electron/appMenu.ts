// The application menu: what a keyboard needs to work (copy, paste, zoom, quit), in the system's
// language. No developer tools.
import { Menu, type MenuItemConstructorOptions } from 'electron'
import type { DesktopWords } from '#main/desktop/desktopWords.ts'

export function menuTemplate(
  words: DesktopWords,
  platform: NodeJS.Platform,
): MenuItemConstructorOptions[] {
  const application: MenuItemConstructorOptions = {
    label: 'WeBox Marketing',
    submenu: [{ role: 'quit', label: words.quit }],
  }
  const edit: MenuItemConstructorOptions = {
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
  const view: MenuItemConstructorOptions = {
    label: words.view,
    submenu: [
      { role: 'reload', label: words.reload },
      { type: 'separator' },
      { role: 'zoomIn', label: words.zoomIn },
      { role: 'zoomOut', label: words.zoomOut },
      { role: 'resetZoom', label: words.resetZoom },
      { type: 'separator' },
      { role: 'togglefullscreen', label: words.fullScreen },
    ],
  }
  const window: MenuItemConstructorOptions = {
    label: words.window,
    submenu: [
      ...(platform === 'darwin' ? [{ role: 'minimize', label: words.minimize } as const] : []),
      { role: 'close', label: words.close },
    ],
  }
  return [application, edit, view, window]
}

export function setAppMenu(
  words: DesktopWords,
  platform: NodeJS.Platform = process.platform,
): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(words, platform)))
}
