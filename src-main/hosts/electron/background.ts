// What the desktop does while messages leave: stays awake, and goes on beside the clock when the
// window is closed.
import { createRouterClient } from '@orpc/server'
import {
  app,
  BrowserWindow,
  Menu,
  nativeImage,
  nativeTheme,
  powerSaveBlocker,
  Tray,
} from 'electron'
import type { App } from '#main/app/createApp.ts'
import { badgeDot, badgeSize, watchDue } from '#main/desktop/dueBadge.ts'
import type { DesktopWords } from '#main/desktop/desktopWords.ts'
import { sendingOf, watchSending, type SendingWatch } from '#main/desktop/sendingWatch.ts'
import { bringWindowForward } from './appWindow.ts'

/**
 * @param icons absolute path of the folder of the tray's icons
 * @param stays whether it goes on without a window though nothing leaves
 */
export function startBackground(
  { router, services }: App,
  words: DesktopWords,
  icons: string,
  stays: () => boolean,
): SendingWatch {
  const calls = createRouterClient(router, { context: services })
  const watch = watchSending(async () => sendingOf(await calls.email.outbox.status()), {
    keepAwake: keepingAwake(),
    showWaiting: trayOf(words, icons),
    stays,
    quit: () => app.quit(),
  })
  const badge = watchDue(async () => {
    const { overdue, today } = await calls.crm.tasks.due()
    return overdue + today
  }, badging(words))
  const unsubscribe = services.changes.subscribe((topics) => {
    if (topics.includes('email')) void watch.look()
    if (topics.includes('crm') || topics.includes('settings')) void badge.look()
  })
  const lookAtBoth = () => void Promise.all([watch.look(), badge.look()])
  // What is due becomes so without a change.
  const timer = setInterval(lookAtBoth, 60_000)
  lookAtBoth()
  return {
    ...watch,
    windowOpened() {
      watch.windowOpened()
      badge.again()
    },
    stop() {
      clearInterval(timer)
      unsubscribe()
      watch.stop()
    },
  }
}

/** On the application's icon; Windows has it on the window's, as a dot. */
const badging = (words: DesktopWords) => (due: number) => {
  app.setBadgeCount(due)
  if (process.platform !== 'win32') return
  const dot = nativeImage.createFromBitmap(badgeDot(), { width: badgeSize, height: badgeSize })
  for (const window of BrowserWindow.getAllWindows())
    window.setOverlayIcon(due === 0 ? null : dot, due === 0 ? '' : words.due(due))
}

function keepingAwake(): (isOn: boolean) => void {
  let blocker: number | null = null
  return (isOn) => {
    if (isOn) blocker ??= powerSaveBlocker.start('prevent-app-suspension')
    else if (blocker !== null) {
      powerSaveBlocker.stop(blocker)
      blocker = null
    }
  }
}

function trayOf(words: DesktopWords, icons: string): (waiting: number | null) => void {
  let tray: Tray | null = null
  return (waiting) => {
    if (waiting === null) {
      tray?.destroy()
      tray = null
      return
    }
    tray ??= createTray(words, icons)
    tray.setToolTip(words.waiting(waiting))
  }
}

function createTray(words: DesktopWords, icons: string): Tray {
  const dark = nativeTheme.shouldUseDarkColors ? 'trayDark' : 'trayLight'
  const name = process.platform === 'darwin' ? 'trayTemplate' : dark
  const tray = new Tray(nativeImage.createFromPath(`${icons}/${name}.png`))
  tray.on('click', bringWindowForward)
  tray.setContextMenu(
    Menu.buildFromTemplate([
      { label: words.showWindow, click: bringWindowForward },
      { role: 'quit', label: words.quit },
    ]),
  )
  return tray
}
