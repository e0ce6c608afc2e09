// The opening of the data as it goes on: what the window is told meanwhile, and the way to give it
// up.
import { startupSentence, type StartupFailure, type StartupState } from '#shared/startup.ts'

export type Startup = {
  state(): StartupState
  report(state: StartupState): void
  /** Calls back with each state reported from now on. */
  follow(listener: (state: StartupState) => void): void
  /** Aborted where the user closes the application before it is open. */
  readonly signal: AbortSignal
  /** Gives the opening up; an update under way is taken back. */
  stop(): void
}

export function createStartup(): Startup {
  const abort = new AbortController()
  const listeners = new Set<(state: StartupState) => void>()
  let current: StartupState = { kind: 'opening' }
  return {
    state: () => current,
    report(state) {
      current = state
      for (const listener of listeners) listener(state)
    },
    follow: (listener) => void listeners.add(listener),
    signal: abort.signal,
    stop: () => abort.abort(),
  }
}

/** Why the application did not start: what its user is told, with the error itself as the cause. */
export class StartupError extends Error implements StartupFailure {
  override name = 'StartupError'
  readonly problem: StartupFailure['problem']
  readonly backup: string | null
  constructor({ problem, backup }: StartupFailure, cause: unknown) {
    super(startupSentence({ problem, backup }, 'en'), { cause })
    this.problem = problem
    this.backup = backup
  }
}

/** The opening was given up by the user: nothing to tell. */
export class StartupStopped extends Error {
  override name = 'StartupStopped'
  constructor() {
    super('The application was closed before it had opened.')
  }
}

/**
 * The application does not start here and now, for a reason that lies outside the data: nothing was
 * changed.
 */
export class StartRefused extends Error {
  override name = 'StartRefused'
  readonly words: { fr: string; en: string }
  /** @param words what happened, and what to do next */
  constructor(words: { fr: string; en: string }) {
    super(words.en)
    this.words = words
  }
}
