// What the page and the host say to each other before there is an application to call: how far the
// opening of the data has come.
import { z } from 'zod'

/** Where the page asks, on its own origin, in both hosts. Holds no data of the user's. */
export const startupPath = '/startup'

export const startupProblems = [
  'newer',
  'damaged',
  'missing',
  'disk_full',
  'not_writable',
  'in_use',
  'disk_error',
  'too_many_files',
  'unexpected',
] as const
export type StartupProblem = (typeof startupProblems)[number]

/** What its user is asked about; `update`: it could not be brought up to date. */
const RescueProblem = z.enum(['damaged', 'missing', 'newer', 'update'])
type RescueProblem = z.infer<typeof RescueProblem>

/**
 * `done` of `total`: bytes of a copy, or statements of an update. Statements differ in length: they
 * are steps, no share of the time.
 */
const progress = { done: z.int().nonnegative(), total: z.int().nonnegative() }
/** `backup` is the file name of the copy made before an update; null if none was made. */
const failure = { problem: z.enum(startupProblems), backup: z.string().nullable() }

export const StartupState = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('opening') }),
  z.object({ kind: z.literal('checking') }),
  z.object({ kind: z.literal('copying'), ...progress }),
  z.object({ kind: z.literal('updating'), ...progress }),
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('failed'), ...failure }),
  /** It could not be opened, and the user is asked what to do. */
  z.object({ kind: z.literal('rescue'), problem: RescueProblem }),
])
export type StartupState = z.infer<typeof StartupState>
export type StartupFailure = Pick<Extract<StartupState, { kind: 'failed' }>, 'problem' | 'backup'>

const sentences: Record<'fr' | 'en', Record<StartupProblem, string>> = {
  fr: {
    newer:
      'Ces données viennent d’une version plus récente de WeBox Marketing. Rien n’a été modifié : installer la dernière version pour les ouvrir.',
    damaged:
      'Le fichier main.db est abîmé et n’a pas été modifié. Mettre de côté main.db, main.db-wal et main.db-shm, puis copier une sauvegarde sous le nom main.db et rouvrir l’application.',
    missing:
      'Le fichier main.db manque ou est vide, alors que ce dossier a déjà servi. Rien n’a été créé à sa place : remettre main.db depuis une copie du dossier ou une sauvegarde, puis rouvrir l’application. Pour repartir de zéro, choisir un dossier vide.',
    disk_full:
      'Le disque est plein. Les données sont restées comme avant : libérer de la place, puis rouvrir l’application.',
    not_writable:
      'Le dossier des données ne peut pas être écrit. Rien n’a été modifié : vérifier les droits du dossier et du fichier main.db, puis rouvrir l’application.',
    in_use:
      'Un autre WeBox Marketing, ou un autre programme, utilise ces données. Rien n’a été modifié : le fermer, puis rouvrir l’application.',
    disk_error:
      'Le disque a refusé une lecture ou une écriture. Les données sont restées comme avant : copier le dossier sur un autre disque, puis rouvrir l’application.',
    too_many_files:
      'Le système ne laisse pas ouvrir assez de fichiers à la fois. Rien n’a été modifié : fermer d’autres programmes ou relever la limite (ulimit -n), puis rouvrir l’application.',
    unexpected:
      'Les données n’ont pas pu être ouvertes. Elles sont restées comme avant : le fichier webox.log en dit la raison.',
  },
  en: {
    newer:
      'This data was written by a newer version of WeBox Marketing. Nothing was changed: install the newest version to open it.',
    damaged:
      'The file main.db is damaged and was not changed. Put main.db, main.db-wal and main.db-shm aside, then copy a backup to the name main.db and open the application again.',
    missing:
      'The file main.db is missing or empty, though this folder has been used. Nothing was made in its place: put main.db back from a copy of the folder or a backup, then open the application again. To start from nothing, choose an empty folder.',
    disk_full:
      'The disk is full. The data is as it was before: make room, then open the application again.',
    not_writable:
      'The data folder cannot be written. Nothing was changed: check the permissions of the folder and of main.db, then open the application again.',
    in_use:
      'Another WeBox Marketing, or another program, is using this data. Nothing was changed: close it, then open the application again.',
    disk_error:
      'The disk refused to read or to write. The data is as it was before: copy the folder to another disk, then open the application again.',
    too_many_files:
      'The system does not let enough files be open at once. Nothing was changed: close other programs or raise the limit (ulimit -n), then open the application again.',
    unexpected:
      'The data could not be opened. It is as it was before: the file webox.log says why.',
  },
}

const rescueSentences: Record<'fr' | 'en', Record<RescueProblem, string>> = {
  fr: {
    damaged:
      'Le fichier des données, main.db, est abîmé. Rien n’y a été écrit : la page de l’application montre ce qui peut être lu, et les sauvegardes à remettre.',
    missing:
      'Le fichier des données, main.db, manque ou est vide, alors que ce dossier a déjà servi. Rien n’a été créé à sa place : la page de l’application montre les sauvegardes à remettre.',
    newer:
      'Ces données viennent d’une version plus récente de WeBox Marketing. Rien n’a été modifié : installer la dernière version pour les ouvrir, ou remettre une sauvegarde depuis la page de l’application.',
    update:
      'Les données n’ont pas pu être mises à jour pour cette version. La copie d’avant la mise à jour est entière : la page de l’application permet de la remettre.',
  },
  en: {
    damaged:
      'The data file, main.db, is damaged. Nothing was written to it: the application’s page shows what can be read, and the backups to put back.',
    missing:
      'The data file, main.db, is missing or empty, though this folder has been used. Nothing was made in its place: the application’s page shows the backups to put back.',
    newer:
      'This data was written by a newer version of WeBox Marketing. Nothing was changed: install the newest version to open it, or put a backup back from the application’s page.',
    update:
      'The data could not be brought up to date for this version. The copy from before the update is whole: the application’s page can put it back.',
  },
}

/** For the terminal, beside the page that asks what to do. @param language BCP 47 tag */
export const rescueSentence = (problem: RescueProblem, language: string): string =>
  rescueSentences[spokenLanguage(language)][problem]

/** The language of what is said outside the interface: French unless a BCP 47 tag says English. */
export const spokenLanguage = (tag: string): 'fr' | 'en' => (/^en\b/i.test(tag) ? 'en' : 'fr')

/**
 * What happened, what was kept and what to do, for the page, a dialog or a terminal. French unless
 * the language says English.
 */
export function startupSentence({ problem, backup }: StartupFailure, language: string): string {
  const isEnglish = spokenLanguage(language) === 'en'
  const kept =
    backup === null
      ? ''
      : isEnglish
        ? ` The copy made by the application is backups/${backup}.`
        : ` La copie faite par l’application est backups/${backup}.`
  return sentences[isEnglish ? 'en' : 'fr'][problem] + kept
}
