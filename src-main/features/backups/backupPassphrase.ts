// The passphrase of the backups: kept with the passwords, so that the daily backup goes by itself and
// what this computer sealed it opens without asking.
import { z } from 'zod'
import type { Services } from '#main/core/services.ts'
import { apiError } from '#main/platform/apiError.ts'
import { opensWith } from '#main/platform/sealing/sealedFile.ts'
import { SealError } from '#main/platform/sealing/sealHeader.ts'
import { passphraseText } from '#shared/rules/passphrase.ts'
import type { BackupFile } from './backupFiles.ts'
import { changeBackupMemory, readBackupMemory } from './backupMemory.ts'
import { PassphraseUnreadable } from './backupWork.ts'
import { findBackup } from './placedBackups.ts'

/**
 * Where what was kept under it cannot be read at the moment, what is entered meanwhile is kept under
 * `backup-passphrases-2` and so on: a keychain that is locked today is open tomorrow.
 */
const secretName = 'backup-passphrases'
const anyName = /^backup-passphrases(?:-(\d{1,6}))?$/
/**
 * `earlier`: what older backups were sealed under, newest first. `present` is missing where what was
 * entered says nothing of the next backup.
 */
const Known = z.object({
  present: z.string().nullable().optional(),
  earlier: z.array(z.string()),
})
type Known = z.infer<typeof Known>
/** `known` is null where it cannot be read now. */
type Kept = { name: string; number: number; known: Known | null; error: unknown }
/** Each is tried in turn, half a second each; those of another computer may have come to ours. */
const mostEarlier = 20

export const isPassphraseName = (name: string): boolean => anyName.test(name)

const readOne = (text: string): Known => Known.parse(JSON.parse(text))

/** Newest first. */
async function readKept({ host }: Pick<Services, 'host'>): Promise<Kept[]> {
  const kept: Kept[] = []
  for (const name of await host.secrets.names()) {
    const found = anyName.exec(name)
    if (found === null) continue
    const one = { name, number: Number(found[1] ?? 1) }
    try {
      const text = await host.secrets.get(name)
      if (text !== null) kept.push({ ...one, known: readOne(text), error: null })
    } catch (error) {
      kept.push({ ...one, known: null, error })
    }
  }
  return kept.toSorted((one, other) => other.number - one.number)
}

/** Of the newest that says what the next backup is sealed under; `known` is null where it cannot be read. */
const deciding = (kept: readonly Kept[]): Kept | undefined =>
  kept.find(({ known }) => known === null || known.present !== undefined)

/** All that can be read, newest first. */
const readable = (kept: readonly Kept[]): string[] =>
  kept.flatMap(({ known }) => (known === null ? [] : phrasesOf(known)))

const phrasesOf = ({ present, earlier }: Known): string[] =>
  typeof present === 'string' ? [present, ...earlier] : earlier

/** Nothing is written over what cannot be read; what can is kept together. */
async function keep(
  { host }: Pick<Services, 'host'>,
  kept: readonly Kept[],
  { present, earlier }: Known,
): Promise<void> {
  const [newest] = kept
  const name =
    newest === undefined
      ? secretName
      : newest.known === null
        ? `${secretName}-${newest.number + 1}`
        : newest.name
  const known: Known = {
    ...(present === undefined ? {} : { present }),
    earlier: [...new Set([...earlier, ...readable(kept)])]
      .filter((one) => one !== present)
      .slice(0, mostEarlier),
  }
  await host.secrets.set(name, JSON.stringify(known))
  for (const other of kept)
    if (other.known !== null && other.name !== name) await host.secrets.delete(other.name)
}

/** What stays as it was said where only another passphrase is added. */
const presentOf = (kept: readonly Kept[]): string | null | undefined =>
  deciding(kept)?.known?.present

/**
 * What the next backup is sealed under; null: it is not sealed.
 * @throws PassphraseUnreadable where it is to be and the passphrase cannot be had
 */
export async function presentPassphrase(services: Services): Promise<string | null> {
  const { isSealing } = readBackupMemory(services)
  const decided = deciding(await readKept(services))
  const present = decided?.known?.present ?? null
  if (isSealing && present === null)
    throw new PassphraseUnreadable(decided?.error ?? 'none is kept')
  // Said in two places, one of which may be lost: sealed where either says so.
  if (!isSealing && present !== null) await changeBackupMemory(services, { isSealing: true })
  return present
}

/**
 * From the next backup on; those there are stay as they are, and go on being opened here.
 * @param typed null: they are written in clear again
 */
export async function setBackupPassphrase(services: Services, typed: string | null): Promise<void> {
  const present = typed === null ? null : passphraseText(typed)
  if (present === null) await changeBackupMemory(services, { isSealing: false })
  await keep(services, await readKept(services), { present, earlier: [] })
  if (present !== null) await changeBackupMemory(services, { isSealing: true })
}

/** @throws 422 where none that is known here opens it, or it is damaged */
export async function passphraseOf(
  services: Pick<Services, 'host'>,
  file: Pick<BackupFile, 'path'>,
): Promise<string> {
  for (const passphrase of new Set(readable(await readKept(services))))
    if (await opens(file, passphrase)) return passphrase
  throw apiError('UNPROCESSABLE', 'backup_passphrase_needed', 'No passphrase known here opens it.')
}

/**
 * A passphrase for a backup of another computer, or of before the passwords were lost: kept, so that it
 * is not asked for again.
 * @throws 404, 422 where it does not open it; nothing is kept then
 */
export async function unlockBackup(
  services: Pick<Services, 'host'>,
  id: number,
  typed: string,
): Promise<void> {
  const passphrase = passphraseText(typed)
  const file = await findBackup(services, id)
  if (!file.isSealed) return
  if (!(await opens(file, passphrase)))
    throw apiError('UNPROCESSABLE', 'backup_passphrase_wrong', 'It does not open this backup.', {
      field: 'passphrase',
    })
  const kept = await readKept(services)
  await keep(services, kept, { present: presentOf(kept), earlier: [passphrase] })
}

/**
 * Those of another computer, whose data is here now. What is made here goes on being sealed as it was;
 * where it was not, as it was there.
 * @param texts as they were kept there
 */
export async function addPassphrases(services: Services, texts: string[]): Promise<void> {
  const brought = texts.flatMap((text) => {
    const known = Known.safeParse(JSON.parse(text))
    return known.success ? [known.data] : []
  })
  if (brought.length === 0) return
  const kept = await readKept(services)
  const isUnreadable = deciding(kept)?.known === null
  const theirs = brought.find(({ present }) => typeof present === 'string')?.present
  const present = isUnreadable ? undefined : (presentOf(kept) ?? theirs)
  const ours = readable(kept)
  await keep(services, kept, { present, earlier: [...ours, ...brought.flatMap(phrasesOf)] })
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
