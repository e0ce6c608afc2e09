// All texts of a tree of blocks, whatever kinds it holds: none can be forgotten by a kind.

/** What of a block nobody reads: its key, its kind, whom it is for, and how it looks. */
const unread: readonly string[] = ['key', 'kind', 'when', 'appearance']

/** Every string of a value, in its order, but those that nobody reads. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value)
    .filter(([name]) => !unread.includes(name))
    .flatMap(([, inner]) => textsIn(inner))
}
