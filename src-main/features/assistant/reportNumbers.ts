// Finds every number in a text, in figures or in words, and says which of them no computed figure has.
import type { ReportFigures } from './reportFigures.ts'

/** Groups of three parted by a space (of any width), a point, a comma or an apostrophe; a decimal part; what makes it thousands or millions. */
const numeral = /\d{1,3}(?:[ \u00a0\u202f\u2009.,'’]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)?/gu
const scaleAfter = /^[ \u00a0\u202f\u2009]?(k(?=€|\p{Sc}|\b)|mille|thousand|m(?=€|\p{Sc}|\b)|millions?)(?![\p{L}])/iu

const small = {
  fr: ['zéro', '', 'deux', 'trois', 'quatre', 'cinq', 'six', 'sept', 'huit', 'neuf', 'dix', 'onze', 'douze', 'treize', 'quatorze', 'quinze', 'seize', 'dix-sept', 'dix-huit', 'dix-neuf'],
  en: ['zero', '', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'],
}
const units = { fr: ['un', 'une', 'et-un', 'et-une'], en: ['one'] }
const tens: Record<string, number> = { vingt: 20, trente: 30, quarante: 40, cinquante: 50, soixante: 60, 'soixante-dix': 70, septante: 70, 'quatre-vingt': 80, 'quatre-vingts': 80, huitante: 80, octante: 80, 'quatre-vingt-dix': 90, nonante: 90, twenty: 20, thirty: 30, forty: 40, fifty: 50, sixty: 60, seventy: 70, eighty: 80, ninety: 90 }
const multipliers: Record<string, number> = { cent: 100, cents: 100, hundred: 100, mille: 1_000, thousand: 1_000, million: 1_000_000, millions: 1_000_000, milliard: 1e9, billion: 1e9 }
/** Words that say a number without one: nothing computed is behind them. */
const ratios = /(?<!\p{L})(?:dizaines?|douzaines?|vingtaine|trentaine|quarantaine|cinquantaine|centaines?|milliers?|moitié|tiers|doubl(?:e|é|er|ée)s?|tripl(?:e|é|er|ée)s?|quadrupl\p{L}+|dozens?|hundreds|thousands|millions of|half|halved|halves|twice|doubl(?:e|ed|ing)|tripl(?:e|ed|ing)|quarters?|thirds?|tenfold|twofold|threefold)(?!\p{L})/giu

const wordValues = new Map<string, number>([...small.fr.entries(), ...small.en.entries()].filter(([, word]) => word !== '').map(([value, word]) => [word, value]))
for (const [word, value] of Object.entries(tens)) wordValues.set(word, value)

/** The numbers of a text that are none of the figures, as they are written there. */
export function unknownNumbers(text: string, figures: ReportFigures): string[] {
  const allowed = allowedValues(figures)
  // Dates that were given are no figures; whatever else looks like a date is.
  let rest = text.normalize('NFC')
  for (const date of figures.dates.toSorted((a, b) => b.length - a.length)) rest = rest.replace(new RegExp(`(?<![\\p{L}\\d])${date.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(/\s/gu, '\\s')}(?![\\p{L}\\d])`, 'giu'), ' § ')
  rest = rest.replace(/pour[ -]?cents?(?!\p{L})|per ?cent(?!\p{L})/giu, '%')
  const found: string[] = []
  const check = (words: string, values: number[], after: string) => {
    const known = allowed[unitAfter(after)]
    if (!values.some((value) => known.has(rounded(value)))) found.push(words)
  }
  const withoutNumerals = rest.replace(numeral, (digits: string, at: number) => {
    const after = rest.slice(at + digits.length)
    const [whole = '', scale] = scaleAfter.exec(after) ?? []
    const factor = scale === undefined ? 1 : /^(k|mille|thousand)$/i.test(scale) ? 1_000 : 1_000_000
    check(`${digits}${whole}`, readingsOf(digits).map((value) => value * factor), after.slice(whole.length))
    return scale !== undefined && scale.length > 1 ? '§ scaled' : '§'
  })
  for (const { words, value, after } of numbersInWords(withoutNumerals.replace(/§ scaled\s*\p{L}+/giu, '§'))) check(words, [value], after)
  for (const match of rest.matchAll(ratios)) found.push(match[0])
  return [...new Set(found)]
}

/** A share must be a share that was computed: that some count is the same number does not make it true. */
function unitAfter(text: string): 'percent' | 'money' | 'plain' {
  if (/^[\s\u00a0\u202f]*(?:%|points?(?!\p{L}))/iu.test(text)) return 'percent'
  return /^[\s\u00a0\u202f]*(?:d[’'])?(?:\p{Sc}|euros?(?!\p{L}))/iu.test(text) ? 'money' : 'plain'
}

const rounded = (value: number): number => Math.round(value * 100) / 100

/** By unit: each figure as it is, and rounded as a writer may round it; the length of the period; differences from the period before. */
function allowedValues({ list, days }: ReportFigures): Record<'percent' | 'money' | 'plain', Set<number>> {
  const byKey = new Map(list.map(({ key, value }) => [key, value]))
  const valuesOf = (kind: ReportFigures['list'][number]['kind']) =>
    list
      .filter((figure) => figure.kind === kind)
      .flatMap(({ key, value }) => {
        const before = byKey.get(`${key}Before`) ?? null
        return value === null ? [] : [value, ...(before === null ? [] : [Math.abs(value - before)])]
      })
  const rounding = (value: number) => [value, Math.round(value), Math.round(value * 10) / 10, ...(value >= 1_000_000 ? [Math.round(value / 100_000) * 100_000] : [])]
  const [counts, shares, amounts] = [valuesOf('count'), valuesOf('percent').flatMap(rounding), valuesOf('money').flatMap(rounding)]
  const asSet = (values: number[]) => new Set(values.map(rounded))
  return { percent: asSet(shares), money: asSet(amounts), plain: asSet([...counts, ...shares, ...amounts, days]) }
}

/** What a numeral can mean: `1.234` is a thousand to one reader and one and a bit to another. */
function readingsOf(numeral: string): number[] {
  const plain = numeral.replace(/[ \u00a0\u202f\u2009'’]/gu, '')
  const last = Math.max(plain.lastIndexOf('.'), plain.lastIndexOf(','))
  if (last < 0) return [Number(plain)]
  const digits = (part: string) => part.replace(/[.,]/g, '')
  const asDecimal = Number(`${digits(plain.slice(0, last))}.${plain.slice(last + 1)}`)
  const isGroup = plain.length - last - 1 === 3
  return isGroup ? [asDecimal, Number(digits(plain))] : [asDecimal]
}

/** Runs of number words. `un`, `une` and `one` alone are articles as often as numbers, and count as neither. */
function numbersInWords(text: string): { words: string; value: number; after: string }[] {
  const found: { words: string; value: number; after: string }[] = []
  let run: { words: string[]; total: number; current: number } | null = null
  const end = (after: string) => {
    if (run !== null) found.push({ words: run.words.join(' '), value: run.total + run.current, after })
    run = null
  }
  for (const [token] of text.toLowerCase().matchAll(/\p{L}+(?:[-‑]\p{L}+)*|[^\p{L}\s]/gu)) {
    const value = valueOfWord(token.replaceAll('‑', '-'))
    const multiplier = multipliers[token]
    if (value === null && multiplier === undefined) {
      if (run !== null && (token === 'et' || token === 'and')) continue
      end(token)
      continue
    }
    run ??= { words: [], total: 0, current: 0 }
    run.words.push(token)
    if (multiplier === undefined) run.current += value ?? 0
    else if (multiplier === 100) run.current = Math.max(1, run.current) * 100
    else {
      run.total += Math.max(1, run.current) * multiplier
      run.current = 0
    }
  }
  end('')
  return found
}

/** `vingt-deux`, `soixante-et-onze`, `forty-two`: the parts are added where the whole is not a word of its own. */
function valueOfWord(word: string): number | null {
  const known = wordValues.get(word)
  if (known !== undefined) return known
  for (let cut = word.lastIndexOf('-'); cut > 0; cut = word.lastIndexOf('-', cut - 1)) {
    const head = word.slice(0, cut)
    const tail = word.slice(cut + 1)
    const first = valueOfWord(head.replace(/-et$/, ''))
    const second = units.fr.includes(tail) || units.en.includes(tail) ? 1 : (wordValues.get(tail) ?? null)
    if (first !== null && second !== null) return first + second
  }
  return null
}
