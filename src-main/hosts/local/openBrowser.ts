// Opens the default browser where there is one; if there is none, the printed address is enough.
import { spawn } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { replaceFile } from '#main/platform/wholeFiles.ts'

/** In the data folder, for the user only, until the next start. */
export const signInPage = 'sign-in.html'
/** Longer than a browser takes to start, in milliseconds: its code is of no use after one visit. */
const pageLifetime = 60_000

/**
 * Any user of the machine can read the command lines of all others: a browser is given a page of
 * the user's own that leads on to the address, and the code in it stands nowhere else.
 * @param url an address of this application, made here and not by anyone else
 * @throws where the page cannot be written
 */
export async function openBrowser(
  url: string,
  dataFolder: string,
  platform: NodeJS.Platform = process.platform,
  run: typeof spawn = spawn,
): Promise<void> {
  const headless =
    platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']
  if (headless) return
  const path = join(dataFolder, signInPage)
  await replaceFile(path, leadingTo(url))
  setTimeout(() => void rm(path, { force: true }), pageLifetime).unref()
  const page = pathToFileURL(path).href
  const [command, ...args] =
    platform === 'win32'
      ? ['rundll32', 'url.dll,FileProtocolHandler', page]
      : platform === 'darwin'
        ? ['open', page]
        : ['xdg-open', page]
  const child = run(command as string, args, { stdio: 'ignore', detached: true })
  // No browser to be had: the user has the address in the terminal.
  child.on('error', () => undefined)
  child.unref()
}

function leadingTo(url: string): string {
  const safe = url.replace(/[^\w:/#=.-]/g, encodeURIComponent)
  return `<!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer"><title>WeBox Marketing</title><meta http-equiv="refresh" content="0;url=${safe}"><a href="${safe}">WeBox Marketing</a>\n`
}
