// How many won and lost leads there are, and how many of them are looked at.
import { integer } from '#main/database/columnKinds.ts'
import type { Database } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'

export type Counts = { won: number; lost: number }

const counted = rowOf({ won: integer(), lost: integer() })
const countsSql = `SELECT (SELECT count(*) FROM leads WHERE status = 'won') AS won, (SELECT count(*) FROM leads WHERE status = 'lost') AS lost`

export const countDecided = (reads: Pick<Database, 'all'>): Counts =>
  reads.all(counted, countsSql)[0] ?? { won: 0, lost: 0 }

/** Leads looked at, the newest of each kind: what was long ago says less, and memory has an end. */
const mostLeads = 100_000

/** How many of each are learnt from: all, or as even as they can be. */
export function wantedLeads({ won, lost }: Counts): Counts {
  const half = mostLeads / 2
  return {
    won: Math.min(won, Math.max(half, mostLeads - lost)),
    lost: Math.min(lost, Math.max(half, mostLeads - won)),
  }
}
