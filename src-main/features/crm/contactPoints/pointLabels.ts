// What files call the addresses and numbers of a person: labels in the words of the usual programs,
// in French and English, and the words we write ourselves.
import type { ContactLabel } from '#shared/contract/crm/contactPoints.ts'
import type { Language } from '#shared/contract/settings.contract.ts'
import { foldText } from '#shared/rules/foldText.ts'

/** `title` stands behind that of the column which a label is of: `E-mail 2 - Label`. */
export const labelWords: Record<Language, { title: string; labels: Record<ContactLabel, string> }> =
  {
    fr: {
      title: 'Libellé',
      labels: { work: 'Travail', home: 'Domicile', mobile: 'Mobile', other: 'Autre' },
    },
    en: {
      title: 'Label',
      labels: { work: 'Work', home: 'Home', mobile: 'Mobile', other: 'Other' },
    },
  }

const words = (text: string) => new Set(text.trim().split(/\s+/))
/** The first whose word stands there: a work mobile is a mobile. */
const known: readonly (readonly [ContactLabel, ReadonlySet<string>])[] = [
  ['mobile', words('mobile portable cell cellphone cellulaire gsm')],
  [
    'work',
    words('work bureau pro professionnel professionnelle business travail office societe company'),
  ],
  ['home', words('home domicile maison perso personnel personnelle personal prive privee private')],
  ['other', words('other autre')],
]
/** Words of a title that are in every title of its kind. */
const kinds = words(
  `e mail email mails courriel adresse address phone telephone tel numero number de du no n value valeur
   internet pref voice`,
)
/** Longer than any label or title that means one, in characters. */
const longest = 120

const wordsIn = (text: string): string[] =>
  text.length > longest
    ? []
    : (foldText(text.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')).match(/\p{L}+/gu) ?? [])

const labelAmong = (found: readonly string[]): ContactLabel | null =>
  known.find(([, theirs]) => found.some((word) => theirs.has(word)))?.[0] ?? null

/** What a column's title calls its addresses or numbers: `Home Phone 2`, `E-mail pro`. */
export const labelOfTitle = (title: string): ContactLabel | null => labelAmong(wordsIn(title))

/** What a cell beside an address or a number calls it (`* Work`); null: something else, or nothing. */
export function labelOfCell(cell: string): ContactLabel | null {
  const found = wordsIn(cell).filter((word) => !kinds.has(word))
  const label = labelAmong(found)
  const isWhole = found.every((word) => known.some(([, theirs]) => theirs.has(word)))
  return isWhole ? label : null
}
