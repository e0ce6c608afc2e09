// What the main thread and the sending thread say to each other.
import type { LogLevel } from '#main/platform/log.ts'
import type { RelayAccess } from '#main/relay/relayLinks.ts'
import type { Topic } from '#shared/contract/system.contract.ts'
import type { EngineStatus } from '#main/core/outboxControl.ts'
import type { Credential, CredentialOwner } from '../accounts/accountCredentials.ts'
import type { EngineFiles, EngineTiming } from './outbox.settings.ts'

export type OutboxThreadData = {
  files: EngineFiles
  installKey: string
  /**
   * Difference between the host's clock and the system's: not zero only where a test sets the
   * clock.
   */
  clockOffset: number
  timing: Partial<EngineTiming>
  /** Told again each time it changes. */
  relay: RelayAccess | null
}

export type ToOutbox =
  | { kind: 'wake'; clockOffset: number }
  | { kind: 'account_changed'; accountId: number }
  | { kind: 'credential'; request: number; credential: Credential }
  | { kind: 'relay_answered' }
  | { kind: 'damage_found' }
  | { kind: 'relay'; relay: RelayAccess | null }
  | { kind: 'stop' }

export type FromOutbox =
  | { kind: 'changed'; topics: Topic[] }
  | { kind: 'status'; status: EngineStatus }
  /** Passwords and tokens are asked for when a connection is opened and kept nowhere in this thread. */
  | {
      kind: 'credential_wanted'
      request: number
      account: CredentialOwner
      refused: string | null
    }
  | { kind: 'log'; level: LogLevel; message: string; details: Record<string, unknown> | undefined }
  | { kind: 'stopped' }
