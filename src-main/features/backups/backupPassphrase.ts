// The passphrase of the backups: kept with the passwords, so that the daily backup goes by itself and
// what this computer sealed it opens without asking.
import { z } from 'zod'
import type { Services } from '#main/core/services.ts'
import { apiError } from '#main/platform/apiError.ts'
import { UnreadableSecretError } from '#main/platform/secrets.ts'
import { opensWith } from '#main/platform/sealing/sealedFile.ts'
import { SealError } from '#main/platform/sealing/sealHeader.ts'
import { passphraseText } from '#shared/rules/passphrase.ts'
import type { BackupFile } from './backupFiles.ts'
import { changeBackupMemory, readBackupMemory } from './backupMemory.ts'
import { PassphraseUnreadable } from './backupWork.ts'
import { findBackup } from './placedBackups.ts'

const secretName = 'backup-passphrases'
/** `earlier`: what older backups were sealed under, newest first. */
const Known = z.object({ present: z.string().nullable(), earlier: z.array(z.string()) })
type Known = z.infer<typeof Known>
/** Each is tried in turn, half a second each. */
const mostEarlier = 10

async function readKnown({ host }: Services): Promise<Known> {
  const kept = await host.secrets.get(secretName)
  return kept === null ? { present: null, earlier: [] } : Known.parse(JSON.parse(kept))
}

const known = (services: Services): Promise<Known> =>
  readKnown(services).catch((error: unknown) => {
    throw new PassphraseUnreadable(error)
  })

/** Nothing that could be read: what is entered now begins anew. */
const knownOrNone = (services: Services): Promise<Known> =>
  readKnown(services).catch((error: unknown) => {
    if (error instanceof UnreadableSecretError) return { present: null, earlier: [] }
    throw error
  })

const keep = ({ host }: Services, { present, earlier }: Known): Promise<void> =>
  host.secrets.set(
    secretName,
    JSON.stringify({
      present,
      earlier: [...new Set(earlier)].filter((one) => one !== present).slice(0, mostEarlier),
    }),
  )

/**
 * What the next backup is sealed under; null: it is not sealed.
 * @throws PassphraseUnreadable where it is to be and the passphrase cannot be had
 */
export async function presentPassphrase(services: Services): Promise<string | null> {
  const { isSealing } = readBackupMemory(services)
  const { present } = await known(services).catch((error: unknown) => {
    if (isSealing) throw error
    return { present: null }
  })
  if (isSealing && present === null) throw new PassphraseUnreadable('none is kept')
  // Said in two places, one of which may be lost: sealed where either says so.
  if (!isSealing && present !== null) await changeBackupMemory(services, { isSealing: true })
  return present
}

/**
 * From the next backup on; those there are stay as they are, and go on being opened here.
 * @param typed null: they are written in clear again
 */
export async function setBackupPassphrase(services: Services, typed: string | null): Promise<void> {
  const before = await knownOrNone(services)
  const present = typed === null ? null : passphraseText(typed)
  if (present === null) await changeBackupMemory(services, { isSealing: false })
  const earlier = before.present === null ? before.earlier : [before.present, ...before.earlier]
  await keep(services, { present, earlier })
  if (present !== null) await changeBackupMemory(services, { isSealing: true })
}

/** @throws 422 where none that is known here opens it, or it is damaged */
export async function passphraseOf(
  services: Services,
  file: Pick<BackupFile, 'path'>,
): Promise<string> {
  const { present, earlier } = await knownOrNone(services)
  for (const passphrase of [...(present === null ? [] : [present]), ...earlier])
    if (await opens(file, passphrase)) return passphrase
  throw apiError('UNPROCESSABLE', 'backup_passphrase_needed', 'No passphrase known here opens it.')
}

/**
 * A passphrase for a backup of another computer, or of before the passwords were lost: kept, so that it
 * is not asked for again.
 * @throws 404, 422 where it does not open it; nothing is kept then
 */
export async function unlockBackup(services: Services, id: number, typed: string): Promise<void> {
  const passphrase = passphraseText(typed)
  const file = await findBackup(services, id)
  if (!file.isSealed) return
  if (!(await opens(file, passphrase)))
    throw apiError('UNPROCESSABLE', 'backup_passphrase_wrong', 'It does not open this backup.', {
      field: 'passphrase',
    })
  const { present, earlier } = await knownOrNone(services)
  await keep(services, { present, earlier: [passphrase, ...earlier] })
}

const opens = ({ path }: Pick<BackupFile, 'path'>, passphrase: string): Promise<boolean> =>
  opensWith(path, passphrase).catch((error: unknown) => {
    throw asRefusal(error)
  })

function asRefusal(error: unknown): unknown {
  if (!(error instanceof SealError)) return error
  const detail = error.message
  return error.problem === 'newer'
    ? apiError('UNPROCESSABLE', 'backup_newer', 'A newer version made it.', { detail })
    : apiError('UNPROCESSABLE', 'backup_damaged', 'The backup is not whole any more.', { detail })
}
