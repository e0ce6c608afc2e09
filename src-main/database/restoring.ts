// The last step of putting a database in the place of the present one: from the moment the marker is
// written it goes through, now or at the next start; before it, nothing has happened.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { syncFolder, writeDurably } from '#main/platform/files/durableFiles.ts'
import { asideName, keepDatabaseAside } from '#main/platform/files/keptAside.ts'
import { isBusy, sqliteDriver } from './sqliteConnection.ts'

const file = 'main.db'
/** What may take its place with it, where it was made ready too: a move brings all of it. */
const besideIt = ['ledger.db', 'install.key', 'sending.json', 'moved.json', 'rescued.json'] as const
const folderName = 'restoring'
const marker = 'ready'

/** Where the database that is to take its place is made ready. */
export const preparedDatabase = (dataFolder: string): string => join(dataFolder, folderName, file)

/** Where what goes with it is made ready: a ledger as a single file that nobody has open. */
export const preparedBeside = (dataFolder: string, name: (typeof besideIt)[number]): string =>
  join(dataFolder, folderName, name)

/**
 * An empty room for it; what an earlier try left is gone.
 * @throws Error beside a decision that the next start has to finish: what is made ready here would
 * count before it was checked
 */
export function beginRestoring(dataFolder: string): void {
  abandonRestoring(dataFolder)
  if (existsSync(join(dataFolder, folderName, marker)))
    throw new Error('A restore that was decided is finished by the next start.')
  mkdirSync(join(dataFolder, folderName), { recursive: true, mode: 0o700 })
}

/** Of no effect on what was decided: the next start finishes it. */
export function abandonRestoring(dataFolder: string): void {
  const folder = join(dataFolder, folderName)
  if (!existsSync(join(folder, marker))) rmSync(folder, { recursive: true, force: true })
}

/** How long somebody who has it open may take to let go of it, in milliseconds. */
const patience = 5_000

/**
 * A single file without a log beside it, that nobody has open. Others have their turn while it waits.
 * @throws SQLITE_BUSY where somebody else still has it open then
 */
export async function leaveAlone(path: string): Promise<void> {
  const deadline = performance.now() + patience
  while (!isLeftAlone(path, performance.now() > deadline)) await delay(50)
}

function isLeftAlone(path: string, isLast: boolean): boolean {
  const connection = new sqliteDriver(path, { timeout: 0 })
  try {
    connection.pragma('journal_mode = DELETE')
    return true
  } catch (error) {
    if (isLast || !isBusy(error)) throw error
    return false
  } finally {
    connection.close()
  }
}

/**
 * From here on the prepared database is the one that counts. It must be a single file that nobody has
 * open.
 * @param present what becomes of the other: `kept` aside where there is no backup of it
 */
export function decideRestoring(dataFolder: string, present: 'replaced' | 'kept'): void {
  const folder = join(dataFolder, folderName)
  // Its name is decided, too: a database whose log was not moved yet would be parted from it.
  const aside = basename(asideName(join(dataFolder, file)))
  syncFolder(folder)
  writeDurably(join(folder, marker), `${present} ${aside}`)
  syncFolder(folder)
}

function decided(dataFolder: string): { isKept: boolean; aside: string | undefined } {
  const said = readFileSync(join(dataFolder, folderName, marker), 'utf8')
  const [present, aside] = said.split(' ')
  return {
    isKept: present !== 'replaced',
    aside: aside === undefined ? undefined : join(dataFolder, aside),
  }
}

/**
 * Finishes what was decided, or clears away what was not. Of no effect where nothing was begun; may be
 * repeated after a kill at any point. Nobody has the database open.
 * @returns whether the prepared database took its place
 */
export function finishRestoring(dataFolder: string): boolean {
  const folder = join(dataFolder, folderName)
  const prepared = join(folder, file)
  const isDecided = existsSync(join(folder, marker))
  const isToMove = isDecided && existsSync(prepared)
  if (isToMove) {
    const path = join(dataFolder, file)
    // Before it: once it is in its place, nothing is left to finish.
    for (const name of besideIt)
      if (existsSync(join(folder, name))) renameSync(join(folder, name), join(dataFolder, name))
    // A log is left where the present one is damaged: beside the other it would be mixed into it.
    const { isKept, aside } = decided(dataFolder)
    if (isKept || existsSync(`${path}-wal`) || existsSync(`${path}-journal`))
      keepDatabaseAside(path, aside)
    renameSync(prepared, path)
    syncFolder(dataFolder)
  }
  if (existsSync(folder)) clearAway(folder)
  return isToMove
}

/**
 * The marker first and alone: beside something made ready anew it would decide. A program that looks
 * at each new file may hold one for a moment; what is left of the room then opens the application all
 * the same, and goes at the next start.
 */
function clearAway(folder: string): void {
  const patient = { recursive: true, force: true, maxRetries: 10, retryDelay: 50 } as const
  rmSync(join(folder, marker), patient)
  try {
    rmSync(folder, patient)
  } catch (error) {
    if (!isHeld(error)) throw error
  }
}

const isHeld = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  ['EBUSY', 'EPERM', 'ENOTEMPTY', 'EACCES'].includes(String(error.code))
