// One address card as the cells of a table: each value under the title of its column.
import type { Card, CardProperty } from './cardLines.ts'
import type { CardWords } from './cardWords.ts'

/** Columns for one kind of value; what comes after stands in the last. */
const maxSame = 9
/** What several values in one cell are parted by, as Google does. */
const several = ' ::: '

/** Say how the card is made or shown, and nothing of its person. */
const technical =
  /^(?:PRODID|REV|UID|SORT-STRING|CLASS|MAILER|TZ|GEO|KIND|SOURCE|NAME|PROFILE|XML|CLIENTPIDMAP|MEMBER|AGENT|X-ABUID|X-ABSHOWAS|X-ABLABEL|X-ABADR|X-IMAGEHASH|X-IMAGETYPE|X-ADDRESSBOOKSERVER-.*|X-PHONETIC-.*|X-MS-OL-.*|X-ACCOUNT.*|X-CLASS)$/

/** A card of a list of people is no person. */
export const isList = ({ properties }: Card): boolean =>
  properties.some(
    ({ name, value }) =>
      (name === 'KIND' || name === 'X-ADDRESSBOOKSERVER-KIND') && /^\s*group\s*$/i.test(value),
  )

/** What a card's cells are put together in. */
type Sheaf = {
  cells: Map<string, string>
  words: CardWords
  isEarly: boolean
  /**
   * A further value of a kind has a column of its own, to a number; beside it stands what it is called.
   */
  add(title: string, text: string, label?: string | null): void
  /** Several of these are one value. */
  join(title: string, text: string, between: string): void
}

function createSheaf(words: CardWords, isEarly: boolean): Sheaf {
  const cells = new Map<string, string>()
  function join(title: string, text: string, between: string): void {
    if (text === '') return
    const before = cells.get(title)
    cells.set(title, before === undefined ? text : `${before}${between}${text}`)
  }
  function add(title: string, text: string, label: string | null = null): void {
    if (text === '') return
    for (let number = 1; number < maxSame; number += 1) {
      const numbered = number === 1 ? title : `${title} ${number}`
      const there = cells.get(numbered)
      if (there === text) return
      if (there !== undefined) continue
      cells.set(numbered, text)
      if (label !== null) cells.set(`${numbered} - ${words.label}`, label)
      return
    }
    join(`${title} ${maxSame}`, text, several)
  }
  return { cells, words, isEarly, add, join }
}

type Taker = (sheaf: Sheaf, text: string, property: CardProperty) => void
const jobTitle: Taker = ({ add, words }, text) => add(words.jobTitle, text)

/** What becomes of each property; the name is looked at by itself. */
const takers: Partial<Record<string, Taker>> = {
  N: () => undefined,
  FN: () => undefined,
  EMAIL: ({ add, words }, text, property) =>
    add(words.email, text.replace(/^mailto:/i, ''), labelOf(property, words)),
  TEL: ({ add, words }, text, property) =>
    isFax(property)
      ? add(words.fax, phoneOf(text))
      : add(words.phone, phoneOf(text), labelOf(property, words)),
  ORG({ add, join, words, isEarly }, _text, { value }) {
    const [company = '', ...units] = partsOf(value, ';', isEarly)
    add(words.company, company)
    join(words.department, units.filter(Boolean).join(', '), ', ')
  },
  TITLE: jobTitle,
  ROLE: jobTitle,
  NOTE: ({ join, words }, text) => join(words.notes, text, '\n'),
  CATEGORIES: ({ join, words, isEarly }, _text, { value }) =>
    join(words.tags, partsOf(value, ',', isEarly).join('; '), '; '),
  ADR: (sheaf, _text, { value }) => addAddress(sheaf, partsOf(value, ';', sheaf.isEarly)),
  LABEL: ({ add, words }, text) => add(words.address, text),
  URL: ({ add, words }, text) => add(words.website, text),
  BDAY: ({ add, words }, text) => add(words.birthday, dayOf(text)),
  NICKNAME: ({ add, words, isEarly }, _text, { value }) =>
    add(words.nickname, partsOf(value, ',', isEarly).join(', ')),
}

/** By title, in the order in which they are met first. */
export function cardCells(card: Card, words: CardWords): Map<string, string> {
  const sheaf = createSheaf(words, card.version === '2.1')
  addName(sheaf, card)
  const hasAddress = card.properties.some(({ name }) => name === 'ADR')
  for (const property of preferredFirst(card.properties)) {
    const text = unescapedText(property.value, sheaf.isEarly).trim()
    // A label is an address in one piece, beside its parts.
    if (property.name === 'LABEL' && hasAddress) continue
    const take = takers[property.name]
    if (take !== undefined) take(sheaf, text, property)
    else if (!technical.test(property.name)) sheaf.add(property.name, text)
  }
  return sheaf.cells
}

/** Of several values of a kind the preferred one is the person's first. */
function preferredFirst(properties: readonly CardProperty[]): CardProperty[] {
  return properties.toSorted((one, other) => (one.preference ?? 101) - (other.preference ?? 101))
}

function addName({ words, isEarly, add }: Sheaf, { properties }: Card): void {
  const named = (name: string) => properties.find((property) => property.name === name)
  const [last = '', first = '', middle = '', prefix = '', suffix = ''] = partsOf(
    named('N')?.value ?? '',
    ';',
    isEarly,
  )
  const shown = unescapedText(named('FN')?.value ?? '', isEarly).trim()
  // Programs put something there when a card has no name.
  const standIns = properties
    .filter(({ name }) => ['EMAIL', 'TEL', 'ORG'].includes(name))
    .map(({ name, value }) =>
      name === 'ORG'
        ? (partsOf(value, ';', isEarly)[0] ?? '')
        : unescapedText(value, isEarly).trim(),
    )
  const isReached = properties.some(({ name }) => name === 'EMAIL' || name === 'TEL')
  if (first !== '' || last !== '') {
    add(words.firstName, first)
    add(words.lastName, last)
  } else if (shown !== '' && !(standIns.includes(shown) && isReached)) add(words.fullName, shown)
  add(words.middleName, middle)
  add(words.prefix, prefix)
  add(words.suffix, suffix)
}

function addAddress({ words, cells, add }: Sheaf, parts: readonly string[]): void {
  const [box = '', extended = '', street = '', city = '', region = '', code = '', country = ''] =
    parts
  const lines = [street, extended, box].filter(Boolean).join('\n')
  const isFirst = ![words.address, words.city, words.postalCode].some((title) => cells.has(title))
  if (!isFirst) {
    const place = [code, city].filter(Boolean).join(' ')
    return add(words.address, [lines, place, region, country].filter(Boolean).join('\n'))
  }
  add(words.address, lines)
  add(words.postalCode, code)
  add(words.city, city)
  add(words.region, region)
  add(words.country, country)
}

/** The first of these that a card says: a work mobile is a mobile. */
const labelTypes = [
  ['CELL', 'mobile'],
  ['MOBILE', 'mobile'],
  ['IPHONE', 'mobile'],
  ['WORK', 'work'],
  ['HOME', 'home'],
  ['OTHER', 'other'],
] as const

/** What a card calls an address or a number. */
function labelOf({ types }: CardProperty, words: CardWords): string | null {
  const found = labelTypes.find(([type]) => types.includes(type))
  return found === undefined ? null : words[found[1]]
}

const isFax = ({ types }: CardProperty): boolean => types.some((type) => type.includes('FAX'))

/** Behind a link's number stand its parameters, of which the extension is dialled; elsewhere another number. */
function phoneOf(text: string): string {
  if (!/^tel:/i.test(text)) return text
  const [number = '', ...parameters] = text.slice(4).split(';')
  const extension = parameters.find((one) => /^ext=/i.test(one))?.slice(4)
  return extension ? `${number} ext. ${extension}` : number
}

/** `19800314` as a day people read; what is another date stays as it is written. */
const dayOf = (text: string): string => text.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3')

/** Parts of a value by a sign that is not escaped. */
function partsOf(value: string, sign: ';' | ',', isEarly: boolean): string[] {
  const parts: string[] = []
  let from = 0
  for (let at = 0; at < value.length; at += 1) {
    if (value[at] === '\\') at += 1
    else if (value[at] === sign) {
      parts.push(value.slice(from, at))
      from = at + 1
    }
  }
  parts.push(value.slice(from))
  return parts.map((part) => unescapedText(part, isEarly).trim())
}

/** Version 2.1 escapes signs that part, and no line breaks. */
function unescapedText(value: string, isEarly: boolean): string {
  if (!value.includes('\\')) return value
  return value.replace(/\\([\\;,:nN])/g, (whole, sign: string) => {
    if (sign !== 'n' && sign !== 'N') return sign
    return isEarly ? whole : '\n'
  })
}
