// `npm start`: installs and builds what is missing, then opens the application, in Electron or else
// in a window of an installed browser, or in the browser. Must run on Node 18 with no dependency installed.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuilt, hostEnvironment, hostFlags } from './bundle.js'
import {
  electronBinary,
  failedRecently,
  fetchElectron,
  reasonAgainstElectron,
} from './electronBinary.js'
import { ensureInstalled } from './install.js'
import {
  childEnvironment,
  endsWithUs,
  exitCodeOf,
  projectNode,
  root,
  runApplication,
} from './processes.js'
import { StartError, tellFailure } from './startError.js'
import {
  OptionError,
  optionsForHost,
  readStartOptions,
  usageOf,
  wantsWindow,
} from './startOptions.js'

const say = (line) => console.error(line)
/**
 * An Electron that ends this early with an error never showed its window: sandbox refused,
 * libraries missing.
 */
const tooEarly = 5_000

const firstStart = `
The first start installs the dependencies and builds the application; later starts do neither unless something changed.
`

async function start() {
  const options = readStartOptions(process.argv.slice(2), process.env.INIT_CWD ?? process.cwd())
  if (options.help) {
    console.log(usageOf('npm start --', firstStart))
    return 0
  }
  if (options.version) {
    console.log(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version)
    return 0
  }
  await ensureInstalled(say)
  const built = await ensureBuilt(say, { quiet: true })
  if (built.code !== 0) {
    if (built.interrupted === null)
      say(
        "La construction de l'application a échoué (voir ci-dessus) ; vos données n'ont pas été touchées.\nThe build failed (see above); your data was not touched.",
      )
    return exitCodeOf(built)
  }
  const { binary, reason, interrupted } = await findElectron(options)
  if (interrupted) return exitCodeOf({ signal: interrupted })
  if (binary) {
    const startedAt = Date.now()
    const ended = await runApplication(binary, [root, ...optionsForHost(options)])
    const failedAtOnce =
      ended.interrupted === null && exitCodeOf(ended) !== 0 && Date.now() - startedAt < tooEarly
    if (!failedAtOnce) return exitCodeOf(ended)
    return startLocalHost(options, {
      fr: `Electron s'est arrêté aussitôt (code ${exitCodeOf(ended)})`,
      en: `Electron ended at once (code ${exitCodeOf(ended)})`,
    })
  }
  return startLocalHost(options, reason)
}

async function findElectron(options) {
  const machine = {
    platform: process.platform,
    environment: process.env,
    userId: process.getuid?.(),
  }
  const reason = reasonAgainstElectron(options, machine)
  if (reason) return { reason }
  const present = electronBinary()
  if (present) return { binary: present }
  if (failedRecently()) {
    return {
      reason: {
        fr: "Electron n'a pas pu être téléchargé aujourd'hui, nouvel essai demain",
        en: 'Electron could not be fetched today, next try tomorrow',
      },
    }
  }
  const { fetched, interrupted } = await fetchElectron(say)
  if (fetched) return { binary: electronBinary() }
  return {
    interrupted,
    reason: { fr: "Electron n'a pas pu être téléchargé", en: 'Electron could not be fetched' },
  }
}

/** It knows whether a window can be had without Electron; only who asked for the browser is told here. */
async function startLocalHost(options, reason) {
  const window = wantsWindow(options)
  say(
    window
      ? `Ouverture sans Electron : ${reason.fr}. / Opening without Electron: ${reason.en}.`
      : `Ouverture dans le navigateur : ${reason.fr}. / Opening in the browser: ${reason.en}.`,
  )
  return exitCodeOf(
    await runApplication(
      projectNode(),
      [
        ...hostFlags,
        join(root, 'out', 'main', 'local.js'),
        ...(window ? ['--window'] : []),
        ...optionsForHost(options),
      ],
      { stdio: endsWithUs, env: childEnvironment(hostEnvironment) },
    ),
  )
}

/**
 * Ends the script with what went wrong in words, never with a stack for something the user can
 * mend.
 */
async function main() {
  if (Number(process.versions.node.split('.')[0]) < 18) {
    say(
      `Node ${process.versions.node} est trop ancien : il faut Node 18 ou plus. / Node ${process.versions.node} is too old: Node 18 or newer is needed.`,
    )
    return 1
  }
  try {
    return await start()
  } catch (error) {
    if (error instanceof OptionError) {
      say(error.message)
      return 2
    }
    tellFailure(error, say, root)
    return error instanceof StartError && error.interrupted
      ? exitCodeOf({ signal: error.interrupted })
      : 1
  }
}

process.exitCode = await main()
