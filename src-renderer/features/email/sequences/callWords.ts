// What came of a call that had no success, in words: an answer's status, or why there was none.

/** As `sequences.webhook.why` has them. */
const whyOf: Readonly<Record<string, string>> = {
  unknown_name: 'unknownName',
  timeout: 'timeout',
  address: 'address',
  ECONNREFUSED: 'refused',
  ENETUNREACH: 'offline',
  ENETDOWN: 'offline',
  EHOSTUNREACH: 'offline',
  EAI_AGAIN: 'offline',
  ENOTFOUND: 'offline',
}

/**
 * @param result of the step, as it is stored: `tried 500`, `failed timeout`
 * @returns keys below `sequences.webhook`, and what was told, for those that show it; null for one that was
 * taken
 */
export function callWords(
  result: string | null,
): { how: string; why: string; told: string } | null {
  const [, how, told] = /^(tried|failed) (\S+)$/.exec(result ?? '') ?? []
  if (how === undefined || told === undefined) return null
  const why = /^\d+$/.test(told) ? 'status' : (whyOf[told] ?? 'unreachable')
  return { how, why, told }
}
