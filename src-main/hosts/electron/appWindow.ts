// The one place that makes a window, so that its protections are the same everywhere.
import { BrowserWindow, dialog, shell } from 'electron'
import { startPage } from '#main/desktop/appOrigin.ts'
import type { DesktopWords } from '#main/desktop/desktopWords.ts'
import { denyPermissions, lockNavigation } from './navigationLock.ts'

/**
 * @param preload absolute path of the built preload
 * @param icon absolute path of a PNG, for Linux; elsewhere the package's own icon is shown
 */
export function createAppWindow(preload: string, icon: string, words: DesktopWords): BrowserWindow {
  const window = new BrowserWindow({
    title: 'WeBox Marketing',
    icon,
    width: 1280,
    height: 800,
    minWidth: 1024,
    minHeight: 700,
    show: false,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
    },
  })
  lockNavigation(window.webContents, (url) => void openOutside(window, url, words))
  denyPermissions(window.webContents.session)
  // Shown once it has something to show: no white flash.
  window.once('ready-to-show', () => window.show())
  void window.loadURL(startPage)
  return window
}

export function bringWindowForward(): void {
  const [window] = BrowserWindow.getAllWindows()
  if (window?.isMinimized()) window.restore()
  window?.focus()
}

/** The user sees where a link leads before the browser opens it. */
async function openOutside(window: BrowserWindow, url: string, words: DesktopWords): Promise<void> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: words.openOutside,
    detail: url.length > 300 ? `${url.slice(0, 300)}…` : url,
    buttons: [words.open, words.cancel],
    defaultId: 0,
    cancelId: 1,
  })
  if (response === 0) await shell.openExternal(url)
}
