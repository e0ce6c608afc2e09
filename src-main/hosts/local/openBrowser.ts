// Opens the default browser where there is one; if there is none, the printed address is enough.
import { spawn } from 'node:child_process'

/** @param url an address of this application, made here and not by anyone else */
export function openBrowser(url: string, platform: NodeJS.Platform = process.platform): void {
  const headless =
    platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']
  if (headless) return
  const [command, ...args] =
    platform === 'win32'
      ? ['rundll32', 'url.dll,FileProtocolHandler', url]
      : platform === 'darwin'
        ? ['open', url]
        : ['xdg-open', url]
  const child = spawn(command as string, args, { stdio: 'ignore', detached: true })
  // No browser to be had: the user has the address in the terminal.
  child.on('error', () => undefined)
  child.unref()
}
