// Where a block that is for some people only begins and ends in a message that was drawn once for
// all. In HTML a comment, in a text two signs that no field takes: neither can be typed into a block.

const keyPattern = '[a-z0-9]{4,24}'
/** Of HTML and of texts: `1` is the key where a block begins, `2` where it ends. */
const marks = new RegExp(
  `<!--when (${keyPattern})-->|<!--end (${keyPattern})-->|\\u0001(${keyPattern})\\u0002|\\u0003(${keyPattern})\\u0002`,
  'g',
)

/** What stands before and behind a block. @param key of the block */
export const htmlMarks = (key: string): [begin: string, end: string] => [
  `<!--when ${key}-->`,
  `<!--end ${key}-->`,
]
export const markedText = (key: string, text: string): string =>
  `\u0001${key}\u0002${text}\u0003${key}\u0002`

/** What is between marks stays, for everybody. */
export const withoutMarks = (source: string): string => source.replace(marks, '')

/** Between two marks, and the blocks around it, the outermost first. */
export type Stretch = { text: string; under: readonly string[] }

/**
 * A text in stretches. A mark that closes nothing that is open is left out, as is one of a block that
 * is not among the keys.
 * @param under what is open at its beginning
 */
export function stretchesOf(
  source: string,
  keys: ReadonlySet<string>,
  under: readonly string[] = [],
): Stretch[] {
  const stretches: Stretch[] = []
  let [open, last] = [under, 0]
  for (const { index, 0: mark, 1: begins, 2: ends, 3: beginsText, 4: endsText } of source.matchAll(
    marks,
  )) {
    stretches.push({ text: source.slice(last, index), under: open })
    last = index + mark.length
    const [opened, closed] = [begins ?? beginsText, ends ?? endsText]
    if (opened !== undefined && keys.has(opened)) open = [...open, opened]
    if (closed !== undefined && open.includes(closed)) open = open.slice(0, open.indexOf(closed))
  }
  stretches.push({ text: source.slice(last), under: open })
  return stretches
}
