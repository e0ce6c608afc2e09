// The command line of the local host.
import { parseArgs } from 'node:util'
import { StartRefused } from '#main/platform/startup.ts'

export type LocalArguments = {
  port: number
  dataFolder: string | null
  open: boolean
  /** In a window of its own, where that can be had; else in the browser. */
  window: boolean
  demo: boolean
}

export class ArgumentError extends StartRefused {
  override name = 'ArgumentError'
}

/** @throws ArgumentError with a sentence for the terminal */
export function readArguments(args: string[]): LocalArguments {
  const values = parsed(args)
  const port = values.port === undefined ? 0 : Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new ArgumentError({
      fr: `--port attend un nombre de 0 à 65535 : ${values.port} n’en est pas un.`,
      en: `--port takes a number from 0 to 65535, not "${values.port}".`,
    })
  if (values.data === '')
    throw new ArgumentError({ fr: '--data attend un dossier.', en: '--data takes a folder.' })
  return {
    port,
    dataFolder: values.data ?? null,
    open: !values['no-open'],
    window: values.window ?? false,
    demo: values.demo ?? false,
  }
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      // npm takes a `--` away; pnpm hands it on.
      args: args.filter((option) => option !== '--'),
      allowPositionals: false,
      options: {
        port: { type: 'string' },
        data: { type: 'string' },
        'no-open': { type: 'boolean' },
        demo: { type: 'boolean' },
        local: { type: 'boolean' },
        window: { type: 'boolean' },
      },
    }).values
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    throw new ArgumentError({
      fr: `Cette ligne de commande n’est pas comprise : ${detail}`,
      en: `The command line is not understood: ${detail}`,
    })
  }
}
