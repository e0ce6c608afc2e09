// The words two texts share and those they do not: longest common subsequence over words, spaces
// kept.

export type DiffPart = { kind: 'same' | 'removed' | 'added'; text: string }

/** Comparisons done at most; longer texts are shown as wholly replaced. */
const maxSteps = 4_000_000

export function wordDiff(before: string, after: string): DiffPart[] {
  const old = wordsOf(before)
  const now = wordsOf(after)
  let start = 0
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1
  let end = 0
  while (
    end < old.length - start &&
    end < now.length - start &&
    old.at(-1 - end) === now.at(-1 - end)
  )
    end += 1
  const middle = compare(old.slice(start, old.length - end), now.slice(start, now.length - end))
  return merged([
    { kind: 'same', text: old.slice(0, start).join('') },
    ...middle,
    { kind: 'same', text: old.slice(old.length - end).join('') },
  ])
}

const wordsOf = (text: string): string[] =>
  text.match(/\s+|[\p{L}\p{N}_'’]+|[^\s\p{L}\p{N}_'’]/gu) ?? []

function compare(old: string[], now: string[]): DiffPart[] {
  if (old.length * now.length > maxSteps)
    return [
      { kind: 'removed', text: old.join('') },
      { kind: 'added', text: now.join('') },
    ]
  const width = now.length + 1
  // lengths[i * width + j]: longest common subsequence of what follows word i of the old and word j
  // of the new text.
  const lengths = new Uint32Array((old.length + 1) * width)
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1)
      lengths[i * width + j] =
        old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  }
  const parts: DiffPart[] = []
  let [i, j] = [0, 0]
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      parts.push({ kind: 'same', text: old[i] ?? '' })
      i += 1
      j += 1
    } else if (j >= now.length || (i < old.length && at(i + 1, j) >= at(i, j + 1)))
      parts.push({ kind: 'removed', text: old[i++] ?? '' })
    else parts.push({ kind: 'added', text: now[j++] ?? '' })
  }
  return parts
}

/** Neighbours of one kind become one part; empty ones go. */
function merged(parts: DiffPart[]): DiffPart[] {
  const done: DiffPart[] = []
  for (const { kind, text } of parts) {
    const last = done.at(-1)
    if (last?.kind === kind) last.text += text
    else if (text !== '') done.push({ kind, text })
  }
  return done
}
