// Two starts of the same folder at once would install and build into each other: the second waits
// for the first.
import { rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { cacheFolder } from './processes.js'
import { makeFolder } from './startError.js'

const lockFile = join(cacheFolder, 'starting.lock')
/** The holder touches the file this often; one that was not touched for long was left behind. */
const touchPause = 2_000
const longUntouched = 20_000

/**
 * Runs the work while no other start installs or builds here.
 * @param {(line: string) => void} say is told that another one is waited for
 * @throws what the work throws, and what the system says where the file cannot be made
 */
export async function alone(say, work) {
  makeFolder(cacheFolder)
  let hasSaid = false
  while (!take()) {
    if (!hasSaid)
      say(
        "Un autre démarrage prépare déjà l'application : attente… / Another start is preparing the application already: waiting…",
      )
    hasSaid = true
    await delay(500)
  }
  const touching = setInterval(touch, touchPause)
  const release = () => rmSync(lockFile, { force: true })
  process.once('exit', release)
  try {
    return await work()
  } finally {
    clearInterval(touching)
    process.off('exit', release)
    release()
  }
}

function take() {
  try {
    writeFileSync(lockFile, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    const found = statSync(lockFile, { throwIfNoEntry: false })
    // A clock that was set back makes it younger than now: it is left until it is touched no more.
    if (found !== undefined && Math.abs(Date.now() - found.mtimeMs) > longUntouched)
      rmSync(lockFile, { force: true })
    return false
  }
}

function touch() {
  const now = new Date()
  try {
    utimesSync(lockFile, now, now)
  } catch {
    // Somebody removed the folder: the work itself meets with that.
  }
}
