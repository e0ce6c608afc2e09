// Cuts a text where a reader would: after a sentence or between words, never inside one, and
// leaves nothing dangling.

type Limits = {
  /** Signs as a reader counts them: an emoji is one, however it is stored. */
  signs: number
  /** UTF-16 code units, as fields of the contract count. As many as the signs where left out. */
  units?: number
}

const graphemes = new Intl.Segmenter('fr', { granularity: 'grapheme' })

// A line that ends in one of these says that something is missing. French and English.
const dangling = new RegExp(
  `(?:^|(?<=[\\s(«“"—–-]))(?:${[
    'le|la|les|un|une|des|du|de|au|aux|à|a|en|et|ou|où|mais|ni|car|or|donc|pour|par|sur|sous|dans',
    'avec|sans|chez|vers|entre|contre|depuis|pendant|ce|cet|cette|ces|mon|ma|mes|ton|ta|tes|son|sa',
    'ses|notre|nos|votre|vos|leur|leurs|que|qui|dont|si|ne|se|est|sont|très|plus|moins|comme|dès',
    'the|an|of|to|in|on|at|by|for|from|with|without|and|but|nor|our|my|his|her|its|their|your|that',
    'this|these|those|as|is|are|was|be|than|into|about|over|under|very|more|less|so',
    '[dlcjmnst]|qu',
  ].join('|')})[’']?$`,
  'iu',
)
const openers: Record<string, string> = { '«': '»', '“': '”', '(': ')', '[': ']', '{': '}' }

/**
 * The text itself if it fits, else its beginning with an ellipsis. A single word that is too long
 * cannot be cut between words: it ends between two of its signs.
 * @param limits of the result, the ellipsis included; a number is both
 */
export function shortened(text: string, limits: number | Limits): string {
  const { signs, units = signs } = typeof limits === 'number' ? { signs: limits } : limits
  const whole = beginningOf(text, signs, units)
  if (whole === text) return text
  const room = beginningOf(text, signs - 1, units - 1)
  const isBetweenWords = /^\s/u.test(text.slice(room.length))
  const space = room.search(/\s\S*$/u)
  const cut = isBetweenWords || space <= 0 ? room : room.slice(0, space)
  return `${settled(cut) || room}…`
}

/**
 * For running text: ends with the last whole sentence if that keeps most of it, else as
 * `shortened`. `max` in UTF-16 code units.
 */
export function shortenedToSentence(text: string, max: number): string {
  if (text.length <= max) return text
  const ends = [...text.slice(0, max).matchAll(/[.!?…]["»”)*]*(?=\s)/gu)]
  const last = ends.at(-1)
  const end = last === undefined ? 0 : last.index + last[0].length
  const sentence = text.slice(0, end)
  return end >= max * 0.6 && withoutOpen(sentence) === sentence ? sentence : shortened(text, max)
}

function beginningOf(text: string, signs: number, units: number): string {
  // Most texts fit: no sign is longer than its code units.
  if (text.length <= Math.min(signs, units)) return text
  let [count, end] = [0, 0]
  for (const { segment, index } of graphemes.segment(text)) {
    if (count === signs || index + segment.length > units) break
    count += 1
    end = index + segment.length
  }
  return text.slice(0, end)
}

/** Without what only makes sense with what was cut off. */
function settled(cut: string): string {
  for (let [before, after] = ['', cut]; ;) {
    if (before === after) return after
    before = after
    after = withoutOpen(after)
      .replace(/[\s,;:.…(«“"–—/&+-]+$/u, '')
      .replace(dangling, '')
  }
}

/** Ends before a quotation, a bracket or a mark of bold type that is opened and not closed. */
function withoutOpen(text: string): string {
  const open: { sign: string; at: number }[] = []
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at)
    if (openers[sign] !== undefined) open.push({ sign, at })
    else if (openers[open.at(-1)?.sign ?? ''] === sign) open.pop()
  }
  const [first] = open
  const bold = [...text.matchAll(/\*\*/gu)]
  const unclosed = [first?.at, bold.length % 2 === 1 ? bold.at(-1)?.index : undefined].filter(
    (at) => at !== undefined,
  )
  if (unclosed.length === 0) return text
  const at = Math.min(...unclosed)
  // What is opened early would leave nothing: the mark itself goes then, unless it is a field's.
  const isField = /^(?:\{\{|\[\[)/u.test(text.slice(at))
  if (at >= text.length / 3 || isField) return text.slice(0, at)
  return text.slice(0, at) + text.slice(at).replace(/^(?:\*\*|.)\s*/u, '')
}
