// Finds a browser that can show the application in a window of its own: Chrome, Chromium or Edge.
import { accessSync, constants, readFileSync, realpathSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, posix, win32 } from 'node:path'

export type Machine = {
  platform: NodeJS.Platform
  environment: NodeJS.ProcessEnv
  home: string
  userId: number | undefined
  /** True for a program that a window can be had from. */
  isUsable(path: string): boolean
}

const thisMachine = (): Machine => ({
  platform: process.platform,
  environment: process.env,
  home: homedir(),
  userId: process.getuid?.(),
  isUsable,
})

/**
 * The one named in `CHROME_PATH`, else the first that is installed.
 * @returns null where there is none, and as root: a browser refuses to start as root unless its
 * sandbox is given up, which is not ours to do. Who names a program decides that alone.
 */
export function installedBrowser(machine = thisMachine()): string | null {
  const { platform, environment, userId, isUsable } = machine
  const named = environment['CHROME_PATH'] ?? ''
  if (named !== '' && isUsable(named)) return named
  if (userId === 0 && platform !== 'win32') return null
  return placesOn(machine).find(isUsable) ?? null
}

function placesOn({ platform, environment, home }: Machine): string[] {
  if (platform === 'win32') return windowsPlaces(environment)
  if (platform === 'darwin')
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].flatMap((name) =>
      ['/Applications', posix.join(home, 'Applications')].map((folder) =>
        posix.join(folder, `${name}.app`, 'Contents', 'MacOS', name),
      ),
    )
  const folders = (environment['PATH'] ?? '').split(delimiter).filter(posix.isAbsolute)
  return [
    ...['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser'],
    ...['microsoft-edge-stable', 'microsoft-edge'],
  ].flatMap((name) => folders.map((folder) => posix.join(folder, name)))
}

function windowsPlaces(environment: NodeJS.ProcessEnv): string[] {
  const folders = ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA']
    .map((name) => environment[name] ?? '')
    .filter(win32.isAbsolute)
  return [
    ['Google', 'Chrome', 'Application', 'chrome.exe'],
    ['Chromium', 'Application', 'chrome.exe'],
    ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
  ].flatMap((path) => folders.map((folder) => win32.join(folder, ...path)))
}

/**
 * A browser of a snap is not: it may not read the data folder, nor any other that is hidden.
 * @param path absolute
 */
export function isUsable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile() && !isSnap(path)
  } catch {
    return false
  }
}

function isSnap(path: string): boolean {
  const real = realpathSync(path)
  if (real.startsWith('/snap/') || posix.basename(real) === 'snap') return true
  // Ubuntu's package is a script that starts the snap; a program is far longer.
  return statSync(real).size < 20_000 && readFileSync(real, 'latin1').includes('/snap/')
}
