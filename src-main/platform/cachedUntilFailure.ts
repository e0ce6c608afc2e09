// Reads something once and keeps it; what failed is tried again by whoever asks next, who may find
// the keychain unlocked.

/** @returns `read` itself, called once for everybody until it fails */
export function cachedUntilFailure<T>(read: () => Promise<T>): () => Promise<T> {
  let cached: Promise<T> | null = null
  return () => {
    if (cached !== null) return cached
    const reading = read()
    cached = reading
    reading.catch(() => (cached = null))
    return reading
  }
}
