// What the local host says in the terminal, but for why it does not start.
import { spokenLanguage } from '#shared/startup.ts'

type TerminalWords = {
  alreadyOpen: string
  waiting: string
  optionsWithoutEffect: string
  otherVersion(running: string, own: string): string
  windowShown: string
  windowClosed: string
  windowLost: string
  noWindow: string
}

const words: Record<'fr' | 'en', TerminalWords> = {
  fr: {
    alreadyOpen:
      'WeBox Marketing est déjà ouvert sur ces données : cette adresse ouvre la même application.',
    waiting:
      'WeBox Marketing est déjà ouvert sur ces données et ne répond pas encore : attente de sa réponse, ou de sa fin…',
    optionsWithoutEffect:
      'Les options --port et --demo sont sans effet : les redonner une fois l’application fermée.',
    otherVersion: (running, own) =>
      `C’est la version ${running} qui est ouverte : la fermer, puis recommencer, pour avoir la version ${own}.`,
    windowShown:
      'WeBox Marketing est déjà ouvert sur ces données : sa fenêtre est mise au premier plan.',
    windowClosed:
      'La fenêtre est fermée : WeBox Marketing se termine. Ce qui n’est pas encore envoyé attend la prochaine ouverture.',
    windowLost:
      'La fenêtre s’est arrêtée de façon inattendue. Les données sont intactes et les envois en cours continuent : relancer la même commande pour la rouvrir, ou suivre cette adresse.',
    noWindow:
      'Aucune fenêtre n’a pu être ouverte : WeBox Marketing s’ouvre dans le navigateur, par cette adresse.',
  },
  en: {
    alreadyOpen:
      'WeBox Marketing is open on this data already: this address opens the same application.',
    waiting:
      'WeBox Marketing is open on this data already and does not answer yet: waiting for its answer, or for its end…',
    optionsWithoutEffect:
      'The options --port and --demo have no effect: give them again once the application is closed.',
    otherVersion: (running, own) =>
      `The open one is version ${running}: close it and start again to have version ${own}.`,
    windowShown: 'WeBox Marketing is open on this data already: its window comes to the front.',
    windowClosed:
      'The window is closed: WeBox Marketing ends. What is not sent yet waits until it is opened again.',
    windowLost:
      'The window ended unexpectedly. Your data is intact and sending goes on: run the same command again to reopen it, or follow this address.',
    noWindow: 'No window could be opened: WeBox Marketing opens in the browser, by this address.',
  },
}

/** @param language BCP 47 tag; French unless it says English */
export const terminalWords = (language: string): TerminalWords => words[spokenLanguage(language)]
