// What is remembered of a rescue beside the data: when, by which way, and why; and the files that were
// kept aside, which nobody deletes but the user.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Services } from '#main/core/services.ts'
import { writeDurably } from '#main/platform/files/durableFiles.ts'
import { RescueWay } from '#shared/contract/backups/rescue.ts'
import { RescueProblem } from '#shared/contract/backups/rescue.ts'

const RescuedNote = z.object({
  /** In milliseconds since 1970. */
  at: z.number(),
  problem: RescueProblem,
  way: RescueWay,
  /** File name of the backup that took the place. */
  backup: z.string().nullable(),
  /** Rows that could not be read, of all tables; null: nobody knows how many, or nothing was read. */
  lost: z.number().nullable(),
})
export type RescuedNote = z.infer<typeof RescuedNote>

export const rescuedFile = 'rescued.json'

/** @param path beside the database that is made ready: it takes its place with it */
export const writeRescued = (path: string, note: RescuedNote): void =>
  writeDurably(path, JSON.stringify(note))

/** Of the last rescue of this folder; null where there was none. */
export function readRescued({ host }: Pick<Services, 'host'>): RescuedNote | null {
  try {
    return RescuedNote.parse(JSON.parse(readFileSync(join(host.dataFolder, rescuedFile), 'utf8')))
  } catch {
    return null // None, or one that nobody can read: the files that were kept are told all the same.
  }
}

export type KeptFile = { path: string; bytes: number; changedAt: number }

/** Databases that were kept aside in the data folder, the last one first. */
export function keptDatabases({ host }: Pick<Services, 'host'>): KeptFile[] {
  return readdirSync(host.dataFolder)
    .filter((name) => /^main\.db\.unreadable-\d{8}-[0-9a-f]+$/.test(name))
    .map((name) => {
      const path = join(host.dataFolder, name)
      const { size, ctimeMs } = statSync(path)
      return { path, bytes: size, changedAt: ctimeMs }
    })
    .toSorted((one, other) => other.changedAt - one.changedAt)
}
