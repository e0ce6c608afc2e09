// How procedures reach the sending thread: a word that something changed, and where it stands.

export type EngineState = 'running' | 'stopped' | 'elsewhere' | 'low_disk'
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
}

/** The control every feature is given; the job that runs the sending thread connects it. */
export type OutboxSwitch = OutboxControl & {
  /** @param control of the running thread; null once it has stopped */
  connect(control: OutboxControl | null): void
}

const stopped: OutboxControl = {
  status: () => ({ engine: 'stopped', perMinute: {} }),
  wake: () => undefined,
  accountChanged: () => undefined,
  relayChanged: async () => undefined,
  relayAnswered: () => undefined,
}

/** A control that says "stopped", and does nothing, until a thread is connected. */
export function createOutboxSwitch(): OutboxSwitch {
  let current = stopped
  return {
    connect: (control) => void (current = control ?? stopped),
    status: () => current.status(),
    wake: () => current.wake(),
    accountChanged: (accountId) => current.accountChanged(accountId),
    relayChanged: () => current.relayChanged(),
    relayAnswered: () => current.relayAnswered(),
  }
}
