// What the desktop does while messages leave: stays awake, and goes on beside the clock when the
// window is closed.
import { createRouterClient } from '@orpc/server'
import { app, Menu, nativeImage, nativeTheme, powerSaveBlocker, Tray } from 'electron'
import type { App } from '#main/app/createApp.ts'
import type { DesktopWords } from '#main/desktop/desktopWords.ts'
import { sendingOf, watchSending, type SendingWatch } from '#main/desktop/sendingWatch.ts'
import { bringWindowForward } from './appWindow.ts'

/** @param icons absolute path of the folder of the tray's icons */
export function startBackground(
  { router, services }: App,
  words: DesktopWords,
  icons: string,
): SendingWatch {
  const calls = createRouterClient(router, { context: services })
  const watch = watchSending(async () => sendingOf(await calls.email.outbox.status()), {
    keepAwake: keepingAwake(),
    showWaiting: trayOf(words, icons),
    quit: () => app.quit(),
  })
  const unsubscribe = services.changes.subscribe((topics) => {
    if (topics.includes('email')) void watch.look()
  })
  const timer = setInterval(() => void watch.look(), 60_000)
  void watch.look()
  return {
    ...watch,
    stop() {
      clearInterval(timer)
      unsubscribe()
      watch.stop()
    },
  }
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
