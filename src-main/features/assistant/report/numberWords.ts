// Numbers written in words, French and English, with every hyphen either spelling rule knows; and
// words that say a number without one.

const small = {
  fr: [
    'zéro',
    '',
    'deux',
    'trois',
    'quatre',
    'cinq',
    'six',
    'sept',
    'huit',
    'neuf',
    'dix',
    'onze',
    'douze',
    'treize',
    'quatorze',
    'quinze',
    'seize',
    'dix-sept',
    'dix-huit',
    'dix-neuf',
  ],
  en: [
    'zero',
    '',
    'two',
    'three',
    'four',
    'five',
    'six',
    'seven',
    'eight',
    'nine',
    'ten',
    'eleven',
    'twelve',
    'thirteen',
    'fourteen',
    'fifteen',
    'sixteen',
    'seventeen',
    'eighteen',
    'nineteen',
  ],
}
const units = ['un', 'une', 'one']
const joints = ['et', 'and']
const tens: Record<string, number> = {
  vingt: 20,
  vingts: 20,
  trente: 30,
  quarante: 40,
  cinquante: 50,
  soixante: 60,
  'soixante-dix': 70,
  septante: 70,
  'quatre-vingt': 80,
  'quatre-vingts': 80,
  huitante: 80,
  octante: 80,
  'quatre-vingt-dix': 90,
  nonante: 90,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
}
const multipliers: Record<string, number> = {
  cent: 100,
  cents: 100,
  hundred: 100,
  mille: 1_000,
  mil: 1_000,
  thousand: 1_000,
  million: 1e6,
  millions: 1e6,
  milliard: 1e9,
  milliards: 1e9,
  billion: 1e9,
  billions: 1e9,
  trillion: 1e12,
  trillions: 1e12,
}

const fractions =
  'demie?s?|tiers|quarts?|cinquièmes?|half|halves|thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?|hundredths?|seconds?|secondes?|deuxièmes?|\\p{L}*(?:tr[oe]is|quatr|six|sept|huit|neuv|diz?x|onz|douz|treiz|vingt|trent|cinquant|cent|mill)ièmes?|\\p{L}+(?:teen|t[iy]e)ths?|dixièmes?|centièmes?|millièmes?|vingtièmes?|percentiles?'
const groups =
  'huitaines?|dizaines?|douzaines?|quinzaines?|vingtaines?|trentaines?|quarantaines?|cinquantaines?|soixantaines?|centaines?|milliers?|moitiés?|paires?|duos?|trios?|quatuors?|dozens?|hundreds|thousands|couple of|pairs?'
const times =
  'doubl(?:e|é|er|ée|ant|ed|ing|ement)s?|tripl(?:e|é|er|ée|ant|ed|ing|ement)s?|quadrupl\\p{L}+|quintupl\\p{L}+|sextupl\\p{L}+|décupl\\p{L}+|centupl\\p{L}+|halv(?:e|ed|ing)|twice|thrice|\\p{L}+fold'
const shares = 'majorités?|minorités?|la plupart|majorit(?:y|ies)|minorit(?:y|ies)|most of'
/** Words that say a number without one: nothing computed is behind them. */
const ratios = new RegExp(
  `(?<!\\p{L})(?:${[fractions, groups, times, shares].join('|')})(?!\\p{L})`,
  'giu',
)

const wordValues = new Map<string, number>(
  [...small.fr.entries(), ...small.en.entries()]
    .filter(([, word]) => word !== '')
    .map(([value, word]) => [word, value]),
)
for (const [word, value] of Object.entries({ ...tens, nil: 0, nought: 0 }))
  wordValues.set(word, value)

export const ratiosIn = (text: string): string[] =>
  [...text.matchAll(ratios)].map(([words]) => words)

export type WrittenNumber = { words: string; value: number; before: string; after: string }

/**
 * Runs of number words. `un`, `une` and `one` alone are articles as often as numbers, and count as
 * neither.
 */
export function numbersInWords(text: string): WrittenNumber[] {
  const found: WrittenNumber[] = []
  const tokens = [...text.toLowerCase().matchAll(/\p{L}+(?:-\p{L}+)*|[^\p{L}\s]/gu)].flatMap(
    (match) =>
      partsOf(match[0]).map((word) => ({
        word,
        at: match.index,
        until: match.index + match[0].length,
      })),
  )
  for (let at = 0; at < tokens.length; at += 1) {
    const end = endOfRun(
      tokens.map(({ word }) => word),
      at,
    )
    if (end === at) continue
    const run = tokens.slice(at, end)
    const words = run.map(({ word }) => word)
    found.push({
      words: words.join(' '),
      value: valueOfRun(words),
      before: text.slice(0, run[0]?.at ?? 0),
      after: text.slice(run.at(-1)?.until ?? 0),
    })
    at = end - 1
  }
  return found
}

const isNumber = (word: string): boolean =>
  valueOfWord(word) !== null || multipliers[word] !== undefined

/** `cinq-cent-six` is three words; `dix-sept` and `forty-two` are one. */
function partsOf(token: string): string[] {
  if (!token.includes('-') || valueOfWord(token) !== null) return [token]
  const parts = token.split('-')
  return parts.some(isNumber) ? parts : [token]
}

/**
 * A run goes on over `et` and `and` where a number follows, and takes a `un` only after a number.
 */
function endOfRun(words: string[], from: number): number {
  let end = from
  for (let at = from; at < words.length; at += 1) {
    const word = words[at] ?? ''
    if (isNumber(word) || (end > from && units.includes(word))) end = at + 1
    else if (end === from || !joints.includes(word)) break
  }
  return end
}

function valueOfRun(words: string[]): number {
  let [total, current] = [0, 0]
  for (const word of words) {
    const multiplier = multipliers[word]
    if (multiplier === undefined) current += valueOfWord(word) ?? (units.includes(word) ? 1 : 0)
    else if (multiplier === 100) current = Math.max(1, current) * 100
    else {
      total += Math.max(1, current) * multiplier
      current = 0
    }
  }
  return total + current
}

/**
 * `vingt-deux`, `soixante-et-onze`, `forty-two`, `fiftysix`: the parts are added where the whole is
 * not a word of its own.
 */
function valueOfWord(word: string): number | null {
  const known = wordValues.get(word)
  if (known !== undefined) return known
  for (let cut = word.length - 2; cut > 2; cut -= 1) {
    const head = word.slice(0, cut).replace(/-(?:et-?)?$/, '')
    const tail = word.slice(cut).replace(/^-/, '')
    const first = wordValues.get(head) ?? null
    const second = units.includes(tail) ? 1 : (wordValues.get(tail) ?? null)
    if (first !== null && first >= 20 && second !== null && second < 20) return first + second
  }
  return null
}

const romanPlaces = /^M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})$/
/** French for ten, and a word of both languages: they look like Roman numerals and are none. */
const noRomans = new Set(['mix', 'mil', 'dix'])

/** Roman numerals: a capital alone but `I`, or two and more; in small letters three and more. */
export function romansIn(text: string): string[] {
  return [
    ...text.matchAll(
      /(?<![\p{L}\d])(?:[IVXLCDM]{2,}|[VXLCDM](?!['’.])|[ivxlcdm]{3,})(?![\p{L}\d])/gu,
    ),
  ]
    .map(([letters]) => letters)
    .filter(
      (letters) => romanPlaces.test(letters.toUpperCase()) && !noRomans.has(letters.toLowerCase()),
    )
}
