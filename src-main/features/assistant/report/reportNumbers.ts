// Finds every number in a text, in figures or in words, and says which of them no computed figure
// has. What cannot be read for certain is one.
import { numbersInWords, ratiosIn, romansIn } from './numberWords.ts'
import type { ReportFigures } from './reportFigures.ts'

/** Groups of three parted by a space, a point, a comma or an apostrophe; a decimal part. */
const numeral = /\d{1,3}(?:[ .,'’]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)?/gu
const scaleAfter =
  /^ ?(?:(k|mille|thousand)|(milliards?|billions?|bn)|(m|millions?))(?![\p{L}\d])/iu
/**
 * What a report in French or English has no use for, and a number can hide in: digits of other
 * scripts, raised, circled or in fractions; letters
 * of other scripts; signs that cannot be seen or turn the direction; strokes over signs; pictures;
 * signs of calculation.
 */
const hidden =
  /[^\P{N}0-9]|[^\P{L}\p{Script=Latin}]|(?![\n\t\r])[\p{Cf}\p{Co}\p{Cn}\p{Cc}]|[\p{Extended_Pictographic}\p{M}‰‱٪×÷±√∑=⁄∕]|\^/gu
/**
 * Two numbers that make a third, and numbers that letters stand by: `3/4`, `12:30`, `1e3`, `x3`.
 */
const joined =
  /\d[\d.,]*(?: ?[/:+*x] ?\d[\d.,]*)+|(?<=[\p{L}_])\d[\d.,]*\p{L}*|\d[\d.,]*(?!(?:k|m|er?|ers|re|st|nd|rd|th)(?![\p{L}\d]))[\p{L}_]+[\p{L}\d]*/giu

type Unit = 'percent' | 'money' | 'days' | 'plain'
const place = '\ue000'
const gap = '(?:\\s|-)*'
const money = '(?:\\p{Sc}|(?:euros?|eur|dollars?|usd|pounds?|livres|gbp|francs?|chf|cad)(?!\\p{L}))'
const afterUnit: [Unit, RegExp][] = [
  [
    'percent',
    new RegExp(
      `^${gap}(?:%|pct(?!\\p{L})|p\\. ?100|p\\. ?c\\.|percent(?:age)?|points?(?!\\p{L})|pp(?!\\p{L}))`,
      'iu',
    ),
  ],
  ['money', new RegExp(`^${gap}(?:d['’])?${money}`, 'iu')],
  [
    'days',
    new RegExp(`^${gap}(?:derniers |last |past |previous )?(?:jours?|days?)(?!\\p{L})`, 'iu'),
  ],
]
const moneyBefore = new RegExp(`${money}\\s?$`, 'iu')
const percentBefore = /%\s?$/u
/**
 * `trois sur quatre`, `one in three`, `deux fois`, `times four`: a share or a multiple, which
 * nobody computed.
 */
const shareBefore =
  /(?:\bsur|\bout of|\b(?:one|un|une) in|§ in|\btimes|\bfois|\bby a factor of|\bpar)\s?$/iu
const multipleAfter =
  /^(?:\s|-)*(?:fois|times|x|sur (?=§|\p{L})|out of|in every|of every|pour mille|per thousand|per mille)(?!\p{L})/iu
const only = /(?<!\p{L})(?:un seul|une seule|only one|just one|a single)(?!\p{L})/giu

/** The numbers of a text that are none of the figures, as they are written there. */
export function unknownNumbers(text: string, figures: ReportFigures): string[] {
  const plain = withoutStages(plainSpaces(text), figures)
  const found = [...plain.matchAll(hidden)].map(([sign]) => nameOf(sign))
  const read = withoutDates(plain.normalize('NFKC').replace(/\p{Pd}|−/gu, '-'), figures).replace(
    /pour[\s-]*cents?(?!\p{L})|per[\s-]*cent(?!\p{L})/giu,
    '%',
  )
  const [allowed, shown] = [allowedValues(figures), read]
  const check = (words: string, values: number[], before: string, after: string) => {
    const unit = moneyBefore.test(before)
      ? 'money'
      : percentBefore.test(before)
        ? 'percent'
        : (afterUnit.find(([, shape]) => shape.test(after))?.[0] ?? 'plain')
    const isMade = unit !== 'days' && (shareBefore.test(before) || multipleAfter.test(after))
    if (isMade || !values.some((value) => allowed[unit].has(rounded(value)))) found.push(words)
  }
  for (const [words] of shown.matchAll(joined)) found.push(words)
  const withoutNumerals = shown.replace(numeral, (digits: string, at: number) => {
    const after = shown.slice(at + digits.length)
    const [whole = '', thousand, milliard] = scaleAfter.exec(after) ?? []
    const factor =
      whole === '' ? 1 : thousand !== undefined ? 1e3 : milliard !== undefined ? 1e9 : 1e6
    const decimal = /[.,]$/.test(shown.slice(0, at)) ? '.' : ''
    check(
      `${digits}${whole}`,
      decimal === '' ? readingsOf(digits).map((value) => value * factor) : [Number.NaN],
      shown.slice(0, at).replace(/\d+(?= in $)/, '§'),
      after.slice(whole.length),
    )
    // The word that scales it is read with it, and not once more.
    return `${place}${' '.repeat(Math.max(0, digits.length - 1))}`
  })
  for (const { words, value, before, after } of numbersInWords(
    withoutNumerals.replace(
      new RegExp(`${place}\\s*(?:mille|thousand|milliards?|billions?|millions?)(?!\\p{L})`, 'giu'),
      place,
    ),
  ))
    check(words, [value], before, after)
  for (const [words] of shown.matchAll(only)) if (!allowed.plain.has(1)) found.push(words)
  found.push(...ratiosIn(shown), ...romansIn(shown))
  return [...new Set(found)]
}

/**
 * Every space of a line is a space; what else Unicode calls the same stays told apart, so that it
 * can be refused.
 */
const plainSpaces = (text: string): string => text.normalize('NFC').replace(/\p{Zs}/gu, ' ')
const nameOf = (sign: string): string =>
  /[\p{C}\p{M}\p{Z}]/u.test(sign)
    ? `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
    : sign

/** Dates that were given are no figures; whatever else looks like a date is. */
function withoutDates(text: string, { dates }: ReportFigures): string {
  const spellings = [
    ...new Set(
      dates.map((date) =>
        plainSpaces(date)
          .normalize('NFKC')
          .replace(/\p{Pd}/gu, '-'),
      ),
    ),
  ].toSorted((a, b) => b.length - a.length)
  return spellings.reduce(
    (rest, date) =>
      rest.replace(
        new RegExp(
          `(?<![\\p{L}\\d/.-])${date.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(/\s/gu, '\\s')}(?![\\p{L}\\d/]|[.,-]\\d)`,
          'giu',
        ),
        ' ; ',
      ),
    text,
  )
}

/** A stage may be called « Devis 2 »: its name in quotation marks says no number. */
function withoutStages(text: string, { stages }: ReportFigures): string {
  const names = new Set(Object.values(stages).map((name) => plainSpaces(name)))
  return text.replace(/« ?([^«»]*?) ?»|“([^“”]*)”|"([^"]*)"/gu, (quoted, ...found: string[]) =>
    found.slice(0, 3).some((name) => names.has(name)) ? ' ; ' : quoted,
  )
}

/** Only as far as calculation is inexact: what was computed was rounded where it was. */
const rounded = (value: number): number => Math.round(value * 1e6) / 1e6

/**
 * By unit: each figure as it is, and rounded as a writer may round it; differences from the period
 * before; the length of the period.
 */
function allowedValues({ list, days }: ReportFigures): Record<Unit, Set<number>> {
  const byKey = new Map(list.map(({ key, value }) => [key, value]))
  const valuesOf = (kind: ReportFigures['list'][number]['kind']) =>
    list
      .filter((figure) => figure.kind === kind)
      .flatMap(({ key, value }) => {
        const before = byKey.get(`${key}Before`) ?? null
        return value === null ? [] : [value, ...(before === null ? [] : [Math.abs(value - before)])]
      })
  const rounding = (value: number) => [
    value,
    Math.round(value),
    Math.round(value * 10) / 10,
    ...(value >= 1_000_000 ? [Math.round(value / 100_000) * 100_000] : []),
  ]
  const asSet = (values: number[]) => new Set(values.map(rounded))
  return {
    percent: asSet(valuesOf('percent').flatMap(rounding)),
    money: asSet(valuesOf('money').flatMap(rounding)),
    plain: asSet(valuesOf('count')),
    days: new Set([days]),
  }
}

/** What a numeral can mean: `1.234` is a thousand to one reader and one and a bit to another. */
function readingsOf(digits: string): number[] {
  const plain = digits.replace(/[ '’]/gu, '')
  const last = Math.max(plain.lastIndexOf('.'), plain.lastIndexOf(','))
  if (last < 0) return [Number(plain)]
  const bare = (part: string) => part.replace(/[.,]/g, '')
  const asDecimal = Number(`${bare(plain.slice(0, last))}.${plain.slice(last + 1)}`)
  const isGroup = plain.length - last - 1 === 3
  return isGroup ? [asDecimal, Number(bare(plain))] : [asDecimal]
}
