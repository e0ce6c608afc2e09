// What the desktop offers on this computer, and starting with it.
import type { Services } from '#main/core/services.ts'
import { apiError } from '#main/platform/apiError.ts'
import { describeError } from '#main/platform/log.ts'
import type { DesktopState } from '#shared/contract/system/desktop.ts'

type Place = Pick<Services, 'host' | 'changes'>

/** Null where the host is no desktop's. */
export async function readDesktop({ host }: Pick<Place, 'host'>): Promise<DesktopState | null> {
  const { desktop, log } = host
  if (desktop === undefined) return null
  const { login, checksSpelling } = desktop
  // What cannot be read is not known to be on; switching it on says why it cannot be.
  const isOn = await login?.isOn().catch((error: unknown) => {
    log('warn', 'Whether it starts with the computer is not known.', describeError(error))
    return false
  })
  return { startsWithComputer: isOn ?? null, checksSpelling }
}

/** @throws 422 where the system does not let it be changed; then nothing was */
export async function startWithComputer(
  { host, changes }: Place,
  isOn: boolean,
): Promise<DesktopState | null> {
  const login = host.desktop?.login ?? null
  try {
    if (login === null) throw new Error('This application was not installed by a package.')
    await login.set(isOn)
  } catch (error) {
    host.log('warn', 'Starting with the computer was not changed.', describeError(error))
    throw apiError(
      'UNPROCESSABLE',
      'login_start_refused',
      'The system does not let the start with the computer be changed.',
      { detail: error instanceof Error ? error.message : String(error) },
    )
  }
  changes.publish(['system'])
  return readDesktop({ host })
}
