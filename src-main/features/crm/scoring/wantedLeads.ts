// How many won and lost leads are looked at.

export type Counts = { won: number; lost: number }

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
