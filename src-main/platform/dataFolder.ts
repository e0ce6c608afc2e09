// Where the user's data rests when nothing else was said, and where its copies are known by. Both
// hosts ask here, so that both open the same data.
import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'

/** The system's place for an application's data; not yet made. */
export function defaultDataFolder(
  platform: NodeJS.Platform = process.platform,
  environment: NodeJS.ProcessEnv = process.env,
): string {
  if (platform === 'win32')
    return join(environment['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'WeBox Marketing')
  if (platform === 'darwin')
    return join(homedir(), 'Library', 'Application Support', 'WeBox Marketing')
  return join(
    absoluteOr(environment['XDG_DATA_HOME'], join(homedir(), '.local', 'share')),
    'webox-marketing',
  )
}

/** Where this machine remembers the data folders this user sent from; not yet made. */
export function defaultMemoryFolder(
  platform: NodeJS.Platform = process.platform,
  environment: NodeJS.ProcessEnv = process.env,
): string {
  if (platform === 'win32')
    return join(
      environment['LOCALAPPDATA'] || join(homedir(), 'AppData', 'Local'),
      ...['WeBox Marketing', 'Sent'],
    )
  if (platform === 'darwin')
    return join(homedir(), 'Library', 'Application Support', 'WeBox Marketing Sent')
  return join(
    absoluteOr(environment['XDG_STATE_HOME'], join(homedir(), '.local', 'state')),
    'webox-marketing',
  )
}

/** The specification of these variables has empty and relative ones ignored. */
const absoluteOr = (named: string | undefined, usual: string): string =>
  named !== undefined && isAbsolute(named) ? named : usual
