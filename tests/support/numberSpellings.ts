// Numbers as somebody might write them who wants them unseen: in words, in other scripts, parted by
// signs that cannot be seen.

const frenchSmall = [
  'zéro',
  'un',
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
]
const englishSmall = [
  'zero',
  'one',
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
]
const frenchTens = [
  '',
  '',
  'vingt',
  'trente',
  'quarante',
  'cinquante',
  'soixante',
  'soixante',
  'quatre-vingt',
  'quatre-vingt',
]
const englishTens = [
  '',
  '',
  'twenty',
  'thirty',
  'forty',
  'fifty',
  'sixty',
  'seventy',
  'eighty',
  'ninety',
]

function frenchBelowHundred(n: number): string {
  if (n < 20) return frenchSmall[n] ?? ''
  const ten = Math.floor(n / 10)
  const rest = ten === 7 || ten === 9 ? n - (ten - 1) * 10 : n % 10
  if (rest === 0) return ten === 8 ? 'quatre-vingts' : (frenchTens[ten] ?? '')
  return `${frenchTens[ten]}${(rest === 1 || rest === 11) && ten < 8 ? ' et ' : '-'}${frenchSmall[rest]}`
}

/** Up to 999,999. */
export function inFrench(n: number): string {
  const thousands = Math.floor(n / 1_000)
  const hundreds = Math.floor((n % 1_000) / 100)
  const rest = n % 100
  return [
    ...(thousands === 0
      ? []
      : [
          thousands === 1
            ? 'mille'
            : `${inFrench(thousands).replace(/(vingt|cent)s$/, '$1')} mille`,
        ]),
    ...(hundreds === 0
      ? []
      : [hundreds === 1 ? 'cent' : `${frenchSmall[hundreds]} cent${rest === 0 ? 's' : ''}`]),
    ...(rest === 0 && n !== 0 ? [] : [frenchBelowHundred(rest)]),
  ].join(' ')
}

export function inEnglish(n: number): string {
  const [thousands, hundreds, rest] = [
    Math.floor(n / 1_000),
    Math.floor((n % 1_000) / 100),
    n % 100,
  ]
  const below =
    rest < 20
      ? (englishSmall[rest] ?? '')
      : `${englishTens[Math.floor(rest / 10)]}${rest % 10 === 0 ? '' : `-${englishSmall[rest % 10]}`}`
  return [
    ...(thousands === 0 ? [] : [`${inEnglish(thousands)} thousand`]),
    ...(hundreds === 0 ? [] : [`${englishSmall[hundreds]} hundred`]),
    ...(rest === 0 && n !== 0 ? [] : [hundreds + thousands > 0 ? `and ${below}` : below]),
  ].join(' ')
}

const digitsFrom = (zero: number) => (n: number) =>
  [...String(n)].map((digit) => String.fromCodePoint(zero + Number(digit))).join('')
const raised = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹']
const parted = (sign: string) => (n: number) => String(n).replace(/\B(?=(\d{3})+$)/g, sign)
const roman = (n: number): string => {
  const steps: [number, string][] = [
    [1000, 'M'],
    [900, 'CM'],
    [500, 'D'],
    [400, 'CD'],
    [100, 'C'],
    [90, 'XC'],
    [50, 'L'],
    [40, 'XL'],
    [10, 'X'],
    [9, 'IX'],
    [5, 'V'],
    [4, 'IV'],
    [1, 'I'],
  ]
  let [rest, text] = [n, '']
  for (const [value, letters] of steps) for (; rest >= value; rest -= value) text += letters
  return text
}

/** Each says a number from 32 to 3,999 and must be seen for what it says. */
export const spellings: Record<string, (n: number) => string> = {
  digits: String,
  french: inFrench,
  'french with hyphens everywhere': (n) => inFrench(n).replaceAll(' ', '-'),
  'french in capitals': (n) => inFrench(n).toUpperCase(),
  'french, taken apart': (n) => inFrench(n).normalize('NFD'),
  'french with other hyphens': (n) => inFrench(n).replaceAll('-', '‑'),
  english: inEnglish,
  'english without hyphens': (n) => inEnglish(n).replaceAll('-', ''),
  'english with dashes': (n) => inEnglish(n).replaceAll('-', '–'),
  'full width': digitsFrom(0xff10),
  'arabic-indic': digitsFrom(0x660),
  persian: digitsFrom(0x6f0),
  devanagari: digitsFrom(0x966),
  'mathematical bold': digitsFrom(0x1d7ce),
  raised: (n) => [...String(n)].map((digit) => raised[Number(digit)]).join(''),
  lowered: digitsFrom(0x2080),
  'thin spaces': parted('\u2009'),
  'narrow spaces': parted('\u202f'),
  'figure spaces': parted('\u2007'),
  'ideographic spaces': parted('\u3000'),
  'spaces nobody sees': (n) => [...String(n)].join('\u200b'),
  'soft hyphens': (n) => [...String(n)].join('\u00ad'),
  'word joiners': (n) => [...String(n)].join('\u2060'),
  'the other direction': (n) => `\u202e${[...String(n)].reverse().join('')}\u202c`,
  apostrophes: parted('’'),
  points: parted('.'),
  roman,
  // Two small letters are as often a unit or a word (cl, mm, li): they are not read as a number.
  'roman in small letters': (n) => (roman(n).length < 3 ? roman(n) : roman(n).toLowerCase()),
  'in thousands': (n) => `${n / 1_000}k`,
  'a power': (n) => `${n}e3`,
  'strokes over it': (n) => [...String(n)].join('\u0336'),
  'letters beside it': (n) => `x${n}`,
}
