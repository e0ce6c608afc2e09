// One application a data folder, whichever host it runs in: it holds a lock in the folder, which the
// system frees however it ends, and leaves word of itself there, so that a second start joins it.
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { takeLock } from '#main/database/fileLock.ts'
import { checkDataFolder } from '#main/platform/files/dataFolder.ts'
import { StartRefused } from '#main/platform/startup.ts'
import { JoinAnswer, joinPath, RunningApplication, withPage, withWindow } from '#shared/joining.ts'

/** Held by the application that runs on a folder, from before it makes anything in it. */
export const applicationLock = 'application.lock'
/** What it says of itself there. */
export const runningFile = 'running.json'

/**
 * How long a running application may take to answer or to end, in milliseconds: one that is being
 * closed ends within twenty seconds.
 */
const maxWait = 25_000
/** After this the one who waits is told, in milliseconds. */
const longWait = 2_000
/** How long one question may take, in milliseconds. */
const maxAnswer = 3_000

/** This start has the folder to itself. */
export type FolderClaim = {
  kind: 'claimed'
  /** Leaves word for the next start, which can be answered from now on. */
  announce(entry: Pick<RunningApplication, 'port' | 'secret'>): Promise<void>
  /** Takes that word back: whoever starts while this one ends waits for the end. */
  withdraw(): void
  /** Gives the folder back; the end of the process does the same. */
  release(): void
}
/** The folder has an application: this is a fresh sign-in link to it. */
export type JoinedApplication = {
  kind: 'joined'
  link: string
  /** The address of a file that leads a browser there; null where none was wanted or could be written. */
  page: string | null
  /** Its own window came to the front: nothing is left to open. */
  shown: boolean
  version: string
  port: number
}

type ClaimOptions = Pick<RunningApplication, 'host' | 'version'> & {
  /** Called once where it takes a while. */
  isWaiting?: () => void
  /** A browser is to be opened on the running application. */
  wantsPage?: boolean
  /** Its own window is to come to the front; a page for a browser where it has none. */
  wantsWindow?: boolean
  /** In milliseconds. */
  maxWait?: number
}

/**
 * Takes a data folder, which is made when missing, or joins the application that has it.
 * @throws StartRefused where the folder cannot be used, or who has it can neither be joined nor
 * waited for
 */
export async function claimFolder(
  dataFolder: string,
  options: ClaimOptions,
): Promise<FolderClaim | JoinedApplication> {
  checkDataFolder(dataFolder)
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  const startedAt = performance.now()
  const waited = () => performance.now() - startedAt
  let isTold = false
  for (;;) {
    const release = takeLock(join(dataFolder, applicationLock))
    if (release !== null) return claimed(dataFolder, options, release)
    const running = readRunning(dataFolder)
    refuseWhereItCannotAnswer(running)
    const joined = running === null ? null : await ask(running, options)
    if (joined !== null) return joined
    if (waited() > (options.maxWait ?? maxWait)) throw doesNotAnswer(running)
    if (!isTold && waited() > longWait) {
      isTold = true
      options.isWaiting?.()
    }
    await delay(250)
  }
}

function claimed(
  dataFolder: string,
  { host, version }: ClaimOptions,
  release: () => void,
): FolderClaim {
  const path = join(dataFolder, runningFile)
  const withdraw = () => rmSync(path, { force: true })
  // Left by one that was killed, or by another computer's.
  withdraw()
  return {
    kind: 'claimed',
    async announce({ port, secret }) {
      const entry: RunningApplication = {
        ...{ host, version, port, secret },
        computer: hostname(),
        processId: process.pid,
      }
      await writeFile(path, JSON.stringify(entry), { mode: 0o600 })
    },
    withdraw,
    release() {
      withdraw()
      release()
    },
  }
}

/** Null while there is none, it is being written, or this account may not read it. */
function readRunning(dataFolder: string): RunningApplication | null {
  try {
    return RunningApplication.parse(JSON.parse(readFileSync(join(dataFolder, runningFile), 'utf8')))
  } catch {
    return null // Whoever waits tells it then: in use, and no answer.
  }
}

/** @returns null where nobody answers, or somebody who is not the one who left word */
async function ask(
  { port, secret }: RunningApplication,
  { wantsPage = false, wantsWindow = false }: ClaimOptions,
): Promise<JoinedApplication | null> {
  try {
    const path = joinPath + (wantsWindow ? withWindow : wantsPage ? withPage : '')
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${secret}`, Connection: 'close' },
      signal: AbortSignal.timeout(maxAnswer),
    })
    if (!response.ok || port === null) return null
    const { code, page, shown, version } = JoinAnswer.parse(await response.json())
    const link = `http://127.0.0.1:${port}/#code=${code}`
    return { kind: 'joined', link, page, shown, version, port }
  } catch {
    return null // It is starting, ending or stuck: asked again until the wait is over.
  }
}

/** @throws StartRefused */
function refuseWhereItCannotAnswer(running: RunningApplication | null): void {
  if (running === null) return
  const { computer } = running
  if (computer !== hostname())
    throw new StartRefused({
      fr: `Ces données sont ouvertes dans WeBox Marketing sur un autre ordinateur (${computer}). Rien n’a été modifié : le fermer là-bas, puis rouvrir l’application ici.`,
      en: `This data is open in WeBox Marketing on another computer (${computer}). Nothing was changed: close it there, then open the application here again.`,
    })
  if (running.host === 'electron')
    throw new StartRefused({
      fr: 'WeBox Marketing est déjà ouvert sur ces données, dans sa propre fenêtre. Rien n’a été modifié : continuer dans cette fenêtre, ou la fermer pour ouvrir dans le navigateur.',
      en: 'WeBox Marketing is open on this data already, in its own window. Nothing was changed: go on in that window, or close it to open in the browser.',
    })
}

function doesNotAnswer(running: RunningApplication | null): StartRefused {
  const who = running === null ? null : running.processId
  return new StartRefused({
    fr: `WeBox Marketing est déjà ouvert sur ces données${who === null ? ', peut-être par un autre compte de cet ordinateur,' : ` (processus ${who})`} et ne répond pas. Rien n’a été modifié : le fermer, ou arrêter ce processus, puis rouvrir l’application.`,
    en: `WeBox Marketing is open on this data already${who === null ? ', perhaps by another account of this computer,' : ` (process ${who})`} and does not answer. Nothing was changed: close it, or end that process, then open the application again.`,
  })
}
