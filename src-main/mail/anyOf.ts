// Words in several languages as one pattern.

/**
 * A pattern that finds what any of these does, whatever the case, in any script; `^` and `$` mean a
 * line.
 */
export const anyOf = (...parts: RegExp[]): RegExp =>
  new RegExp(parts.map(({ source }) => `(?:${source})`).join('|'), 'imu')
