// Opens the default browser where there is one; if there is none, the printed address is enough.
import { spawn } from 'node:child_process'

/** False on a machine without a screen: nothing needs to be written for a browser there. */
export const hasScreen = (platform: NodeJS.Platform = process.platform): boolean =>
  platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'])

/** @param page address of a page of the user's own: the command line can be read by every account */
export function openBrowser(
  page: string,
  platform: NodeJS.Platform = process.platform,
  run: typeof spawn = spawn,
): void {
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
