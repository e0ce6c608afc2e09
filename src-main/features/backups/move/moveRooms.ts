// Where a move's files lie in the data folder: what was made here, and what came from elsewhere.
import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Services } from '#main/core/services.ts'
import { toTimestamp } from '#main/database/columns.ts'
import type { MoveFile } from '#shared/contract/backups/moves.ts'
import { memorySlot } from '#main/core/memory.ts'
import type { MovePreview } from '#shared/contract/backups/moves.ts'
import type { MovedContent } from './moveFile.ts'

export const moveEnd = '.webox'

/** Files made here. */
export const departureRoom = ({ host }: Pick<Services, 'host'>): string =>
  join(host.dataFolder, 'moving')
/** What came from elsewhere, as it came and opened. */
export const arrivalRoom = ({ host }: Pick<Services, 'host'>): string =>
  join(host.dataFolder, 'arrival')
export const arrivedFile = (services: Pick<Services, 'host'>): string =>
  join(arrivalRoom(services), `arrived${moveEnd}`)
export const openedRoom = (services: Pick<Services, 'host'>): string =>
  join(arrivalRoom(services), 'opened')

export type OpenedMove = { content: MovedContent; preview: MovePreview }
/**
 * What was opened, with the secrets that are on no disk: gone with the application, and not with a
 * take that failed. `isTidied`: what an earlier run left is gone.
 */
export const openedMove = memorySlot<{ opened: OpenedMove | null; isTidied: boolean }>(
  () => ({ opened: null, isTidied: false }),
  { outlivesClosing: true },
)

/** What a kill left in clear, and what came and was not taken: once, with the start. */
export async function removeMoveLeftovers(services: Services): Promise<void> {
  const slot = services.memory.of(openedMove)
  if (slot.isTidied) return
  await rm(arrivalRoom(services), { recursive: true, force: true })
  const room = departureRoom(services)
  for (const name of await readdir(room).catch(() => []))
    if (!name.endsWith(moveEnd)) await rm(join(room, name), { recursive: true, force: true })
  slot.isTidied = true
}

/** Names of the files that were made here, the last one last. */
export const madeMoves = async (services: Services): Promise<string[]> =>
  (await readdir(departureRoom(services)).catch(() => []))
    .filter((name) => name.endsWith(moveEnd))
    .toSorted()

/** @returns null where none was made, or it was taken elsewhere */
export async function madeMove(services: Services): Promise<MoveFile | null> {
  const room = departureRoom(services)
  const fileName = (await madeMoves(services)).at(-1)
  if (fileName === undefined) return null
  const path = join(room, fileName)
  const { size, mtimeMs } = await stat(path)
  return { fileName, path, bytes: size, madeAt: toTimestamp(Math.round(mtimeMs)) }
}
