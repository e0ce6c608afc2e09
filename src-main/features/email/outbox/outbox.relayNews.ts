// Whoever refused while nobody looked must be known before the next message leaves: after a start,
// and after sleep, sending waits for what the relay has to tell, for a while. A relay that does not
// answer holds up nobody for longer than that.

export type RelayNews = {
  isAwaited(): boolean
  /** Waits from now on. */
  await(): void
  /** The relay answered. */
  came(): void
}

/** A little more than the interval at which the relay is asked, in milliseconds. */
const maxWait = 75_000

export function createRelayNews(monotonic: () => number = () => performance.now()): RelayNews {
  let until = 0
  return {
    isAwaited: () => monotonic() < until,
    await: () => void (until = monotonic() + maxWait),
    came: () => void (until = 0),
  }
}
