// A message being written, beside what the backend kept of it.

const trimmed = (value: unknown) =>
  JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'string' ? inner.trim() : inner,
  )
/** The backend trims lines; a space at the end of a word being typed must stay. */
export const saysTheSame = (one: unknown, other: unknown): boolean =>
  trimmed(one) === trimmed(other)
