// What the browser of the own window is started with: a profile that is nobody else's, and the
// options that make it show the application and nothing more.
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Folder of the profile, in the data folder. */
export const profileFolder = 'window-profile'
/** Kept of what the browser fetched while it runs, in bytes. */
const cacheBytes = 32 * 1024 * 1024

/**
 * What people type into forms is the business's data: it belongs into the database and nowhere
 * else.
 */
const preferences = {
  autofill: { profile_enabled: false, credit_card_enabled: false },
  credentials_enable_service: false,
  credentials_enable_autosignin: false,
  profile: { password_manager_enabled: false, exit_type: 'Normal' },
  translate: { enabled: false },
  browser: { has_seen_welcome_page: true },
  search: { suggest_enabled: false },
  safebrowsing: { enabled: false },
}

/** What a page is told of the user's languages: with accents in the folder no locale says it. */
function languages(language: string) {
  const wanted = [...new Set([language, language.split('-', 1)[0]])].join(',')
  return { intl: { accept_languages: wanted, selected_languages: wanted } }
}

/**
 * Makes the profile anew, for this account only: nothing in it grows from one start to the next, or
 * tells what was looked at.
 * @param language of the system, as in `fr-FR`
 * @returns its folder
 * @throws what the system says
 */
export async function prepareProfile(dataFolder: string, language: string): Promise<string> {
  const folder = join(dataFolder, profileFolder)
  // What cannot be removed is still held by a browser that is closing.
  await rm(folder, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined)
  await mkdir(join(folder, 'Default'), { recursive: true, mode: 0o700 })
  const file = join(folder, 'Default', 'Preferences')
  await writeFile(file, JSON.stringify({ ...preferences, ...languages(language) }), { mode: 0o600 })
  return folder
}

/**
 * The command line, which every account of the computer can read: nothing in it is secret.
 * @param folder of the profile
 * @param page the first page, at the application's own origin
 */
export function windowArguments(
  folder: string,
  page: string,
  platform: NodeJS.Platform = process.platform,
): string[] {
  return [
    `--app=${page}`,
    `--user-data-dir=${folder}`,
    // Ends with this process, however that ends: the browser closes when the pipe does.
    '--remote-debugging-pipe',
    // 127.0.0.1 is never asked for through a proxy. All else is sent to the application itself,
    // which refuses it: whatever the browser would like to fetch or to tell stays here.
    `--proxy-server=${new URL(page).origin}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-search-engine-choice-screen',
    '--hide-crash-restore-bubble',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-domain-reliability',
    '--disable-default-apps',
    '--disable-extensions',
    '--disable-sync',
    '--disable-breakpad',
    '--disable-crash-reporter',
    '--disable-features=Translate,OptimizationHints,MediaRouter,AutofillServerCommunication,msForceBrowserSignIn',
    // Edge would start itself anew, and leave the pipe behind.
    '--edge-skip-compat-layer-relaunch',
    `--disk-cache-size=${cacheBytes}`,
    ...(platform === 'linux' ? ['--class=webox-marketing', '--password-store=basic'] : []),
    // Fits the smallest screens that are usual.
    '--window-size=1200,760',
  ]
}

/**
 * A browser of Linux cannot keep its stores below a name with accents where the locale is not UTF-8,
 * or one that is not installed: its page would wait for ever. So it gets one that is always there,
 * and the language apart.
 */
export function windowEnvironment(
  folder: string,
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): NodeJS.ProcessEnv {
  if (platform !== 'linux' || /^[\x20-\x7e]*$/.test(folder)) return environment
  const { LANGUAGE, LC_ALL, LC_MESSAGES, LANG } = environment
  const language = LANGUAGE || LC_ALL || LC_MESSAGES || LANG || 'fr'
  return { ...environment, LC_ALL: 'C.UTF-8', LANGUAGE: language }
}
