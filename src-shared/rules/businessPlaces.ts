// The places that the settings fill: what a text says of the business before anybody entered its
// name or its contact address.
import { placeToFill } from './placesToFill.ts'

/**
 * The names of these places, and what stands for a business that has no name yet where people read.
 */
export const businessPlaces = {
  fr: {
    name: 'nom de l’entreprise',
    contact: 'adresse e-mail de contact',
    unnamed: 'notre entreprise',
  },
  en: { name: 'name of the business', contact: 'contact e-mail address', unnamed: 'our business' },
} as const
type BusinessLanguage = keyof typeof businessPlaces

export type BusinessWords = { businessName: string; businessEmail: string }

/**
 * Any tree of texts with the places of the business filled in; what is not known stays a place.
 * @param stand for texts that go out: a business without a name then is « notre entreprise »
 */
export function withBusiness<T>(
  tree: T,
  language: BusinessLanguage,
  { businessName, businessEmail }: BusinessWords,
  stand?: 'unnamed',
): T {
  const words = businessPlaces[language]
  const named = businessName.trim()
  const nameAfter =
    named !== ''
      ? () => named
      : stand === undefined
        ? null
        : (before: string) => (beginsSentence(before) ? capitalised(words.unnamed) : words.unnamed)
  const fillName = (text: string) =>
    nameAfter === null ? text : insertName(text, language, placeToFill(words.name), nameAfter)
  const contact =
    businessEmail.trim() === '' ? null : `[${businessEmail.trim()}](mailto:${businessEmail.trim()})`
  const fill = (text: string) =>
    contact === null
      ? fillName(text)
      : fillName(text).replaceAll(placeToFill(words.contact), () => contact)
  return mapTexts(tree, fill) as T
}

/**
 * The text with a name wherever the mark stands. Before a vowel French elides (d’Atelier,
 * qu’Atelier), before an article it contracts (du Fournil, aux Halles), and a name that ends with a
 * full stop needs no other.
 * @param nameAfter what to insert after these words
 */
export function insertName(
  text: string,
  language: BusinessLanguage,
  mark: string,
  nameAfter: (before: string) => string,
): string {
  return text.split(mark).reduce((before, after) => {
    const name = nameAfter(before)
    const rest = /[.!?…]$/u.test(name) ? after.replace(/^\.(?!\.)/u, '') : after
    return `${language === 'fr' ? joined(before, name) : before + name}${rest}`
  })
}

/** Small words before a name, as French joins them to it. */
function joined(before: string, name: string): string {
  if (/^[aeiouàâäéèêëîïôöùûüœæ]/iu.test(name.normalize('NFC')))
    return before.replace(/(?<!\p{L})([Dd]|[Qq]u)e $/u, '$1’') + name
  const [article = '', letters = ''] = /^(les?)\s+/iu.exec(name) ?? []
  const word = /(?<!\p{L})(d)e $|(?<!\p{L})(à) $/iu.exec(before)
  if (article === '' || word === null) return before + name
  const isMany = letters.length === 3
  const short = word[1] === undefined ? (isMany ? 'aux' : 'au') : isMany ? 'des' : 'du'
  const start = before.slice(word.index, word.index + 1)
  const cased = start === start.toUpperCase() ? capitalised(short) : short
  return `${before.slice(0, word.index)}${cased} ${name.slice(article.length)}`
}

const beginsSentence = (before: string) => /(?:^|[.!?…]\s|\n)[\s*]*$/u.test(before)
const capitalised = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)

function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map((each) => mapTexts(each, change))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, mapTexts(each, change)]),
  )
}
