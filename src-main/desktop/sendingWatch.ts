// While messages leave, the computer stays awake and a closed window does not end the application:
// what waits is told beside the clock, and it ends by itself once nothing leaves any more.
import { setTimeout } from 'node:timers/promises'
import type { OutboxStatus } from '#shared/contract/outbox.ts'

/** What the outbox is doing. */
export type Sending = { isSending: boolean; waiting: number }

/** A campaign that is under way leaves only where this computer sends. */
export const sendingOf = ({ engine, sending, waiting }: OutboxStatus): Sending => ({
  isSending: engine === 'running' && sending.length > 0,
  waiting,
})

export type SendingEffects = {
  keepAwake(isOn: boolean): void
  /** How many messages wait, with a way back to the window; null takes it away. */
  showWaiting(waiting: number | null): void
  /** Whether it goes on without a window though nothing leaves. */
  stays?(): boolean
  quit(): void
}

export type SendingWatch = {
  /** The last window was closed. */
  windowClosed(): void
  windowOpened(): void
  /** Something changed. */
  look(): Promise<void>
  stop(): void
}

/**
 * Where nothing has left for so long (an account that is blocked, the limit of a day, no network), it
 * waits for the next start like everything else. In milliseconds.
 */
const patience = 15 * 60_000
/** While messages leave, each of them is a change: looked at no more often, in milliseconds. */
const betweenLooks = 1_000

/**
 * @param read where it fails, nothing is known to leave
 * @param pause waits so many milliseconds
 * @param now in milliseconds
 */
export function watchSending(
  read: () => Promise<Sending>,
  effects: SendingEffects,
  pause: (milliseconds: number) => Promise<unknown> = setTimeout,
  now: () => number = () => performance.now(),
): SendingWatch {
  let isWindowless = false
  let isAwake = false
  let isStopped = false
  let hasQuit = false
  let last = { waiting: -1, at: now() }
  let looking: Promise<void> | null = null
  let isChanged = false

  const keepAwake = (isOn: boolean) => {
    if (isOn !== isAwake) effects.keepAwake(isOn)
    isAwake = isOn
  }
  async function lookOnce(): Promise<void> {
    const { isSending: wants, waiting } = await read().catch(() => ({
      ...{ isSending: false, waiting: 0 },
    }))
    if (isStopped) return
    if (waiting !== last.waiting || !wants) last = { waiting, at: now() }
    const isSending = wants && now() - last.at < patience
    keepAwake(isSending)
    const goesOn = isSending || effects.stays?.() === true
    effects.showWaiting(isWindowless && goesOn ? waiting : null)
    if (!isWindowless || goesOn || hasQuit) return
    hasQuit = true
    effects.quit()
  }
  async function lookUntilQuiet(): Promise<void> {
    do {
      isChanged = false
      await lookOnce()
      if (isChanged) await pause(betweenLooks)
    } while (isChanged && !isStopped)
  }
  const look = (): Promise<void> => {
    isChanged = true
    return (looking ??= lookUntilQuiet().finally(() => (looking = null)))
  }
  return {
    look,
    windowClosed() {
      isWindowless = true
      void look()
    },
    windowOpened() {
      isWindowless = false
      effects.showWaiting(null)
    },
    stop() {
      isStopped = true
      keepAwake(false)
      effects.showWaiting(null)
    },
  }
}
