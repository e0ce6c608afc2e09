// Address cards as the records of a table: first the titles of what they hold, then a record a card.
import type { ImportEncoding } from '#shared/contract/crm/imports.ts'
import type { Language } from '#shared/contract/settings.contract.ts'
import { cardCells, isList } from './cardCells.ts'
import { readCards } from './cardLines.ts'
import { cardWords, type CardWords } from './cardWords.ts'
import { maxCardColumns, type RecordStream } from './importRecord.ts'

/** `pictures`: how many the cards hold; they are not taken. */
type CardTable = { columns: string[]; count: number; pictures: number }

/** In the order people look for them; others come after. */
const order: readonly (keyof CardWords)[] = [
  ...(['prefix', 'firstName', 'middleName', 'lastName', 'suffix', 'fullName', 'email'] as const),
  ...(['phone', 'fax', 'company', 'department', 'jobTitle', 'tags', 'address'] as const),
  ...(['postalCode', 'city', 'region', 'country', 'website', 'birthday', 'nickname'] as const),
  'notes',
]

/** Which columns the cards of a file need: goes through all of it. */
export async function judgeCards(
  path: string,
  encoding: ImportEncoding,
  language: Language,
): Promise<CardTable> {
  const words = cardWords[language]
  const found = new Set<string>()
  let count = 0
  let pictures = 0
  for await (const card of readCards(path, encoding)) {
    pictures += card.pictures
    if (isList(card)) continue
    count += 1
    // Of what finds no column of its own the last is made.
    if (found.size < 10 * maxCardColumns)
      for (const title of cardCells(card, words).keys()) found.add(title)
  }
  const rank = (title: string) => {
    const own = title.replace(` - ${words.label}`, '').replace(/ \d$/, '')
    const at = order.findIndex((name) => own === words[name])
    return at < 0 ? order.length : at
  }
  const sorted = [...found].toSorted((one, other) => rank(one) - rank(other))
  const columns =
    sorted.length <= maxCardColumns
      ? sorted
      : [...sorted.slice(0, maxCardColumns - 1), words.otherData]
  return { columns, count, pictures }
}

/** @param columns as `judgeCards` found them */
export function readCardRecords(
  path: string,
  {
    encoding,
    columns,
    language,
  }: {
    encoding: ImportEncoding
    columns: readonly string[]
    language: Language
  },
): RecordStream {
  const cards = readCards(path, encoding)
  const words = cardWords[language]
  return {
    bytesRead: cards.bytesRead,
    async *[Symbol.asyncIterator]() {
      yield { cells: [...columns], line: 1 }
      for await (const card of cards) {
        if (isList(card)) continue
        const cells = cardCells(card, words)
        const row = columns.map((title) => cells.get(title) ?? '')
        const rest = [...cells].filter(([title]) => !columns.includes(title))
        if (rest.length > 0)
          row[columns.length - 1] = rest.map(([title, text]) => `${title} : ${text}`).join('\n')
        yield { cells: row, line: card.line }
      }
    },
  }
}
