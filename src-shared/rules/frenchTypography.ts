// French spaces and apostrophes: a narrow no-break space before ; ? ! % and inside « », a no-break
// space before : and €, and ’. Numbers and amounts come from Intl with the same ones.

// Addresses and merge fields are no French, wherever they stand.
const foreign = /(https?:\/\/\S+|mailto:\S+|\{\{[^{}]*\}\})/
const blank = '[ \u00a0\u202f]+'

/**
 * Spaces become what they must be; none is put where none was typed, so that `10:30` and `a?b`
 * stay.
 */
export function frenchTypography(text: string): string {
  return text
    .split(foreign)
    .map((part, index) => (index % 2 === 1 ? part : typeset(part)))
    .join('')
}

const typeset = (text: string): string =>
  text
    .replace(new RegExp(`${blank}(?=[;?!»%])`, 'g'), '\u202f')
    .replace(new RegExp(`«${blank}`, 'g'), '«\u202f')
    .replace(new RegExp(`${blank}(?=:(?:[\\s*]|$)|€)`, 'g'), '\u00a0')
    .replace(/(?<=\p{L})'(?=\p{L})/gu, '’')

/** All texts of a value, however deep; the value keeps its shape. */
export function withFrenchSpaces<T>(value: T): T {
  if (typeof value === 'string') return frenchTypography(value) as T
  if (Array.isArray(value)) return value.map((each: unknown) => withFrenchSpaces(each)) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]: [string, unknown]) => [
      name,
      withFrenchSpaces(inner),
    ]),
  ) as T
}
