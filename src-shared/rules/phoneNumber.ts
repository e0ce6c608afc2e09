// Phone numbers as people type them and programs export them: what is kept to be shown, and the
// runs of digits a number is found by, however it is typed.

/**
 * A number as read: `phone` is what was typed, without a spreadsheet's or a link's wrapping.
 * `damaged` is a number a spreadsheet has rounded (`3,36E+10`): its digits are lost.
 */
export type PhoneReading = { ok: true; phone: string } | { ok: false; problem: 'empty' | 'damaged' }

const invisible = /[\p{Cf}\ufe00-\ufe0f]/gu
/**
 * What is longer is no number, in characters: it is left as it is, and refused by its length. The
 * patterns here take the square of what they are given.
 */
const longestNumber = 1_000
const rounded = /^[+-]?\d+(?:[.,]\d+)?\s?e\s?[+-]?\s?\d{1,3}$/iu

/**
 * Reads what stands in a field or a cell: takes `="0612…"`, `'+33…` and `tel:` off, and a
 * spreadsheet's `.0` behind.
 */
export function readPhone(typed: string): PhoneReading {
  const bare = unwrapped(typed)
  if (bare === '') return { ok: false, problem: 'empty' }
  if (rounded.test(bare) || /^#+$/.test(bare)) return { ok: false, problem: 'damaged' }
  const phone = bare.replace(/^(\+?\d{8,15})[.,]0+$/, '$1')
  return { ok: true, phone }
}

function unwrapped(typed: string): string {
  if (typed.length > longestNumber) return typed.trim()
  let text = typed.normalize('NFC').replace(invisible, '').trim()
  for (let before = ''; before !== text;) {
    before = text
    text = text
      .replace(/^=\s*(?=["“”])/u, '')
      .replace(/^["“”«](.*)["“”»]$/u, '$1')
      .replace(/^=(?=\s*[+(]?\d)/, '')
      .replace(/^['’‘`´]+(?=\s*[+(\d])/u, '')
      .replace(/(?<=\d)['’]+$/u, '')
      .replace(/^(?:t[ée]l(?:[ée]phone)?\.?|callto|sms|phone|p)\s*:\s*(?:\/\/)?(?=[\s+(\d%])/iu, '')
      .trim()
  }
  return /^[+\d%().-]+$/.test(text) ? text.replace(/%20/g, ' ').replace(/%2b/gi, '+') : text
}

/** Calling codes of one and two digits; every other one has three. */
const shortCodes = new Set(
  (
    '1 7 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 ' +
    '63 64 65 66 81 82 84 86 90 91 92 93 94 95 98'
  ).split(' '),
)
/** Where no 0 is dialled before the number at home. */
const withoutTrunk = new Set(
  (
    '1 30 34 39 45 47 48 350 351 352 354 356 357 371 372 376 377 378 420 216 221 222 223 225 226 ' +
    '227 228 229 230 235 236 237 240 241 242 257 269 508 681 687 689'
  ).split(' '),
)
/** French numbers of the overseas departments, which have calling codes of their own. */
const overseas: readonly (readonly [RegExp, string])[] = [
  [/^(?:262|263|269|639|692|693)/, '262'],
  [/^(?:590|690|691)/, '590'],
  [/^(?:594|694)/, '594'],
  [/^(?:596|696|697)/, '596'],
]

/** One number: all its digits as dialled from abroad, if that is known, and from home. */
export type PhoneDigits = { international: string | null; national: string }

/** Extensions, as desks and spreadsheets write them: no part of the number. */
const extension =
  /(?:[\s,(]*(?<!\p{L})(?:poste|post|p|extension|extn|ext|interne|int|x)[.:\s]*|;ext=|\s*#\s*)\d{1,6}\)?\s*$/iu

/** Calling codes of the countries whose numbers are known as dialled at home. */
const callingCodes = {
  ...{ FR: '33', BE: '32', CH: '41', LU: '352', MC: '377', CA: '1', US: '1', GB: '44', IE: '353' },
  ...{ DE: '49', AT: '43', NL: '31', ES: '34', PT: '351', IT: '39', MA: '212', DZ: '213' },
  ...{ TN: '216', SN: '221', CI: '225' },
} as const
/** ISO 3166, of a business: how a number without a calling code is meant. */
export type PhoneCountry = keyof typeof callingCodes
export const phoneCountries = Object.keys(callingCodes) as PhoneCountry[]

/**
 * The numbers in a text, several ones included; what holds fewer than four digits is none.
 * @param country where a number without a calling code is at home
 */
export function phoneNumbers(text: string, country: PhoneCountry = 'FR'): PhoneDigits[] {
  const plainDigits = text
    .slice(0, longestNumber)
    .normalize('NFKC')
    .replace(invisible, '')
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
  return separated(plainDigits).flatMap(
    (part) => oneNumber(part.replace(extension, ''), country) ?? [],
  )
}

/** Parts a text where whole numbers stand beside each other: not at the strokes of 06/12/34/56/78. */
function separated(text: string): string[] {
  const parts = text
    .split(/[/;,|\n]|:::|\s(?:ou|or|et|and)\s|(?<=\d)\s+(?=\+|00\d{2})/iu)
    .filter((part) => part !== '')
  const whole = parts.filter((part) => part.replace(/\D/g, '').length >= 6)
  return whole.length > 1 ? whole : [text]
}

function oneNumber(text: string, country: PhoneCountry): PhoneDigits | null {
  const withoutZero = text.replace(/\(\s*0\s*\)/g, (zero, at: number) =>
    /\d/.test(text.slice(0, at)) ? '' : zero,
  )
  const digits = withoutZero.replace(/\D/g, '')
  if (digits.length < 4) return null
  if (/^\D*\+/.test(text)) return fromAbroad(digits.replace(/^00/, ''))
  if (digits.startsWith('00')) return fromAbroad(digits.slice(2))
  if (/^011[2-9]/.test(digits) && callingCodes[country] === '1') return fromAbroad(digits.slice(3))
  if (country !== 'FR') return fromHomeOf(country, digits)
  if (digits.startsWith('0')) return fromHome(digits)
  // A spreadsheet takes the plus, or the 0, off the front.
  if (/^33[1-9]\d{8}$/.test(digits) || /^330[1-9]\d{8}$/.test(digits)) return fromAbroad(digits)
  return /^[1-9]\d{8}$/.test(digits)
    ? fromHome(`0${digits}`)
    : { international: null, national: digits }
}

function fromHome(national: string): PhoneDigits {
  if (!/^0[1-9]\d{8}$/.test(national)) return { international: null, national }
  const number = national.slice(1)
  const code = overseas.find(([begins]) => begins.test(number))?.[1] ?? '33'
  return { international: `${code}${number}`, national }
}

/** Where a 0 is dialled before the number it is not dialled from abroad; elsewhere nothing is. */
function fromHomeOf(country: PhoneCountry, digits: string): PhoneDigits {
  const code = callingCodes[country]
  if (!withoutTrunk.has(code))
    return /^0[1-9]\d{6,11}$/.test(digits)
      ? { international: `${code}${digits.slice(1)}`, national: digits }
      : { international: null, national: digits }
  if (code === '1') {
    const number = /^1?([2-9]\d{9})$/.exec(digits)?.[1]
    if (number !== undefined) return { international: `1${number}`, national: number }
  }
  return code !== '1' && /^\d{7,11}$/.test(digits)
    ? { international: `${code}${digits}`, national: digits }
    : { international: null, national: digits }
}

/**
 * By what phones are compared: each number of one as E.164 (`+33612345678`), or its digits as
 * dialled at home where nothing says from where.
 */
export function phoneKeys(phone: string, country: PhoneCountry = 'FR'): string[] {
  return [
    ...new Set(
      phoneNumbers(phone, country).map(({ international, national }) =>
        international === null ? national : `+${international}`,
      ),
    ),
  ]
}

function fromAbroad(digits: string): PhoneDigits {
  const code = callingCode(digits)
  const rest = digits.slice(code.length)
  if (withoutTrunk.has(code)) return { international: digits, national: rest }
  const number = rest.replace(/^0/, '')
  return { international: `${code}${number}`, national: `0${number}` }
}

function callingCode(digits: string): string {
  const length = [1, 2].find((count) => shortCodes.has(digits.slice(0, count))) ?? 3
  return digits.slice(0, length)
}

/**
 * Stands before a number's digits in reverse, so that its last digits are the beginning of a word.
 * A sign for private use: no one types it, and the index takes it for a letter.
 */
const backwards = '\ue000'

/** The words a stored phone is found by: as dialled from home, from abroad, and backwards. */
export function phoneWords(phone: string): string[] {
  const words = phoneNumbers(phone).flatMap(({ international, national }) => [
    national,
    ...(international === null ? [] : [international]),
    `${backwards}${reversed(international ?? national)}`,
  ])
  return [...new Set(words)]
}

const reversed = (digits: string): string => [...digits].reverse().join('')

/**
 * The word beginnings that find a number of which this much was typed: its beginning, from home or
 * from abroad, or its last digits, four at least. Any one of them is enough.
 */
export function phoneBeginnings(typed: string): string[] {
  const bare = typed.normalize('NFKC').replace(/\(\s*0\s*\)/g, '')
  const digits = bare.replace(/\D/g, '')
  if (digits === '') return []
  const isAbroad = /^\D*\+/.test(bare) || /^00[1-9]/.test(digits)
  const beginnings = new Set<string>()
  if (isAbroad) {
    const abroad = digits.replace(/^00/, '')
    const code = callingCode(abroad)
    const rest = abroad.slice(code.length).replace(withoutTrunk.has(code) ? /^$/ : /^0/, '')
    beginnings.add(`${code}${rest}`)
    if (rest !== '') beginnings.add(withoutTrunk.has(code) ? rest : `0${rest}`)
  } else beginnings.add(digits)
  if (/^330[1-9]/.test(digits)) beginnings.add(`33${digits.slice(3)}`)
  if (!isAbroad && digits.length >= 4) beginnings.add(`${backwards}${reversed(digits)}`)
  return [...beginnings]
}

/** What a stored phone is compared by: its numbers from home and from abroad, a space around each. */
export function phoneText(phone: string): string {
  const numbers = phoneWords(phone).filter((word) => !word.startsWith(backwards))
  return ` ${numbers.join(' ')} `
}

/** What `phoneText` has to hold for a phone that is, starts with or contains what was typed. */
export function phoneDigitsAsked(typed: string, op: string): string[] {
  if (op === 'is')
    return phoneNumbers(typed).map(
      ({ international, national }) => ` ${international ?? national} `,
    )
  if (op === 'contains') {
    const digits = typed.normalize('NFKC').replace(/\D/g, '')
    return digits === '' ? [] : [digits]
  }
  return phoneBeginnings(typed)
    .filter((beginning) => !beginning.startsWith(backwards))
    .map((beginning) => ` ${beginning}`)
}
