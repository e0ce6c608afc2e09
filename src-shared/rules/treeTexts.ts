// All texts of a tree of blocks, whatever kinds it holds: none can be forgotten by a kind.

/** Every string of a value, in its order, but the keys and kinds of blocks. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value)
    .filter(([name]) => name !== 'key' && name !== 'kind')
    .flatMap(([, inner]) => textsIn(inner))
}
