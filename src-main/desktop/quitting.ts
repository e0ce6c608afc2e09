// Quitting in order: what is under way ends first, once, and whoever starts the application meanwhile has
// it again afterwards.

/** Electron's application, as far as it is needed here. */
export type QuittingApp = {
  on(event: 'second-instance', listener: () => void): unknown
  on(event: 'before-quit', listener: (event: { preventDefault(): void }) => void): unknown
  relaunch(options: { args: string[] }): void
  quit(): void
}

/**
 * The outbox finishes what it is handing over; after this it is left to the rows, which know. In
 * milliseconds.
 */
const maxStop = 20_000

/**
 * Quitting waits for the writes and the hand-overs under way; an update of the database under way
 * is taken back.
 * @param again arguments for whoever starts the application meanwhile
 */
export function quitInOrder(
  app: QuittingApp,
  stop: () => Promise<void>,
  again: () => string[],
): { isUnderWay(): boolean } {
  let isWantedAgain = false
  let state: 'running' | 'stopping' | 'stopped' = 'running'
  // Somebody starts it while it ends: it ends, and starts.
  app.on('second-instance', () => (isWantedAgain ||= state !== 'running'))
  app.on('before-quit', (event) => {
    if (state === 'stopped') return
    event.preventDefault()
    if (state === 'stopping') return
    state = 'stopping'
    const timeLimit = new Promise((resolve) => setTimeout(resolve, maxStop))
    void Promise.race([stop().catch(() => undefined), timeLimit]).finally(() => {
      state = 'stopped'
      if (isWantedAgain) app.relaunch({ args: again() })
      app.quit()
    })
  })
  return { isUnderWay: () => state !== 'running' }
}
