// Starting with the computer, where the system is asked for it by a call (Windows, macOS) or by a file
// of its own (Linux).
import { join } from 'node:path'
import type { LoginStart } from '#main/platform/host.ts'
import { autostartFile } from './autostartFile.ts'

/** Tells a start that nobody looks at. */
export const hiddenOption = '--hidden'

type Item = { path: string; args: string[] }
/** Electron's application, as far as starting with the computer is concerned. */
export type LoginApp = {
  getLoginItemSettings(item: Item): { openAtLogin: boolean }
  setLoginItemSettings(settings: Item & { openAtLogin: boolean }): void
}

export type LoginSystem = {
  platform: NodeJS.Platform
  environment: NodeJS.ProcessEnv
  /** The user's own folder. */
  home: string
  /** Absolute path of the program that runs. */
  program: string
}

/** @param dataFolder as it was given to this start; null: the usual one */
export function loginStartOf(
  app: LoginApp,
  { platform, environment, home, program }: LoginSystem,
  dataFolder: string | null,
): LoginStart {
  const args = [hiddenOption, ...(dataFolder === null ? [] : ['--data', dataFolder])]
  if (platform === 'linux') {
    const own = environment['XDG_CONFIG_HOME'] ?? ''
    const settings = own.startsWith('/') ? own : join(home, '.config')
    // The program of an AppImage lies in a folder that is another one at each start.
    return autostartFile(join(settings, 'autostart', 'webox-marketing.desktop'), [
      environment['APPIMAGE'] || program,
      ...args,
    ])
  }
  // Windows makes one line of it.
  const item = { path: program, args: args.map((arg) => (arg.includes(' ') ? `"${arg}"` : arg)) }
  return {
    isOn: () => Promise.resolve(app.getLoginItemSettings(item).openAtLogin),
    set: (openAtLogin) => Promise.resolve(app.setLoginItemSettings({ ...item, openAtLogin })),
  }
}

/**
 * Whether the application stays beside the clock without a window: where it starts with the computer, so
 * that what is scheduled leaves.
 * @param isHidden this start has no window
 */
export async function stayingWith(
  login: LoginStart | null,
  isHidden: boolean,
): Promise<{ login: LoginStart | null; stays(): boolean }> {
  let stays = isHidden || (await login?.isOn().catch(() => false)) === true
  if (login === null) return { login, stays: () => stays }
  return {
    stays: () => stays,
    login: {
      isOn: () => login.isOn(),
      async set(isOn) {
        await login.set(isOn)
        stays = isOn
      },
    },
  }
}
