// The options of `npm start`, and of `webox-marketing` in the npm package: read, checked and explained.
import { resolve } from 'node:path'

/**
 * @param {string} command what is typed before the options
 * @param {string} more what is to be known besides
 */
export const usageOf = (command, more = '') => `Usage: ${command} [options]

  --local       open in the browser instead of a window
  --port N      port of the local host on 127.0.0.1 (implies --local; 0 or absent: any free port)
  --data DIR    folder that holds everything you own (created when missing)
  --no-open     do not open the browser, only print the address (implies --local)
  --demo        fill an empty application with demo data
  --version     the version, and nothing else
  --help        this text
${more}`

export class OptionError extends Error {}

/**
 * @param {string[]} given
 * @param {string} from folder that a relative --data is meant from
 * @throws OptionError, worded for the person at the terminal
 */
export function readStartOptions(given, from) {
  const options = {
    local: false,
    noOpen: false,
    demo: false,
    help: false,
    version: false,
    port: undefined,
    data: undefined,
  }
  const flags = {
    '--local': 'local',
    '--no-open': 'noOpen',
    '--demo': 'demo',
    '--help': 'help',
    '-h': 'help',
    '--version': 'version',
  }
  for (let position = 0; position < given.length; position++) {
    // npm takes it away; pnpm, and yarn of some versions, hand it on.
    if (given[position] === '--') continue
    const [name, inline] = split(given[position])
    const value = () => inline ?? given[++position]
    if (name in flags && inline === undefined) options[flags[name]] = true
    else if (name === '--port') options.port = readPort(value())
    else if (name === '--data') options.data = readFolder(value(), from)
    else
      throw new OptionError(
        `Option inconnue : ${given[position]} (voir --help). / Unknown option: ${given[position]} (see --help).`,
      )
  }
  return options
}

function split(option) {
  const at = option.startsWith('--') ? option.indexOf('=') : -1
  return at === -1 ? [option, undefined] : [option.slice(0, at), option.slice(at + 1)]
}

function readPort(value) {
  if (/^\d{1,5}$/.test(value ?? '') && Number(value) <= 65_535) return Number(value)
  throw new OptionError(
    '--port attend un nombre de 0 à 65535. / --port takes a number from 0 to 65535.',
  )
}

function readFolder(value, from) {
  if (value !== undefined && value !== '' && !value.startsWith('--')) return resolve(from, value)
  throw new OptionError('--data attend un dossier. / --data takes a folder.')
}

/**
 * Whether a window of its own is wanted, by Electron or without it: whoever asks for the local host
 * has a page of the browser.
 */
export const wantsWindow = ({ local, noOpen, port }) => !local && !noOpen && port === undefined

/** The same options for the program that is started; `--local` is settled by then. */
export function optionsForHost(options) {
  return [
    ...(options.port === undefined ? [] : ['--port', String(options.port)]),
    ...(options.data === undefined ? [] : ['--data', options.data]),
    ...(options.noOpen ? ['--no-open'] : []),
    ...(options.demo ? ['--demo'] : []),
  ]
}
