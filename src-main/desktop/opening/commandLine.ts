// What a start was given: options, and what it is to open. A second start is read in the same way, with
// its own working folder.
import nodePath, { type PlatformPath } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import type { OpenRefusal } from '#shared/contract/system/opening.ts'
import { isAppLink } from '#shared/rules/opening/appLinks.ts'

/** What is to be opened; a path is absolute, and nothing is known of it yet. */
export type Given =
  | { kind: 'link'; link: string }
  | { kind: 'file'; path: string }
  | { kind: 'refused'; reason: OpenRefusal; name: string }

export type CommandLine = {
  /** As given, for the folder of the data. */
  data: string | null
  demo: boolean
  /** Started by the computer: no window. */
  hidden: boolean
  given: Given[]
}

/**
 * @param args without the program, and without the folder of an unpacked application
 * @param folder relative paths are meant from here
 * @param paths of another system, in tests
 */
export function readCommandLine(
  args: readonly string[],
  folder: string,
  paths: PlatformPath = nodePath,
): CommandLine {
  // A link is written by anybody, and a system that cuts it badly would make options of its rest:
  // behind it only other links count.
  const end = args.findIndex(isAppLink)
  const trusted = end === -1 ? args : args.slice(0, end)
  const links = end === -1 ? [] : args.slice(end).filter(isAppLink)
  const { values, positionals } = parseArgs({
    args: [...trusted],
    options: { data: { type: 'string' }, demo: { type: 'boolean' }, hidden: { type: 'boolean' } },
    allowPositionals: true,
    // Chromium's own switches come along.
    strict: false,
  })
  return {
    data: typeof values.data === 'string' ? values.data : null,
    demo: values.demo === true,
    hidden: values.hidden === true,
    given: [...positionals, ...links].map((text) => readGiven(text, folder, paths)),
  }
}

/** A path of the system, absolute or not, a `file://` address, or a link. */
export function readGiven(text: string, folder: string, paths: PlatformPath = nodePath): Given {
  if (isAppLink(text)) return { kind: 'link', link: text }
  if (/^file:/i.test(text)) {
    try {
      return { kind: 'file', path: fileURLToPath(text, { windows: paths.sep === '\\' }) }
    } catch {
      return { kind: 'refused', reason: 'file_absent', name: text }
    }
  }
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(text))
    return { kind: 'refused', reason: 'link_unknown', name: text }
  return { kind: 'file', path: paths.resolve(folder, text) }
}

/** What a second start tells the first: the order of its plain arguments is Chromium's to change. */
const SecondStart = z.object({ args: z.array(z.string()).max(1_000), folder: z.string() })
export type SecondStart = z.infer<typeof SecondStart>

/** @param fallback its arguments as Electron tells them, program included */
export function readSecondStart(told: unknown, fallback: string[], folder: string): CommandLine {
  const start = SecondStart.safeParse(told)
  return start.success
    ? readCommandLine(start.data.args, start.data.folder)
    : readCommandLine(fallback.slice(1), folder)
}
