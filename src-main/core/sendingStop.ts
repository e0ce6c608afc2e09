// Whether this computer is the one that sends: said in a file of the data folder, so that it outlives
// every restart, and is put back by no restore.
import { readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { apiError } from '#main/platform/apiError.ts'
import { isCode } from '#main/platform/files/keptAside.ts'
import { writeDurably } from '#main/platform/files/durableFiles.ts'

const SendingStop = z.object({
  /**
   * `left`: another computer sends from now on; `arrived`: the data came from another one, and nobody
   * has said yet that it does not send any more.
   */
  reason: z.enum(['left', 'arrived']),
  /** In milliseconds since 1970. */
  at: z.number(),
  /** Name of the other computer, where it is known. */
  computer: z.string().nullable(),
  /** Of the file that was moved. */
  move: z.string().nullable(),
})
export type SendingStop = z.infer<typeof SendingStop>

const fileName = 'sending.json'

/** @returns null where this computer sends; a file that cannot be read stops it all the same */
export function readSendingStop(dataFolder: string): SendingStop | null {
  try {
    return SendingStop.parse(JSON.parse(readFileSync(join(dataFolder, fileName), 'utf8')))
  } catch (error) {
    return isCode(error, 'ENOENT') ? null : { reason: 'arrived', at: 0, computer: null, move: null }
  }
}

/**
 * For what is done by hand and belongs to the computer that sends: a message, or fetching what the
 * other one needs.
 * @throws 409 where this computer does not send
 */
export function refuseWhereStopped({ host }: { host: { dataFolder: string } }): void {
  if (readSendingStop(host.dataFolder) !== null)
    throw apiError('CONFLICT', 'sending_stopped', 'This computer does not send: another one does.')
}

/** @param path where it stands, or is made ready */
export const writeSendingStop = (path: string, stop: SendingStop): void =>
  writeDurably(path, JSON.stringify(stop))

/** Of effect with the next opening of the data. */
export async function setSendingStop(dataFolder: string, stop: SendingStop | null): Promise<void> {
  const path = join(dataFolder, fileName)
  if (stop === null) await rm(path, { force: true })
  else writeSendingStop(path, stop)
}
