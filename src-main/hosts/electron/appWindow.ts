// The one place that makes a window, so that its protections are the same everywhere.
import { app, BrowserWindow, dialog, Menu, screen, shell } from 'electron'
import { contextMenu } from '#main/desktop/contextMenu.ts'
import { startPage } from '#main/desktop/appOrigin.ts'
import type { DesktopWords } from '#main/desktop/desktopWords.ts'
import { denyPermissions, lockNavigation } from '#main/desktop/navigationLock.ts'
import { answerFailures, outsideQuestion } from '#main/desktop/pageFailures.ts'
import { hasSystemSpelling, limitSpelling } from '#main/desktop/spelling.ts'
import { keepWindowPlace, placeOnScreens, readWindowPlace } from '#main/desktop/windowPlace.ts'

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
  const kept = readWindowPlace(placeFile)
  const { isMaximized, ...place } = placeOnScreens(kept, areas) ?? {
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
      spellcheck: hasSystemSpelling(process.platform),
    },
  })
  lockNavigation(window.webContents, (url) => void openOutside(window, url, words))
  denyPermissions(window.webContents.session)
  limitSpelling(window.webContents.session)
  const { webContents: contents } = window
  // Once: a page that is loaded anew has the size it was given since.
  contents.once('did-finish-load', () => contents.setZoomLevel(kept?.zoomLevel ?? 0))
  contents.on('context-menu', (_event, place) => {
    const items = contextMenu(place, words, (word) => contents.replaceMisspelling(word))
    if (items.length > 0) Menu.buildFromTemplate(items).popup({ window })
  })
  // Shown once it has something to show: no white flash.
  window.once('ready-to-show', () => (isMaximized ? window.maximize() : window.show()))
  window.on('close', () =>
    keepWindowPlace(placeFile, {
      ...window.getNormalBounds(),
      isMaximized: window.isMaximized(),
      zoomLevel: contents.getZoomLevel(),
    }),
  )
  // What fails is told by the event.
  const load = () => void window.loadURL(startPage).catch(() => undefined)
  answerFailures(window.webContents, words, {
    ...{ load, show: () => window.show(), quit: () => app.quit() },
    isGone: () => window.isDestroyed(),
    async ask(question) {
      const asked = { ...question, type: 'warning', defaultId: 0, cancelId: 0 } as const
      return (await dialog.showMessageBox(window, asked)).response === 0
    },
  })
  load()
  return window
}

export function bringWindowForward(): void {
  const [window] = BrowserWindow.getAllWindows()
  if (window === undefined) app.emit('activate')
  if (window?.isMinimized()) window.restore()
  window?.focus()
}

/** The user sees where a link leads before the browser opens it. */
async function openOutside(window: BrowserWindow, url: string, words: DesktopWords): Promise<void> {
  const { response } = await dialog.showMessageBox(window, outsideQuestion(url, words))
  if (response === 0) await shell.openExternal(url)
}
