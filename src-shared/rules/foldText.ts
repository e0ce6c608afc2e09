// The one way texts are made equal for searching, sorting, slugs and comparing headers: case,
// accents, ligatures, apostrophes, hyphens and spaces of any kind are as they are typed on a keyboard.

/** Letters that Unicode does not decompose, as people without that key write them. */
const letters: Readonly<Record<string, string>> = {
  ...{ œ: 'oe', æ: 'ae', ß: 'ss', þ: 'th', ø: 'o', ł: 'l', đ: 'd', ð: 'd', ħ: 'h', ŧ: 't' },
  ...{ ı: 'i', ŋ: 'n', ĸ: 'k', ƒ: 'f', ə: 'e', ɛ: 'e', ɔ: 'o', ɓ: 'b', ɗ: 'd', ɖ: 'd' },
  ...{ ƙ: 'k', ƴ: 'y', ɲ: 'n', ɣ: 'g', ɨ: 'i', ʉ: 'u', ƀ: 'b', ǥ: 'g', ꞓ: 'c', ŀ: 'l' },
  ...{ ƶ: 'z', ȷ: 'j', ς: 'σ' },
}
const undecomposed = new RegExp(`[${Object.keys(letters).join('')}]`, 'gu')

/** Every sign that is typed for an apostrophe; an acute accent alone is one as well. */
export const apostrophes = /['`´‘’‛ʹʻʼʽˈ′‵＇ꞌ]/gu
/** Every hyphen, dash and minus sign. */
export const hyphens = /[\p{Pd}−⁃]/gu
/** What is there and not seen: zero-width signs, marks of direction, soft hyphens, byte order marks. */
export const invisibles = /[\p{Cf}\u034f\u115f\u1160\u3164\ufe00-\ufe0f]/gu

const plain = /^[\u0020-\u005f\u0061-\u007f]*$/
/** What Western European names are written in: each accented letter folds by itself. */
const western = /^[\u0020-\u005f\u0061-\u007f\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff]*$/
const accented = /[\u00df-\u00f6\u00f8-\u00ff]/g

/**
 * A text as it compares: lower case, Latin letters without accents and ligatures, one kind of
 * apostrophe and hyphen, single spaces, none around. Letters of other scripts keep their accents
 * (й is not и), in one form. Applied twice it changes nothing.
 */
export function foldText(text: string): string {
  // Most texts are plain ASCII, and this runs over hundreds of rows for each letter typed.
  if (plain.test(text)) return text.toLowerCase().replace(/ {2,}/g, ' ').trim()
  if (western.test(text))
    return text
      .toLowerCase()
      .replace(accented, (letter) => bareLetters[letter] ?? letter)
      .replace(/ {2,}/g, ' ')
      .trim()
  // What a letter decomposes into may itself be folded (U+1FEF is a grave accent, typed for an
  // apostrophe), so it goes round until nothing changes: twice, nearly always.
  let [before, folded] = [text, foldedOnce(text)]
  while (folded !== before) [before, folded] = [folded, foldedOnce(folded)]
  return folded
}

const foldedOnce = (text: string): string =>
  text
    .replace(invisibles, '')
    .replace(apostrophes, "'")
    .replace(hyphens, '-')
    .toLowerCase()
    // The point of the Catalan l·l is not typed.
    .replace(/(?<=l)[·‧•∙](?=l)/gu, '')
    .replace(undecomposed, (letter) => letters[letter] ?? letter)
    .normalize('NFKD')
    .replace(/(\p{Script=Latin})\p{M}+/gu, '$1')
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .trim()

/** The accented letters of Latin-1, folded. */
const bareLetters: Readonly<Record<string, string>> = Object.fromEntries(
  [...'ßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿ'].map((letter) => [letter, foldedOnce(letter)]),
)

/** The words of a text, folded: runs of letters and digits. */
export function foldedWords(text: string): string[] {
  return foldText(text).match(/[\p{L}\p{N}]+/gu) ?? []
}

/**
 * The order of lists for a French reader: é stands with e, œ as oe, case counts for nothing.
 * Equal ones keep one order, the shorter spelling first.
 */
export function compareTexts(one: string, other: string): number {
  const [left, right] = [foldText(one), foldText(other)]
  if (left !== right) return left < right ? -1 : 1
  return one === other ? 0 : one < other ? -1 : 1
}

/**
 * A text as a part of an address: folded words with hyphens between, ASCII only.
 * @returns '' if no Latin letter and no digit is in it
 */
export function slugText(text: string, max: number): string {
  return foldText(text)
    .replace(/(\p{L})'(?=\p{L})/gu, '$1-')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, max)
    .replace(/-+$/, '')
}
