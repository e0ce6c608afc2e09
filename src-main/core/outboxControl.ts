// How procedures reach the sending thread: a word that something changed, and where it stands.

import type { OutboxStatus } from '#shared/contract/outbox.ts'

export type EngineState = OutboxStatus['engine']
/** `perMinute`: messages done in the last minute, by campaign. */
export type EngineStatus = { engine: EngineState; perMinute: Record<number, number> }

export type OutboxControl = {
  status(): EngineStatus
  /** Campaigns or rows changed: look again now instead of at the next tick. */
  wake(): void
  /**
   * An account was edited, verified or deleted: its connections and password are no longer valid.
   */
  accountChanged(accountId: number): void
  /** A relay was paired or left: links lead there, or nowhere, from now on. */
  relayChanged(): Promise<void>
  /** The relay told what happened, and it is committed. */
  relayAnswered(): void
  /** Damage was found in the database: nothing more may be sent by it. */
  damageFound(): void
}

/** The control every feature is given; the job that runs the sending thread connects it. */
export type OutboxSwitch = OutboxControl & {
  /** @param control of the running thread; null once it has stopped */
  connect(control: OutboxControl | null): void
}

/** Nothing is sent; why, where that is known. */
export const notSending = (engine: EngineState): OutboxControl => ({
  status: () => ({ engine, perMinute: {} }),
  wake: () => undefined,
  accountChanged: () => undefined,
  relayChanged: async () => undefined,
  relayAnswered: () => undefined,
  damageFound: () => undefined,
})

/** A control that says "stopped", and does nothing, until a thread is connected. */
export function createOutboxSwitch(): OutboxSwitch {
  const stopped = notSending('stopped')
  let current = stopped
  let isDamaged = false
  return {
    connect(control) {
      current = control ?? stopped
      if (isDamaged) current.damageFound()
    },
    status: () => current.status(),
    wake: () => current.wake(),
    accountChanged: (accountId) => current.accountChanged(accountId),
    relayChanged: () => current.relayChanged(),
    relayAnswered: () => current.relayAnswered(),
    damageFound() {
      isDamaged = true
      current.damageFound()
    },
  }
}
