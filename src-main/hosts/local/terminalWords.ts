// What the local host says in the terminal, but for why it does not start.
import { spokenLanguage } from '#shared/startup.ts'

type TerminalWords = {
  alreadyOpen: string
  waiting: string
  optionsWithoutEffect: string
  otherVersion(running: string, own: string): string
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
  },
}

/** @param language BCP 47 tag; French unless it says English */
export const terminalWords = (language: string): TerminalWords => words[spokenLanguage(language)]
