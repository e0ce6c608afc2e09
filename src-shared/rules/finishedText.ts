// What visitors get of a text: no line that holds a place to fill.
import { plainText } from './pages/pageText.ts'
import { placesIn } from './placesToFill.ts'

/** As it is typed, and as it is read once its markup has become bold words and links. */
export const isUnfinished = (text: string): boolean =>
  [text, plainText(text)].some((words) => placesIn(words).left.length > 0)

/** The text, or nothing if a place is left in it: half a title would be none. */
export const finishedLine = (text: string): string => (isUnfinished(text) ? '' : text)

/**
 * The text without the lines that hold a place; a line that only announces them (`Where:`) goes
 * with them.
 */
export function finishedText(text: string): string {
  if (!isUnfinished(text)) return text
  const kept: string[] = []
  let [isFollowed, announcesNothing] = [false, false]
  for (const line of text.split(/\r?\n/).toReversed()) {
    const isBlank = line.trim() === ''
    if (isUnfinished(line) || (announcesNothing && !isBlank && /:[\s*]*$/u.test(line)))
      announcesNothing = !isFollowed
    else {
      kept.unshift(line)
      isFollowed = !isBlank
      if (!isBlank) announcesNothing = false
    }
  }
  // A place that goes over lines is only seen when they are read together.
  const paragraphs = kept
    .join('\n')
    .trim()
    .split(/\n[ \t]*\n/)
    .filter((paragraph) => !isUnfinished(paragraph))
  return finishedLine(paragraphs.join('\n\n'))
}
