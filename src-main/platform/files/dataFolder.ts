// Where the user's data rests when nothing else was said, and where its copies are known by. Both
// hosts ask here, so that both open the same data.
import { accessSync, constants, existsSync, lstatSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, posix, win32 } from 'node:path'
import { freeDisk } from './freeDisk.ts'
import { StartRefused } from '../startup.ts'
import { codeOf } from '../storageProblem.ts'

/** The system's place for an application's data; not yet made. */
export function defaultDataFolder(
  platform: NodeJS.Platform = process.platform,
  environment: NodeJS.ProcessEnv = process.env,
): string {
  if (platform === 'win32')
    return join(
      absoluteOr(win32, environment['APPDATA'], join(homedir(), 'AppData', 'Roaming')),
      'WeBox Marketing',
    )
  if (platform === 'darwin')
    return join(homedir(), 'Library', 'Application Support', 'WeBox Marketing')
  return join(
    absoluteOr(posix, environment['XDG_DATA_HOME'], join(homedir(), '.local', 'share')),
    'webox-marketing',
  )
}

/** Where this machine remembers the data folders this user sent from; not yet made. */
export function defaultMemoryFolder(
  platform: NodeJS.Platform = process.platform,
  environment: NodeJS.ProcessEnv = process.env,
): string {
  if (platform === 'win32')
    return join(
      absoluteOr(win32, environment['LOCALAPPDATA'], join(homedir(), 'AppData', 'Local')),
      ...['WeBox Marketing', 'Sent'],
    )
  if (platform === 'darwin')
    return join(homedir(), 'Library', 'Application Support', 'WeBox Marketing Sent')
  return join(
    absoluteOr(posix, environment['XDG_STATE_HOME'], join(homedir(), '.local', 'state')),
    'webox-marketing',
  )
}

/**
 * The specification of these variables has empty and relative ones ignored: a relative one would
 * put the data wherever the program was started.
 */
const absoluteOr = (system: typeof posix, named: string | undefined, usual: string): string =>
  named !== undefined && system.isAbsolute(named) ? named : usual

/** What a new application makes at once, with room to spare, in bytes. */
const leastRoom = 8 * 1024 * 1024

/**
 * Looks whether a folder can hold the data, and makes nothing: a start that fails leaves nothing
 * behind.
 * @param folder absolute path; it need not exist
 * @throws StartRefused
 */
export function checkDataFolder(folder: string): void {
  try {
    if (statSync(folder, { throwIfNoEntry: false }) !== undefined) checkWritable(folder)
    else if (lstatSync(folder, { throwIfNoEntry: false }) !== undefined)
      throw new StartRefused({
        fr: `${folder} est un lien vers un dossier qui n’existe pas (ou plus). Rien n’a été modifié : brancher le disque ou corriger le lien, puis rouvrir l’application.`,
        en: `${folder} is a link to a folder that does not exist (any more). Nothing was changed: connect the disk or mend the link, then open the application again.`,
      })
    else checkWritable(nearestExisting(folder))
    checkOwnFiles(folder)
    if (!existsSync(join(folder, 'main.db'))) checkRoom(folder)
  } catch (error) {
    throw error instanceof StartRefused ? error : cannotUse(folder, codeOf(error) ?? String(error))
  }
}

function nearestExisting(folder: string): string {
  const parent = dirname(folder)
  return lstatSync(parent, { throwIfNoEntry: false }) === undefined && parent !== folder
    ? nearestExisting(parent)
    : parent
}

function checkWritable(folder: string): void {
  if (!statSync(folder).isDirectory()) throw notAFolder(folder)
  accessSync(folder, constants.W_OK | constants.X_OK)
}

/** A folder that everybody may write to can hold another account's data. */
function checkOwnFiles(folder: string): void {
  for (const name of ['main.db', 'ledger.db']) {
    const path = join(folder, name)
    try {
      if (existsSync(path)) accessSync(path, constants.R_OK | constants.W_OK)
    } catch {
      throw new StartRefused({
        fr: `Votre compte ne peut pas lire et écrire le fichier ${path} : il appartient à un autre compte, ou il est protégé. Rien n’a été modifié : rendre le fichier à votre compte ou choisir un autre dossier, puis rouvrir l’application.`,
        en: `Your account cannot read and write the file ${path}: it belongs to another account, or is protected. Nothing was changed: give the file to your account or choose another folder, then open the application again.`,
      })
    }
  }
}

/** What is there already opens on a full disk too, or says so by itself. */
function checkRoom(folder: string): void {
  if (freeDisk(join(nearestExisting(join(folder, 'main.db')), 'main.db')) >= leastRoom) return
  throw new StartRefused({
    fr: `Le disque du dossier ${folder} est plein. Rien n’a été créé : libérer de la place ou choisir un autre dossier, puis rouvrir l’application.`,
    en: `The disk of the folder ${folder} is full. Nothing was made: make room or choose another folder, then open the application again.`,
  })
}

const notAFolder = (path: string) =>
  new StartRefused({
    fr: `${path} est un fichier, et les données demandent un dossier. Rien n’a été modifié : choisir un autre dossier, puis rouvrir l’application.`,
    en: `${path} is a file, and the data needs a folder. Nothing was changed: choose another folder, then open the application again.`,
  })

function cannotUse(folder: string, code: string): StartRefused {
  if (code === 'ENOTDIR') return notAFolder(dirname(folder))
  if (code === 'EROFS')
    return new StartRefused({
      fr: `Le dossier des données, ${folder}, est sur un disque en lecture seule. Rien n’a été modifié : rendre le disque inscriptible ou choisir un autre dossier, puis rouvrir l’application.`,
      en: `The data folder, ${folder}, is on a read-only disk. Nothing was changed: make the disk writable or choose another folder, then open the application again.`,
    })
  if (code === 'EACCES' || code === 'EPERM')
    return new StartRefused({
      fr: `Le dossier des données, ${folder}, ne peut pas être écrit par votre compte. Rien n’a été modifié : changer les droits du dossier ou en choisir un autre, puis rouvrir l’application.`,
      en: `The data folder, ${folder}, cannot be written by your account. Nothing was changed: change the permissions of the folder or choose another one, then open the application again.`,
    })
  return new StartRefused({
    fr: `${folder} ne peut pas être le dossier des données (${code}). Rien n’a été modifié : choisir un autre dossier, puis rouvrir l’application.`,
    en: `${folder} cannot be the data folder (${code}). Nothing was changed: choose another folder, then open the application again.`,
  })
}
