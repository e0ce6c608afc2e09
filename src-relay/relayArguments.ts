// The command line of the relay.
import { parseArgs } from 'node:util'

export type RelayArguments = {
  port: number
  host: string
  dataFolder: string
  /**
   * True if every request comes through the user's own reverse proxy, which names the visitor's
   * address.
   */
  isBehindProxy: boolean
  /** Asks for a new pairing code although a desktop is paired: for a desktop that was lost. */
  pairAgain: boolean
}

export const usage = `Usage: npm run relay -- [options]

  --port N         port (0 or absent: any free port)
  --data DIR       folder of the relay's database (absent: relay-data in the current folder)
  --host ADDRESS   address to listen on (absent: 127.0.0.1, for a reverse proxy on this machine)
  --behind-proxy   believe the visitor's address that the reverse proxy puts last into X-Forwarded-For
  --pair-again     print a new pairing code; the desktop that uses it replaces the present one
  --help           this text
`

export class ArgumentError extends Error {
  override name = 'ArgumentError'
}

/**
 * @returns null if help was asked for.
 * @throws ArgumentError with a sentence for the terminal
 */
export function readArguments(args: string[]): RelayArguments | null {
  const values = parsed(args)
  if (values.help) return null
  const port = values.port === undefined ? 0 : Number(values.port)
  if (values.port === '' || !Number.isInteger(port) || port < 0 || port > 65_535)
    throw new ArgumentError(`--port takes a number from 0 to 65535, not "${values.port}".`)
  if (values.data === '') throw new ArgumentError('--data takes a folder.')
  if (values.host === '') throw new ArgumentError('--host takes an address.')
  return {
    port,
    host: values.host ?? '127.0.0.1',
    dataFolder: values.data ?? 'relay-data',
    isBehindProxy: values['behind-proxy'] ?? false,
    pairAgain: values['pair-again'] ?? false,
  }
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: false,
      options: {
        port: { type: 'string' },
        data: { type: 'string' },
        host: { type: 'string' },
        'behind-proxy': { type: 'boolean' },
        'pair-again': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values
  } catch (error) {
    throw new ArgumentError(error instanceof Error ? error.message : String(error))
  }
}
