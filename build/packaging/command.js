// `webox-marketing`: the application of the npm package, built already, on the Node it was started by.
// Lies in the package's folder bin/, beside startOptions.js. Must be readable by any Node.
import { readFileSync } from 'node:fs'
import {
  OptionError,
  optionsForHost,
  readStartOptions,
  usageOf,
  wantsWindow,
} from './startOptions.js'

const { version, engines } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
)

/** npm only warns of it, and what such a Node says by itself helps nobody. */
function isTooOld() {
  const [wanted, running] = [engines.node.slice(2), process.versions.node].map((text) =>
    text.split('.').map(Number),
  )
  const differs = wanted.findIndex((part, place) => part !== running[place])
  return differs !== -1 && running[differs] < wanted[differs]
}

/** @returns the code to end with; null where the application runs now */
async function start() {
  const options = readStartOptions(process.argv.slice(2), process.cwd())
  if (options.help) return print(usageOf('webox-marketing'))
  if (options.version) return print(version)
  if (isTooOld()) {
    console.error(
      `Node ${process.versions.node} est trop ancien : il faut Node ${engines.node.slice(2)} ou plus (nodejs.org). Vos données n'ont pas été touchées.\nNode ${process.versions.node} is too old: Node ${engines.node.slice(2)} or newer is needed (nodejs.org). Your data was not touched.`,
    )
    return 1
  }
  process.argv.splice(
    2,
    Infinity,
    ...(wantsWindow(options) ? ['--window'] : []),
    ...optionsForHost(options),
  )
  await import('../out/main/local.js')
  return null
}

function print(text) {
  console.log(text)
  return 0
}

try {
  const code = await start()
  if (code !== null) process.exitCode = code
} catch (error) {
  if (!(error instanceof OptionError)) throw error
  console.error(error.message)
  process.exitCode = 2
}
