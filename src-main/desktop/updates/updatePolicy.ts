// Whether an update may be looked for, taken and installed. Pure, so that every refusal is tested;
// updates.ts carries it out.

import type { UpdatesLeft } from '#shared/contract/system/updates.ts'

export type OfferedUpdate = { version: string; files: readonly { url: string; sha512?: string }[] }

/** What a packaged application says of its updates (app-update.yml, keys in its resources). */
export type UpdatePlace = {
  isPackaged: boolean
  /** Null if there is none. */
  feed: string | null
  /** How many public keys the application knows. */
  keys: number
}

/** Why no update is looked for; null if one may be. */
export function reasonAgainstChecking({ isPackaged, feed, keys }: UpdatePlace): UpdatesLeft | null {
  if (!isPackaged) return 'not_packaged'
  if (feed === null || !URL.canParse(feed)) return 'no_address'
  const { protocol, hostname } = new URL(feed)
  // The placeholder of build/electron-builder.yml, before somebody sets the real one.
  if (protocol !== 'https:' || hostname.endsWith('.invalid')) return 'no_address'
  return keys === 0 ? 'no_key' : null
}

/**
 * Whether this package replaces itself. On Linux only an AppImage does: a package of the system is
 * the system's, and asking for its password in the middle of quitting has hung applications.
 */
export const installsItself = (platform: string, environment: Record<string, string | undefined>) =>
  platform !== 'linux' || (environment['APPIMAGE'] ?? '') !== ''

/** Why an offered update is not taken; null if it may be. */
export function reasonAgainstUpdate(
  offered: OfferedUpdate,
  current: string,
  feed: string,
): string | null {
  const difference = compareVersions(offered.version, current)
  if (difference === null) return 'the version is not of the form 1.2.3'
  if (difference <= 0) return 'the version is not newer'
  if (offered.files.length === 0) return 'there is no file'
  for (const { url, sha512 } of offered.files) {
    if (!URL.canParse(url, feed)) return 'a file has no address'
    const { protocol, host } = new URL(url, feed)
    if (protocol !== 'https:') return 'a file is not served over https'
    if (host !== new URL(feed).host) return 'a file is served by another host'
    if (!sha512) return 'a file has no checksum'
  }
  return null
}

/**
 * Positive where `a` is newer. Null if either is no version of ours, or `a` is a trial version
 * (`2.0.0-beta.3`) and `b` is none: who runs a finished version is not led to a trial.
 */
function compareVersions(a: string, b: string): number | null {
  const [left, right] = [a, b].map(partsOf)
  if (!left || !right || (left.trial !== null && right.trial === null)) return null
  for (const position of [0, 1, 2]) {
    const difference = (left.numbers[position] ?? 0) - (right.numbers[position] ?? 0)
    if (difference !== 0) return difference
  }
  // A finished version is newer than its trials.
  return (left.trial ?? Infinity) === (right.trial ?? Infinity)
    ? 0
    : (left.trial ?? Infinity) - (right.trial ?? Infinity)
}

function partsOf(version: string): { numbers: number[]; trial: number | null } | null {
  const found = /^(\d+)\.(\d+)\.(\d+)(?:-beta\.(\d+))?$/.exec(version)
  if (found === null) return null
  const trial = found[4]
  return {
    numbers: found.slice(1, 4).map(Number),
    trial: trial === undefined ? null : Number(trial),
  }
}
