// One line a record, on the host's sink. Never given addresses, message bodies or secrets.

export type LogLevel = 'info' | 'warn' | 'error'
export type Log = (level: LogLevel, message: string, details?: Record<string, unknown>) => void

/** Writes JSON lines to a sink; details are shallow and small. */
export function createLog(write: (line: string) => void, now: () => number = Date.now): Log {
  return (level, message, details) =>
    write(JSON.stringify({ at: new Date(now()).toISOString(), level, message, ...details }))
}

/** A log nobody reads: for tests. */
export const silentLog: Log = () => undefined

/**
 * What can be said of a thrown value in a log: its class, its code, its words; never what it
 * carried.
 */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: String(error) }
  const code = 'code' in error ? error.code : undefined
  return {
    error: error.name,
    code,
    detail: error.message,
    stack: error.stack?.split('\n').slice(1, 4).join(' | '),
  }
}
