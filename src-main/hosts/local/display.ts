// What the local host shows itself in: a window of its own where one is wanted and a browser for it
// is installed, else a page of the user's browser.
import { setTimeout as delay } from 'node:timers/promises'
import type { Host } from '#main/platform/host.ts'
import { describeError } from '#main/platform/log.ts'
import { writeSignInPage } from '#main/platform/signInPage.ts'
import { openBrowser } from './openBrowser.ts'
import { openOwnWindow, type OwnWindow } from './ownWindow.ts'
import { terminalWords } from './terminalWords.ts'

export type Display = {
  /** @param link already printed; it signs a browser in */
  open(link: string): void
  /**
   * For a second start.
   * @returns true if a window is brought to the front, or opened again
   */
  showWindow(): boolean
  /** Resolves when the window is closed; without one after a while, in milliseconds. */
  whenRead(withoutWindow: number): Promise<void>
  /** @param listener called when the user has closed the window */
  onClosed(listener: () => void): void
  close(): Promise<void>
}
export type DisplayOptions = {
  host: Pick<Host, 'dataFolder' | 'log' | 'systemLanguage'>
  /** Something is to be opened at all. */
  isWanted: boolean
  /** Path of a browser for the window; null where none is wanted or installed. */
  browser: string | null
  origin: string
  newLink(): string
}

export function createDisplay(options: DisplayOptions): Display {
  const { host, isWanted, browser, origin, newLink } = options
  const words = terminalWords(host.systemLanguage)
  let window: Promise<OwnWindow | null> | null = null
  let closed = (): void => undefined
  const closing = new AbortController()

  const openPage = (link: string) => openInBrowser(link, host)
  /** @returns a link that stands in the terminal now */
  const tell = (sentence: string): string => {
    const link = newLink()
    console.error(sentence)
    console.log(`WeBox Marketing: ${link}`)
    return link
  }
  const follow = async (opened: OwnWindow) => {
    const end = await opened.ended
    if (closing.signal.aborted) return
    window = null
    if (end === 'lost') return tell(words.windowLost)
    closed()
  }
  const openWindow = async (path: string): Promise<OwnWindow | null> => {
    const opened = await openOwnWindow({
      ...{ browser: path, dataFolder: host.dataFolder, language: host.systemLanguage },
      ...{ origin, newLink },
      openOutside: (url) => openBrowser(url),
      signal: closing.signal,
    }).catch((error: unknown) => {
      host.log('warn', 'The window could not be opened.', describeError(error))
      return null
    })
    if (opened !== null) void follow(opened)
    else if (!closing.signal.aborted) {
      window = null
      openPage(tell(words.noWindow))
    }
    return opened
  }
  return {
    open(link) {
      if (browser !== null) window = openWindow(browser)
      else if (isWanted) openPage(link)
    },
    showWindow() {
      if (browser === null || closing.signal.aborted) return false
      if (window === null) window = openWindow(browser)
      else void window.then((opened) => opened?.show())
      return true
    },
    async whenRead(withoutWindow) {
      const opened = await window
      await (opened?.ended ?? delay(withoutWindow))
    },
    onClosed: (listener) => void (closed = listener),
    async close() {
      closing.abort()
      await (await window)?.close()
    },
  }
}

function openInBrowser(link: string, { dataFolder, log }: DisplayOptions['host']): void {
  writeSignInPage(link, dataFolder)
    .then((page) => openBrowser(page))
    .catch((error: unknown) =>
      log('warn', 'The browser could not be opened.', describeError(error)),
    )
}
