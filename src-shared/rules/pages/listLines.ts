// Lists in the small markup of rich text: a line that begins with `- ` is an item, one that begins
// with `1. ` a numbered one; two spaces further in, it belongs to a list within the item above.

/** `start`: the first number; null for a list without numbers. */
export type TextList = { start: number | null; items: { text: string; lists: TextList[] }[] }

const itemPattern = /^([ \t]*)(?:-|(\d{1,3})\.) (.*)$/
/** Lists within one another, at most; what stands further in is read as this deep. */
const mostLevels = 6

export const isListLine = (line: string): boolean => itemPattern.test(line)

const nextNumber = ({ start, items }: TextList): number | null =>
  start === null ? null : start + items.length

/** @param lines all of them items; see `isListLine` */
export function listsOf(lines: readonly string[]): TextList[] {
  const levels: { indent: number; lists: TextList[] }[] = [{ indent: 0, lists: [] }]
  const top = (): (typeof levels)[number] => levels.at(-1) ?? { indent: 0, lists: [] }
  for (const line of lines) {
    const [, space = '', number, text = ''] = itemPattern.exec(line) ?? []
    const indent = space.replaceAll('\t', '  ').length
    while (levels.length > 1 && indent < top().indent) levels.pop()
    const above = top().lists.at(-1)?.items.at(-1)
    if (above === undefined) top().indent = indent
    else if (indent >= top().indent + 2 && levels.length < mostLevels)
      levels.push({ indent, lists: above.lists })
    const { lists } = top()
    const last = lists.at(-1)
    const item = { text, lists: [] }
    const start = number === undefined ? null : Number(number)
    // What is not the next number begins anew: `24. Dezember`, `26. Dezember` stay the days they are.
    if (last !== undefined && start === nextNumber(last)) last.items.push(item)
    else lists.push({ start, items: [item] })
  }
  return levels[0]?.lists ?? []
}

/** The lines that `listsOf` reads as these lists. */
export const linesOfLists = (lists: readonly TextList[], indent = ''): string[] =>
  lists.flatMap(({ start, items }) =>
    items.flatMap(({ text, lists: inner }, index) => [
      `${indent}${start === null ? '-' : `${start + index}.`} ${text}`,
      ...linesOfLists(inner, `${indent}  `),
    ]),
  )
