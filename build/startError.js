// What keeps a launch script from its work, in words for the person at the terminal, in French and
// English.

import { mkdirSync } from 'node:fs'

export const notInstalled =
  "Les dépendances ne sont pas (toutes) installées : lancez d'abord npm start ou npm ci. / The dependencies are not (all) installed: run npm start or npm ci first."

/**
 * Makes a folder in one that is there. Asked for the way to it too, Node says of a read-only disk
 * that there is no such place.
 */
export function makeFolder(path) {
  try {
    mkdirSync(path)
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
  }
}

/** Ends a script with a sentence; its cause never needs to be read. */
export class StartError extends Error {
  /** @param {string | null} interrupted the signal, where the user stopped it: nothing to tell */
  constructor(french, english, interrupted = null) {
    super(`${french}\n${english}`)
    this.interrupted = interrupted
  }
}

/**
 * Disk and rights, as the system names them; null for an error that says nothing of either.
 * @param {unknown} error
 * @param {string} folder what was written to, as the user knows it
 */
export function diskError(error, folder) {
  switch (error?.code) {
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return new StartError(
        `Le dossier ${folder} ne peut pas être écrit, et quelque chose doit y être installé ou construit. Vos données n'ont pas été touchées. Donnez-vous le droit d'y écrire, ou copiez-le ailleurs, puis relancez la même commande.`,
        `The folder ${folder} cannot be written, and something must be installed or built there. Your data was not touched. Give yourself the right to write there, or copy it elsewhere, then run the same command again.`,
      )
    case 'ENOSPC':
    case 'EDQUOT':
      return new StartError(
        `Le disque de ${folder} est plein. Vos données n'ont pas été touchées. Libérez de la place, puis relancez la même commande.`,
        `The disk of ${folder} is full. Your data was not touched. Make room, then run the same command again.`,
      )
    default:
      return null
  }
}

/**
 * Says what ended a launch script; nothing where the user stopped it.
 * @param {(line: string) => void} say
 * @param {string} folder the one that was worked in
 */
export function tellFailure(error, say, folder) {
  const known = error instanceof StartError ? error : diskError(error, folder)
  if (known?.interrupted) return
  say(
    known?.message ??
      `Le démarrage a échoué sur une erreur imprévue. Vos données n'ont pas été touchées.\nStarting failed with an unexpected error. Your data was not touched.\n  ${error instanceof Error ? error.message : error}`,
  )
}
