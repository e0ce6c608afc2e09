// Whether an update may be looked for, taken and installed. Pure, so that every refusal is tested;
// updates.ts carries it out.

export type OfferedUpdate = { version: string; files: readonly { url: string; sha512?: string }[] }

/**
 * Why no update is looked for; null if one may be.
 * @param feed address from the packaged app-update.yml; null if there is none
 */
export function reasonAgainstChecking(packaged: boolean, feed: string | null): string | null {
  if (!packaged) return 'not a packaged application'
  if (feed === null || !URL.canParse(feed)) return 'no update address'
  const { protocol, hostname } = new URL(feed)
  if (protocol !== 'https:') return 'the update address is not https'
  // The placeholder of build/electron-builder.yml, before somebody sets the real one.
  return hostname.endsWith('.invalid') ? 'the update address is not set' : null
}

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
 * Positive where `a` is newer. Null if either is no plain version: channels and pre-releases are
 * not followed.
 */
function compareVersions(a: string, b: string): number | null {
  const [left, right] = [a, b].map((version) =>
    /^(\d+)\.(\d+)\.(\d+)$/.exec(version)?.slice(1).map(Number),
  )
  if (!left || !right) return null
  for (const position of [0, 1, 2]) {
    const difference = (left[position] ?? 0) - (right[position] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
