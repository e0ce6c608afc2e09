// A sealed backup opened for a look: in clear in a room of the data folder for as long as the look
// takes, and cleared away at the next start where it was cut short.
import { randomBytes } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Services } from '#main/core/services.ts'
import type { BackupFile } from './backupFiles.ts'
import { passphraseOf } from './backupPassphrase.ts'
import { runOne } from './backupWork.ts'

const roomOf = ({ host }: Pick<Services, 'host'>): string => join(host.dataFolder, 'opened')

export const removeOpened = (services: Services): Promise<void> =>
  rm(roomOf(services), { recursive: true, force: true })

/** @throws 422 where no passphrase known here opens it, or it is damaged */
export async function withOpened<T>(
  services: Pick<Services, 'host'>,
  file: Pick<BackupFile, 'path' | 'isSealed'>,
  look: (path: string) => Promise<T>,
): Promise<T> {
  if (!file.isSealed) return look(file.path)
  const passphrase = await passphraseOf(services, file)
  const target = join(roomOf(services), `${randomBytes(6).toString('hex')}.db`)
  await mkdir(roomOf(services), { recursive: true, mode: 0o700 })
  try {
    await runOne({ kind: 'open', source: file.path, target, passphrase })
    return await look(target)
  } finally {
    for (const end of ['', '.new', '-journal', '-wal', '-shm'])
      await rm(target + end, { force: true })
  }
}
