// The way a sign-in code reaches a browser: a page of the user's own that leads on to the address.
// Any user of the machine can read the command lines of all others.
import { rmSync } from 'node:fs'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { replaceFile } from './files/wholeFiles.ts'

/** Longer than a browser takes to start, in milliseconds: its code is of no use after one visit. */
const pageLifetime = 60_000
/** Of the folder, which is made anew for each page; not hidden, because a browser of a snap may not read hidden ones. */
const folderPrefix = 'webox-marketing-sign-in-'

/**
 * Writes the page into a folder that only the user can open, and takes both away after a minute, or
 * when the process ends.
 * @param url an address of this application, made here and not by anyone else
 * @param otherwise where the page is written if the home cannot be
 * @param lifetime in milliseconds
 * @returns the page's own address
 * @throws where it can be written in neither
 */
export async function writeSignInPage(
  url: string,
  otherwise: string,
  {
    home = homedir(),
    lifetime = pageLifetime,
    remove = rm,
  }: { home?: string; lifetime?: number; remove?: typeof rm } = {},
): Promise<string> {
  for (const place of [home, otherwise]) await removeForgotten(place, lifetime, remove)
  const folder = await makeFolder(home).catch(() => makeFolder(otherwise))
  const page = join(folder, 'sign-in.html')
  try {
    await replaceFile(page, leadingTo(url))
  } catch (error) {
    await remove(folder, { recursive: true, force: true }).catch(() => undefined)
    throw error
  }
  const atEnd = () => rmSync(folder, { recursive: true, force: true })
  process.once('exit', atEnd)
  setTimeout(() => {
    process.off('exit', atEnd)
    // Where it cannot be removed now, the next one written tries again.
    remove(folder, { recursive: true, force: true }).catch(() => undefined)
  }, lifetime).unref()
  return pathToFileURL(page).href
}

const makeFolder = (place: string) => mkdtemp(join(place, folderPrefix))

/** Left by a process that was killed within the minute. */
async function removeForgotten(place: string, lifetime: number, remove: typeof rm): Promise<void> {
  const names = await readdir(place).catch((): string[] => [])
  for (const name of names.filter((one) => one.startsWith(folderPrefix))) {
    const path = join(place, name)
    const madeAt = await stat(path).then(
      ({ mtimeMs }) => mtimeMs,
      () => Infinity,
    )
    if (Date.now() - madeAt > lifetime)
      await remove(path, { recursive: true, force: true }).catch(() => undefined)
  }
}

function leadingTo(url: string): string {
  const safe = url.replace(/[^\w:/#=.-]/g, encodeURIComponent)
  return `<!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer"><title>WeBox Marketing</title><meta http-equiv="refresh" content="0;url=${safe}"><a href="${safe}">WeBox Marketing</a>\n`
}
