// How often one address may do something. In memory only, under a hash that ends with the process.
import { hash, randomBytes } from 'node:crypto'
import { isIPv6 } from 'node:net'

/** Most buckets kept; beyond, the oldest go. */
const maxBuckets = 100_000

export type RateLimit = {
  /** False if it is too often. */
  take(key: string): boolean
}

/** A bucket of `burst` that fills up by `perMinute`. */
export function createRateLimit(
  perMinute: number,
  burst: number,
  now: () => number = () => performance.now(),
): RateLimit {
  const secret = randomBytes(16).toString('base64url')
  const buckets = new Map<string, { left: number; at: number }>()
  return {
    take(key) {
      const name = hash('sha256', `${secret} ${key}`, 'base64url').slice(0, 16)
      const moment = now()
      const bucket = buckets.get(name) ?? { left: burst, at: moment }
      const left = Math.min(burst, bucket.left + ((moment - bucket.at) * perMinute) / 60_000)
      // Taken out and put back, so that the map's order is that of their last use.
      buckets.delete(name)
      if (buckets.size >= maxBuckets)
        for (const [oldest] of buckets) {
          buckets.delete(oldest)
          break
        }
      buckets.set(name, { left: left < 1 ? left : left - 1, at: moment })
      return left >= 1
    },
  }
}

/** What counts as one address: a whole network of 64 bits where addresses are that plentiful. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  if (!isIPv6(plain)) return plain
  const [head = '', tail] = plain.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const groups =
    tail === undefined
      ? left
      : [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right]
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}
