// What backups and moves are told by and sealed under.
import { z } from 'zod'
import { longestPassphrase, passphraseText, shortestPassphrase } from '../../rules/passphrase.ts'

/** What is counted of a database, to tell one state of it from another. */
export const countedTables = [
  'leads',
  'interactions',
  'tasks',
  'campaigns',
  'outbox',
  'funnels',
  'suppressions',
] as const
export type CountedTable = (typeof countedTables)[number]
export const countsOfEach = <T extends z.ZodType>(value: T) =>
  z.object({
    leads: value,
    interactions: value,
    tasks: value,
    campaigns: value,
    outbox: value,
    funnels: value,
    suppressions: value,
  })

/** Rows by table; `outbox` are messages, sent ones and waiting ones. */
export const BackupCounts = countsOfEach(z.int().nonnegative())
export type BackupCounts = z.infer<typeof BackupCounts>

/** As it is typed. Accents and blanks count as they are read, whichever system typed them. */
export const NewPassphrase = z
  .string()
  .max(longestPassphrase)
  .refine((typed) => passphraseText(typed).length >= shortestPassphrase, 'too short')
