// What a package says of its updates: two lines of a file that the packaging writes.
import { readFile } from 'node:fs/promises'

/**
 * @param file `app-update.yml` in the resources of the package; null where it is none
 * @returns `channel` only where the package follows trial versions; a feed of null where there is no such file
 */
export async function readUpdateSettings(
  file: string | null,
): Promise<{ feed: string | null; channel?: string }> {
  const text = file === null ? '' : await readFile(file, 'utf8').catch(() => '')
  const value = (name: string) => new RegExp(`^${name}:\\s*['"]?([^\\s'"]+)`, 'm').exec(text)?.[1]
  const channel = value('channel')
  return { feed: value('url') ?? null, ...(channel === undefined ? {} : { channel }) }
}
