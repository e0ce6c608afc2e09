// The file for another computer: made, fetched, deleted; and that this computer sends no more.
import { randomUUID } from 'node:crypto'
import { openAsBlob } from 'node:fs'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { hostname } from 'node:os'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { readSendingStop, setSendingStop, type SendingStop } from '#main/core/sendingStop.ts'
import type { Services } from '#main/core/services.ts'
import { toTimestamp } from '#main/database/columns.ts'
import { apiError } from '#main/platform/apiError.ts'
import { describeError } from '#main/platform/log.ts'
import { markAsRestored } from '#main/features/email/email.feature.ts'
import type { MoveFile, MoveState } from '#shared/contract/backups/moves.ts'
import { BackupNote, noteOf } from '../backupFiles.ts'
import { asWork, type Run } from '../backupWork.ts'
import { isFolderThere } from '../placedBackups.ts'
import {
  arrivedFile,
  departureRoom,
  madeMove,
  madeMoves,
  moveEnd,
  openedMove,
} from './moveRooms.ts'
import { moveFormat } from './moveFile.ts'
import { movedSecretsWait, readableSecrets, takeMovedSecrets } from './movedSecrets.ts'
import { sizeOf } from './arrival.service.ts'

export async function moveState(services: Services): Promise<MoveState> {
  const stop = readSendingStop(services.host.dataFolder)
  return {
    stopped:
      stop === null
        ? null
        : { reason: stop.reason, at: toTimestamp(stop.at), computer: stop.computer },
    made: await madeMove(services),
    arrived: await sizeOf(arrivedFile(services)),
    opened: services.memory.of(openedMove).opened?.preview ?? null,
    secretsWait: await movedSecretsWait(services),
  }
}

type MakeInput = { passphrase: string; folder: string | null; stopsSending: boolean }

/**
 * @throws 409 while a backup or a restore is under way, 422 where the folder cannot take it; where it
 * fails, this computer sends as before
 */
export async function makeMove(
  services: Services,
  input: MakeInput,
): Promise<MoveFile & { unreadable: number }> {
  // All of it: of two that are asked for at once the second is refused before anything stops.
  return asWork(services, 'move', async (run, tell) => {
    const folder = await folderFor(services, input.folder)
    const isToStop = input.stopsSending && readSendingStop(services.host.dataFolder) === null
    if (isToStop) {
      tell('swapping')
      await changeSending(services, stopOf(services))
    }
    try {
      return await packed(services, input.passphrase, folder, run)
    } catch (error) {
      if (isToStop) await changeSending(services, null)
      throw error
    }
  })
}

async function folderFor(services: Services, chosen: string | null): Promise<string> {
  if (chosen === null) {
    const room = departureRoom(services)
    await mkdir(room, { recursive: true, mode: 0o700 })
    return room
  }
  if (!isAbsolute(chosen))
    throw apiError('UNPROCESSABLE', 'folder_not_absolute', 'The folder must be an absolute path.', {
      field: 'folder',
    })
  if (!(await isFolderThere(chosen)))
    throw apiError('UNPROCESSABLE', 'folder_absent', 'There is no such folder.', {
      field: 'folder',
    })
  return resolve(chosen)
}

async function packed(
  services: Services,
  passphrase: string,
  folder: string,
  run: Run,
): Promise<MoveFile & { unreadable: number }> {
  const { host, database } = services
  const room = departureRoom(services)
  const copy = join(room, 'main.db')
  const ledger = join(dirname(database.path), 'ledger.db')
  const madeAt = host.clock.now()
  const fileName = `WeBox-${new Date(madeAt).toISOString().slice(0, 19).replaceAll(':', '')}${moveEnd}`
  const target = join(folder, fileName)
  await takeMovedSecrets(services)
  const { secrets, unreadable } = await readableSecrets(services)
  const installKey = await services.installKey()
  await mkdir(room, { recursive: true, mode: 0o700 })
  try {
    const { version } = host
    await run({
      ...{ kind: 'make', source: database.path, target: copy, passphrase: null },
      ...{ ledger, version, now: madeAt },
    })
    const note = BackupNote.parse(JSON.parse(await readFile(noteOf(copy), 'utf8')))
    await run({
      ...{ kind: 'pack', database: copy, ledger, target, passphrase },
      ...{ secrets: JSON.stringify(secrets), installKey },
      head: {
        ...{ kind: 'webox-move', format: moveFormat, id: randomUUID(), version, madeAt },
        ...{ computer: hostname(), system: process.platform, counts: note.counts },
        // `arrived`: nobody has said yet that the computer before this one has.
        hasStopped: readSendingStop(host.dataFolder)?.reason === 'left',
      },
    })
  } catch (error) {
    // Nobody may be left with a file that says this computer has stopped: it goes on.
    await rm(target, { force: true })
    throw error
  } finally {
    await tidied(services, async () => {
      for (const end of ['', '.json', '.new', '-journal', '-wal', '-shm'])
        await rm(copy + end, { force: true })
    })
  }
  if (folder === room) await tidied(services, () => removeEarlier(services, fileName))
  const bytes = await sizeOf(target)
  return { fileName, path: target, bytes, madeAt: toTimestamp(madeAt), unreadable }
}

/** The file is made: what cannot be cleared away (it is open elsewhere) goes the next time. */
async function tidied({ host }: Services, clear: () => Promise<void>): Promise<void> {
  await clear().catch((error: unknown) =>
    host.log('warn', 'What a move left could not be cleared away.', describeError(error)),
  )
}

/**
 * One is enough: an older one would send again what this one knows to have left.
 * @param fileName that stays; null for none
 */
async function removeEarlier(services: Services, fileName: string | null): Promise<void> {
  for (const name of await madeMoves(services))
    if (name !== fileName) await rm(join(departureRoom(services), name), { force: true })
}

/** @throws 404 */
export async function moveFile(services: Services): Promise<File> {
  const made = await madeMove(services)
  if (made === null) throw apiError('NOT_FOUND', 'move_absent', 'No file was made here.')
  const type = 'application/octet-stream'
  return new File([await openAsBlob(made.path, { type })], made.fileName, { type })
}

export async function deleteMoveFile(services: Services): Promise<void> {
  await removeEarlier(services, null)
  services.changes.publish(['backups'])
}

const stopOf = ({ host }: Services): SendingStop => ({
  ...{ reason: 'left', at: host.clock.now(), computer: null, move: null },
})

/** @throws 409 while a backup or a restore is under way */
export async function setSending(services: Services, sends: boolean): Promise<MoveState> {
  await asWork(services, 'move', async (_run, tell) => {
    tell('swapping')
    const before = readSendingStop(services.host.dataFolder)
    // What the other computer sent since is not on record here: nothing leaves by itself.
    if (sends && before?.reason === 'left') await services.database.write(['email'], markAsRestored)
    if (sends !== (before === null)) await changeSending(services, sends ? null : stopOf(services))
  })
  return moveState(services)
}

/** The jobs that send, and fetch what came in, end or begin with it. */
async function changeSending(services: Services, stop: SendingStop | null): Promise<void> {
  await services.reopening.whileClosed(() => setSendingStop(services.host.dataFolder, stop))
  services.changes.publish(['backups', 'email'])
}
