// Looks for a newer version now and then, within the policy, and fetches it to be installed when the
// user quits; never while messages leave. The library that does the work is handed in.
import type { AppUpdater, UpdateInfo } from 'electron-updater'
import type { UpdatesLeft, UpdateState } from '#shared/contract/system/updates.ts'
import type { Clock } from '#main/platform/clock.ts'
import { describeError, type Log } from '#main/platform/log.ts'
import { problemOf } from './updateProblem.ts'
import { reasonAgainstUpdate } from './updatePolicy.ts'
import { notesOf } from './updateNotes.ts'

const hour = 60 * 60_000
const interval = 6 * hour
/** Until messages that were being sent have left, in milliseconds. */
const soon = hour / 6

export type UpdateWatch = {
  state(): UpdateState
  /** Looks now; one look at a time. */
  look(): Promise<void>
  /**
   * Called while quitting, before the outbox stops: settles whether a fetched update may be
   * installed now.
   */
  settle(): Promise<void>
  stop(): void
}

export type WatchOptions = {
  updater: Pick<AppUpdater, 'checkForUpdates' | 'downloadUpdate' | 'autoInstallOnAppQuit'>
  feed: string
  version: string
  /** False where a newer version is only told of. */
  installsItself: boolean
  /** Asked before fetching and before installing. */
  isSending: () => Promise<boolean>
  clock: Clock
  log: Log
  onChange: () => void
}

type Stage = NonNullable<UpdateState['offered']>['stage']

/** What became of it, bit by bit, by `change`. */
async function takeWhatIsNew(
  { updater, log, isSending, version, feed, installsItself }: WatchOptions,
  change: (changed: Partial<UpdateState>) => void,
  isFetched: (version: string) => boolean,
): Promise<void> {
  const found = await updater.checkForUpdates()
  const info = found?.isUpdateAvailable ? found.updateInfo : null
  // Not newer, or not for this one yet: a version goes to a share of the computers first. One that
  // was fetched before and is offered no more is not installed either.
  if (info === null) {
    updater.autoInstallOnAppQuit = false
    return change({ offered: null })
  }
  const against = reasonAgainstUpdate(info, version, feed)
  if (against !== null) {
    log('warn', 'An update was not taken.', { version: info.version, reason: against })
    updater.autoInstallOnAppQuit = false
    return change({ problem: 'not_acceptable', offered: null })
  }
  const offer = (stage: Stage) => change({ offered: offered(info, stage) })
  if (!installsItself) return offer('told')
  if (isFetched(info.version)) return offer('fetched')
  if (await isSending()) {
    log('info', 'An update waits until the messages have left.', { version: info.version })
    return offer('waiting')
  }
  offer('fetching')
  // Before the download: the library decides at its end whether quitting installs anything.
  updater.autoInstallOnAppQuit = true
  await updater.downloadUpdate()
  offer('fetched')
  log('info', 'An update is installed when the application is quit.', { version: info.version })
}

export function watchForUpdates(options: WatchOptions): UpdateWatch {
  const { updater, log, isSending } = options
  let state: UpdateState = nothingKnown(null)
  const change = (changed: Partial<UpdateState>) => {
    state = { ...state, ...changed }
    options.onChange()
  }
  let looking: Promise<void> | null = null
  let timer: NodeJS.Timeout | undefined
  let isStopped = false

  async function lookOnce(): Promise<void> {
    clearTimeout(timer)
    const before = state.offered
    change({ isChecking: true, problem: null })
    try {
      await takeWhatIsNew(
        options,
        change,
        (version) => before?.stage === 'fetched' && before.version === version,
      )
    } catch (error) {
      log('warn', 'Looking for updates failed.', describeError(error))
      // A download that fails takes away what was fetched before; a list that cannot be read does not.
      const isLost = state.offered?.stage === 'fetching'
      if (isLost) updater.autoInstallOnAppQuit = false
      change({ problem: problemOf(error), offered: isLost ? null : before })
    }
    change({ isChecking: false, checkedAt: new Date(options.clock.now()).toISOString() })
    if (isStopped) return
    timer = setTimeout(
      () => void look(),
      state.offered?.stage === 'waiting' ? soon : interval,
    ).unref()
  }
  const look = () => (looking ??= lookOnce().finally(() => (looking = null)))

  return {
    state: () => state,
    look,
    settle: async () => {
      if (await isSending().catch(() => true)) updater.autoInstallOnAppQuit = false
    },
    stop: () => {
      isStopped = true
      clearTimeout(timer)
    },
  }
}

const nothingKnown = (left: UpdatesLeft | null): UpdateState => ({
  left,
  ...{ checkedAt: null, isChecking: false, problem: null, offered: null },
})

/** Where none is looked for, and why. */
export const noUpdates = (left: UpdatesLeft): UpdateWatch => ({
  state: () => nothingKnown(left),
  look: () => Promise.resolve(),
  settle: () => Promise.resolve(),
  stop: () => undefined,
})

const offered = (info: UpdateInfo, stage: Stage): UpdateState['offered'] => ({
  version: info.version,
  notes: notesOf(info.releaseNotes),
  stage,
})
