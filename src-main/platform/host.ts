// The whole list of what differs between Electron and the local host. Nothing else knows where it
// runs.
import type { Clock } from './clock.ts'
import type { Log } from './log.ts'
import type { SecretStore } from './secrets/secrets.ts'
import type { OpenRequest } from '#shared/contract/system/opening.ts'
import type { UpdateState } from '#shared/contract/system/updates.ts'

/** Shows a notice of the operating system. */
export type Notify = (notice: { title: string; body: string }) => void

/** Newer versions of the application; `look` asks for them now. */
export type UpdateSource = { state(): UpdateState; look(): Promise<void> }

/** Whether the application starts with the computer; what the system refuses is thrown. */
export type LoginStart = { isOn(): Promise<boolean>; set(isOn: boolean): Promise<void> }

/** What the desktop offers, for the settings. Without a package nothing starts with the computer. */
export type DesktopOffers = { login: LoginStart | null; checksSpelling: boolean }

/** What the system asked to open and no page took yet. */
export type OpenSource = { count(): number; next(): Promise<OpenRequest | null> }

export type Host = {
  kind: 'electron' | 'local' | 'test'
  version: string
  /** Absolute path of the folder that holds everything the user owns; it exists. */
  dataFolder: string
  /**
   * Absolute path of a place outside it, for this user on this machine, where a copy of the data
   * folder is known by; made when it is needed. Null where there is none.
   */
  memoryFolder: string | null
  secrets: SecretStore
  clock: Clock
  log: Log
  /** BCP 47 tag of the system's language, for texts made before the user chose one. */
  systemLanguage: string
  /** Left out where the host has no notices of its own. */
  notify?: Notify
  /** Left out where the host is no desktop's. */
  desktop?: DesktopOffers
  /** Left out where no system hands anything over. */
  opening?: OpenSource
  /** Left out where the host does not bring itself up to date. */
  updates?: UpdateSource
}
