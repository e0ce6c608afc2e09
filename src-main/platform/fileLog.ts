// The log as a file in the data folder, set aside at start when it has grown.
import { createWriteStream } from 'node:fs'
import { rename, stat } from 'node:fs/promises'
import { keepPrivate } from './files/privateFile.ts'
import { createLog, type Log } from './log.ts'

/** A log larger than this is set aside at start, in bytes. */
const maxLogBytes = 5 * 1024 * 1024

export async function fileLog(path: string): Promise<Log> {
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  )
  if (size > maxLogBytes) await rename(path, `${path}.old`)
  keepPrivate(path, { make: true })
  keepPrivate(`${path}.old`, { make: false })
  const stream = createWriteStream(path, { flags: 'a', mode: 0o600 })
  // A disk that is full must not end the application for want of a log.
  stream.on('error', () => undefined)
  return createLog((line) => stream.write(`${line}\n`))
}
