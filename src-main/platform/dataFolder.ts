// Where the user's data rests when nothing else was said. Both hosts ask here, so that both open
// the same data.
import { homedir } from 'node:os'
import { join } from 'node:path'

/** The system's place for an application's data; not yet made. */
export function defaultDataFolder(
  platform: NodeJS.Platform = process.platform,
  environment: NodeJS.ProcessEnv = process.env,
): string {
  if (platform === 'win32')
    return join(environment['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'WeBox Marketing')
  if (platform === 'darwin')
    return join(homedir(), 'Library', 'Application Support', 'WeBox Marketing')
  return join(environment['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'webox-marketing')
}
