// Which people of a campaign are in its test, and which of them get which version: by a hash of the
// campaign and the person, so that the answer is the same after every restart, and another one for
// another campaign.

export const variants = ['A', 'B'] as const
export type Variant = (typeof variants)[number]

/** Least and most people in a test, in percent of all. */
export const shareRange = { least: 5, most: 90 } as const
/** Fewer people of a test than this tell nothing: it does not begin. */
export const leastTested = 10

/**
 * FNV-1a, its bits mixed once more by the end of MurmurHash3: close numbers then give hashes that have
 * nothing to do with each other. @returns 0 to 2³² − 1
 */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1)
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return (value ^ (value >>> 16)) >>> 0
}

/**
 * @param campaign names it for ever
 * @param leadId of the person
 * @param share people in the test, in percent
 * @returns the version this person tests; null for the rest, who wait for the winner
 */
export function testedVariant(campaign: string, leadId: number, share: number): Variant | null {
  const place = hash(`${campaign}|${leadId}`) / 2 ** 32
  if (place >= share / 100) return null
  return place < share / 200 ? 'A' : 'B'
}

/** People who are expected in the test. */
export const expectedTested = (recipients: number, share: number): number =>
  Math.round((recipients * share) / 100)
