// How procedures reach the sending engine of their database: a word that something changed, and
// where it stands.
import type { Database } from '#main/database/database.ts'

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

const stopped: OutboxControl = {
  status: () => ({ engine: 'stopped', perMinute: {} }),
  wake: () => undefined,
  accountChanged: () => undefined,
  relayChanged: async () => undefined,
  relayAnswered: () => undefined,
}

const controls = new WeakMap<Database, OutboxControl>()

export function outboxOf(database: Database): OutboxControl {
  return controls.get(database) ?? stopped
}

export function setOutbox(database: Database, control: OutboxControl | null): void {
  if (control === null) controls.delete(database)
  else controls.set(database, control)
}
