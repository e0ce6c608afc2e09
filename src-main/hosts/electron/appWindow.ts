// The one place that makes a window, so that its protections are the same everywhere.
import { app, BrowserWindow, dialog, screen, shell } from 'electron'
import { startPage } from '#main/desktop/appOrigin.ts'
import type { DesktopWords } from '#main/desktop/desktopWords.ts'
import { keepWindowPlace, placeOnScreens, readWindowPlace } from '#main/desktop/windowPlace.ts'
import { denyPermissions, lockNavigation } from './navigationLock.ts'

export type WindowOptions = {
  /** Absolute path of the built preload. */
  preload: string
  /** Absolute path of a PNG, for Linux; elsewhere the package's own icon is shown. */
  icon: string
  /** Absolute path of the file that says where the window was. */
  placeFile: string
  words: DesktopWords
}

export function createAppWindow({ placeFile, words, ...files }: WindowOptions): BrowserWindow {
  const areas = screen.getAllDisplays().map(({ workArea }) => workArea)
  const { isMaximized, ...place } = placeOnScreens(readWindowPlace(placeFile), areas) ?? {
    ...{ width: 1280, height: 800, isMaximized: false },
  }
  const window = new BrowserWindow({
    title: 'WeBox Marketing',
    icon: files.icon,
    ...place,
    minWidth: 1024,
    minHeight: 700,
    show: false,
    webPreferences: {
      preload: files.preload,
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
  window.once('ready-to-show', () => (isMaximized ? window.maximize() : window.show()))
  window.on('close', () =>
    keepWindowPlace(placeFile, {
      ...window.getNormalBounds(),
      isMaximized: window.isMaximized(),
    }),
  )
  answerFailures(window, words)
  // What fails is told by the event.
  window.loadURL(startPage).catch(() => undefined)
  return window
}

/** A load that another one took the place of. */
const aborted = -3

/**
 * A page that cannot be loaded would leave a window that is never shown, a process that died an
 * empty one: the user is told, and asked.
 */
function answerFailures(window: BrowserWindow, words: DesktopWords): void {
  const { webContents: contents } = window
  let isAsking = false
  const ask = async (message: string, detail: string, again: () => unknown) => {
    if (isAsking || window.isDestroyed()) return
    isAsking = true
    window.show()
    const { response } = await dialog.showMessageBox(window, {
      ...{ type: 'warning', message, detail, buttons: [words.again, words.quit] },
      ...{ defaultId: 0, cancelId: 0 },
    })
    isAsking = false
    if (response !== 0) app.quit()
    else if (!window.isDestroyed()) again()
  }
  const load = () => void window.loadURL(startPage).catch(() => undefined)
  contents.on('did-fail-load', (_event, code, reason, _url, isMainFrame) => {
    if (isMainFrame && code !== aborted)
      void ask(words.cannotShow, `${words.cannotShowDetail}\n\n${reason} (${code})`, load)
  })
  contents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit') void ask(words.pageDied, words.pageDiedDetail, load)
  })
}

/** Settled once there is a window to be seen, or none is to be expected any more. */
export const whenSeen = (window: BrowserWindow): Promise<void> =>
  new Promise((resolve) => {
    window.once('show', () => resolve())
    window.once('closed', () => resolve())
  })

export function bringWindowForward(): void {
  const [window] = BrowserWindow.getAllWindows()
  if (window === undefined) app.emit('activate')
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
