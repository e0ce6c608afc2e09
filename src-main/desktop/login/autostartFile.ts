// The file by which a desktop of Linux starts a program when its user signs in (Desktop Application
// Autostart and Desktop Entry Specification).
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { LoginStart } from '#main/platform/host.ts'

/**
 * @param file absolute path in the folder `autostart` of the user's settings
 * @param command the program, absolute, and its arguments
 */
export function autostartFile(file: string, command: readonly string[]): LoginStart {
  const wanted = autostartEntry(command)
  const read = () =>
    readFile(file, 'utf8').catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
      throw error
    })
  const write = async () => {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 })
    const unfinished = `${file}.new`
    await writeFile(unfinished, wanted, { mode: 0o600 })
    await rename(unfinished, file)
  }
  return {
    async isOn() {
      const found = await read()
      const isOn = isSwitchedOn(found)
      // The program may have moved, or have a new version in its name.
      if (isOn && found !== wanted) await write()
      return isOn
    },
    set: (isOn) => (isOn ? write() : rm(file, { force: true })),
  }
}

/** The user may have switched it off in the settings of the desktop, which write into the file. */
const isSwitchedOn = (entry: string): boolean =>
  /^Exec=/m.test(entry) &&
  !/^Hidden\s*=\s*true\s*$/m.test(entry) &&
  !/^X-GNOME-Autostart-enabled\s*=\s*false\s*$/m.test(entry)

export const autostartEntry = (command: readonly string[]): string =>
  [
    '[Desktop Entry]',
    'Type=Application',
    'Name=WeBox Marketing',
    `Exec=${command.map(quoted).join(' ')}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n')

/**
 * An argument in quotes: what means something there is escaped, then each backslash for the file itself;
 * a percent sign would be a field. A line break cannot be said there at all.
 * @throws for an argument with a line break
 */
function quoted(argument: string): string {
  if (/[\r\n]/.test(argument)) throw new Error('A path with a line break cannot be started.')
  const escaped = argument.replace(/["`$\\]/g, '\\$&').replaceAll('\\', '\\\\')
  return `"${escaped.replaceAll('%', '%%')}"`
}
