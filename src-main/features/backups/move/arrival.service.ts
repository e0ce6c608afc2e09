// A file of another computer: brought here part by part, opened and looked at, and put in the place of
// the present data by the road a backup takes.
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, open, rm, stat } from 'node:fs/promises'
import { join, isAbsolute } from 'node:path'
import { writeSendingStop } from '#main/core/sendingStop.ts'
import type { Services } from '#main/core/services.ts'
import { toTimestamp } from '#main/database/columns.ts'
import { knownMigrations } from '#main/database/databaseUpdate.ts'
import {
  beginRestoring,
  leaveAlone,
  preparedBeside,
  preparedDatabase,
} from '#main/database/restoring.ts'
import { joinLedgers, knowsHandOvers } from '#main/features/email/email.feature.ts'
import { apiError } from '#main/platform/apiError.ts'
import { writeDurably } from '#main/platform/files/durableFiles.ts'
import { freeDisk } from '#main/platform/files/freeDisk.ts'
import { describeError } from '#main/platform/log.ts'
import { codeOf } from '#main/platform/storageProblem.ts'
import type { MovePreview } from '#shared/contract/backups/moves.ts'
import { workUnderWay } from '../backupMemory.ts'
import { asWork, refuseWhileWorking, type Run } from '../backupWork.ts'
import { startComparison } from '../comparisonTask.ts'
import { asTold } from '../backups.service.ts'
import { abandonUndecided, asRefusal, swap } from '../restore.service.ts'
import type { MovedContent } from './moveFile.ts'
import { isMoved, keepMovedSecrets, readSecrets, writeMoved } from './movedSecrets.ts'
import { arrivalRoom, arrivedFile, openedMove, openedRoom, type OpenedMove } from './moveRooms.ts'

/** Of one part, in bytes. */
const largestPart = 8 * 1024 * 1024

/** 0 where there is none. */
export const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  )

/** @throws 409 where it does not follow the last one or another is opened or taken, 413, and what the disk says */
export async function addPart(
  services: Services,
  { from, file }: { from: string; file: File },
): Promise<{ bytes: number }> {
  const at = Number(from)
  const path = arrivedFile(services)
  if (file.size > largestPart)
    throw apiError('PAYLOAD_TOO_LARGE', 'file_too_large', 'A part has at most 8 MB.')
  // A backup may be made meanwhile; what is being opened or taken must not change under it.
  if (services.memory.of(workUnderWay).work?.kind !== 'backup') refuseWhileWorking(services)
  await mkdir(arrivalRoom(services), { recursive: true, mode: 0o700 })
  if (at > 0 && at !== (await sizeOf(path)))
    throw apiError('CONFLICT', 'move_part_misplaced', 'The part does not follow the last one.')
  if (freeDisk(path) < file.size + 64 * 1024 * 1024)
    throw apiError('CONFLICT', 'storage_disk_full', 'There is no room for the file.')
  const target = await open(path, at === 0 ? 'w' : 'r+', 0o600)
  try {
    const part = Buffer.from(await file.arrayBuffer())
    for (let done = 0; done < part.length;)
      done += (await target.write(part, done, part.length - done, at + done)).bytesWritten
  } finally {
    await target.close()
  }
  return { bytes: at + file.size }
}

export async function leaveArrival(services: Services): Promise<void> {
  refuseWhileWorking(services)
  services.memory.of(openedMove).opened = null
  await rm(arrivalRoom(services), { recursive: true, force: true })
  services.changes.publish(['backups'])
}

/** @throws 404 where there is no file, 409 while another is opened or taken, 422 where it is none of ours, damaged, newer or closed to the passphrase */
export async function openArrival(
  services: Services,
  { passphrase, path }: { passphrase: string; path: string | null },
): Promise<MovePreview> {
  if (path !== null && !isAbsolute(path))
    throw apiError('UNPROCESSABLE', 'folder_not_absolute', 'The path must be absolute.', {
      field: 'path',
    })
  const source = path ?? arrivedFile(services)
  if ((await sizeOf(source)) === 0)
    throw apiError('NOT_FOUND', 'move_absent', 'There is no such file.', { field: 'path' })
  try {
    return await asWork(services, 'move', (run) => opening(services, source, passphrase, run))
  } catch (error) {
    throw asMoveRefusal(error)
  }
}

/** Part of a piece of work: what was opened before is another's while that one is taken. */
async function opening(
  services: Services,
  source: string,
  passphrase: string,
  run: Run,
): Promise<MovePreview> {
  const room = openedRoom(services)
  const slot = services.memory.of(openedMove)
  slot.opened = null
  try {
    await rm(room, { recursive: true, force: true })
    await mkdir(room, { recursive: true, mode: 0o700 })
    const content = await run({ kind: 'unpack', source, room, passphrase })
    if (content === null) throw new Error('Nothing was unpacked.')
    const preview = await previewOf(services, content)
    slot.opened = { content, preview }
    return preview
  } catch (error) {
    await rm(room, { recursive: true, force: true })
    throw error
  }
}

const refusals = {
  SEAL_FOREIGN: ['move_foreign', 'It was not made by a move.'],
  SEAL_DAMAGED: ['move_damaged', 'It is not whole.'],
  SEAL_NEWER: ['move_newer', 'A newer version made it.'],
  SEAL_WRONG: ['move_passphrase_wrong', 'Another passphrase opens it.'],
} as const

function asMoveRefusal(error: unknown): unknown {
  const code = codeOf(error) ?? ''
  if (!Object.hasOwn(refusals, code)) return error
  const [reason, message] = refusals[code as keyof typeof refusals] // one of its own keys
  return apiError('UNPROCESSABLE', reason, message, {
    ...(reason === 'move_passphrase_wrong' ? { field: 'passphrase' } : {}),
    ...(error instanceof Error ? { detail: error.message } : {}),
  })
}

async function previewOf(
  services: Services,
  { head, secrets, installKey }: MovedContent,
): Promise<MovePreview> {
  const then = join(openedRoom(services), 'main.db')
  const compared = await startComparison({ then, now: services.database.path }).outcome
  const isOwn = installKey === (await services.installKey())
  const isNewer = head.schema.some((name) => !knownMigrations.includes(name))
  const isOther = !isOwn && knowsHandOvers(ledgerOf(services))
  return {
    ...{ computer: head.computer, system: head.system, version: head.version },
    madeAt: toTimestamp(head.madeAt),
    lastChangeAt: head.lastChangeAt === null ? null : toTimestamp(head.lastChangeAt),
    ...{ hasStopped: head.hasStopped, then: compared.then, now: compared.now, isOwn },
    secrets: Object.keys(readSecrets(secrets)).length,
    obstacle: isNewer ? 'newer' : isOther ? 'has_sent' : null,
  }
}

const notOpen = () => apiError('NOT_FOUND', 'move_absent', 'No file is open here.')
const hasSent = () =>
  apiError('CONFLICT', 'move_has_sent', 'This computer has sent with other data.')

const ledgerOf = ({ host }: Services): string => join(host.dataFolder, 'ledger.db')

/**
 * @throws 404 where nothing was opened, 409 and 422 with what stands in the way; the present data is as
 * it was then
 */
export async function takeArrival(services: Services): Promise<void> {
  const { host, reopening } = services
  const { opened } = services.memory.of(openedMove)
  if (opened === null) throw notOpen()
  if (opened.preview.obstacle === 'newer')
    throw apiError('UNPROCESSABLE', 'move_newer', 'A newer version made it.')
  if (opened.preview.obstacle === 'has_sent') throw hasSent()
  const { head, secrets, installKey } = opened.content
  // Of this one try: the same file may have been taken before.
  const taking = randomUUID()
  await asWork(services, 'restore', async (run, tell) => {
    try {
      beginRestoring(host.dataFolder)
      await prepare(services, run)
      await keepMovedSecrets(services, taking, {
        ...readSecrets(secrets),
        'install-key': installKey,
      })
      tell('swapping')
      await reopening.whileClosed((closed) =>
        swap(services, run, closed, () => prepareBeside(services, opened, taking)),
      )
    } catch (error) {
      abandonUndecided(services)
      // Decided, and finished by the opening that followed.
      if (!isMoved(services, taking)) throw asTold(error)
      host.log('warn', 'A move went through with a detour.', describeError(error))
    }
    host.log('info', 'The data of another computer was put in place.', { move: head.id })
    await forgetOpened(services)
  })
}

/** The data is in its place: what cannot be cleared away now goes with the next start. */
async function forgetOpened(services: Services): Promise<void> {
  const slot = services.memory.of(openedMove)
  Object.assign(slot, { opened: null, isTidied: false })
  try {
    await rm(arrivalRoom(services), { recursive: true, force: true })
  } catch (error) {
    services.host.log('warn', 'The file that arrived waits to be deleted.', describeError(error))
  }
}

async function prepare({ host, reopening }: Services, run: Run): Promise<void> {
  const source = join(openedRoom({ host }), 'main.db')
  const prepared = preparedDatabase(host.dataFolder)
  try {
    await run({ kind: 'copy', source, target: prepared, sha256: null, step: 'preparing' })
    await run({ kind: 'check', path: prepared })
    const other = await reopening.openOther(prepared)
    await other.close()
  } catch (error) {
    throw asRefusal(error)
  }
}

/**
 * Everything is closed, and nothing of it counts before the decision.
 * @throws 404 where the ledger that came is gone, 409 where this computer has sent since it was opened
 */
async function prepareBeside(
  services: Services,
  { content: { head, installKey }, preview }: OpenedMove,
  taking: string,
): Promise<void> {
  const { dataFolder } = services.host
  const beside = (name: Parameters<typeof preparedBeside>[1]) => preparedBeside(dataFolder, name)
  const ledger = ledgerOf(services)
  if (existsSync(ledger)) await leaveAlone(ledger)
  if (!preview.isOwn && knowsHandOvers(ledger)) throw hasSent()
  const brought = join(openedRoom(services), 'ledger.db')
  if (head.entries.some(({ name }) => name === 'ledger.db') && !existsSync(brought)) {
    services.memory.of(openedMove).opened = null
    throw notOpen()
  }
  // The one that came, with what this computer knows: it may be the very computer it was made on.
  await joinLedgers(beside('ledger.db'), brought, ledger)
  writeMoved(beside('moved.json'), taking)
  writeDurably(beside('install.key'), `${installKey}\n`)
  writeSendingStop(beside('sending.json'), {
    ...{ reason: 'arrived', at: services.host.clock.now() },
    ...{ computer: head.computer, move: head.id },
  })
}
