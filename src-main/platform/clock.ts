// Where time comes from, so that schedules and ladders are tested without waiting.

export type Clock = {
  /** Wall-clock time in milliseconds since 1970. */
  now(): number
}

export const systemClock: Clock = { now: () => Date.now() }
