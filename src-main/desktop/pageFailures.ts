// A page that cannot be loaded would leave a window that is never shown, a process that died an empty
// one: the user is told, and asked.
import type { DesktopWords } from './desktopWords.ts'

/** A load that another one took the place of. */
const aborted = -3

/** The page of a window, as far as its failures are concerned. */
export type FailingContents = {
  on(
    event: 'did-fail-load',
    listener: (
      event: unknown,
      code: number,
      reason: string,
      url: string,
      isMainFrame: boolean,
    ) => void,
  ): unknown
  on(
    event: 'render-process-gone',
    listener: (event: unknown, details: { reason: string }) => void,
  ): unknown
}

export type FailureEffects = {
  /** @returns whether the first button was chosen: to try again */
  ask(question: { message: string; detail: string; buttons: string[] }): Promise<boolean>
  isGone(): boolean
  show(): void
  load(): void
  quit(): void
}

export function answerFailures(
  contents: FailingContents,
  words: DesktopWords,
  effects: FailureEffects,
): void {
  let isAsking = false
  const ask = async (message: string, detail: string) => {
    if (isAsking || effects.isGone()) return
    isAsking = true
    effects.show()
    const wantsAgain = await effects.ask({ message, detail, buttons: [words.again, words.quit] })
    isAsking = false
    if (!wantsAgain) effects.quit()
    else if (!effects.isGone()) effects.load()
  }
  contents.on('did-fail-load', (_event, code, reason, _url, isMainFrame) => {
    if (isMainFrame && code !== aborted)
      void ask(words.cannotShow, `${words.cannotShowDetail}\n\n${reason} (${code})`)
  })
  contents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit') void ask(words.pageDied, words.pageDiedDetail)
  })
}

/** What is asked before a link leaves; an address that is long is shown by its beginning. */
export const outsideQuestion = (url: string, words: DesktopWords) => ({
  ...{ type: 'question' as const, message: words.openOutside },
  detail: url.length > 300 ? `${url.slice(0, 300)}…` : url,
  buttons: [words.open, words.cancel],
  ...{ defaultId: 0, cancelId: 1 },
})

/** Settled once there is a window to be seen, or none is to be expected any more. */
export const whenSeen = (window: {
  once(event: 'show' | 'closed', listener: () => void): unknown
}): Promise<void> =>
  new Promise((resolve) => {
    window.once('show', () => resolve())
    window.once('closed', () => resolve())
  })
