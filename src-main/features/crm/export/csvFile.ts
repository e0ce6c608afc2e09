// Leads as a CSV file, piece by piece.
import type { Language } from '#shared/contract/settings.contract.ts'
import { csvLines, csvText, type CsvCell, type CsvSeparator } from '#shared/rules/csvText.ts'
import type { ExportCell, ExportColumn, ExportedLead } from './exportedLead.ts'
import { shownTime } from './localClock.ts'

/** French spreadsheets part by semicolons, because their decimals have a comma. */
export const csvSeparators: Record<Language, CsvSeparator> = { fr: ';', en: ',' }

export function* csvFile(
  columns: readonly ExportColumn[],
  batches: Iterable<ExportedLead[]>,
  { language, timeZone }: { language: Language; timeZone: string },
): Generator<string> {
  const separator = csvSeparators[language]
  const titles = columns.map(({ title }) => title)
  yield csvText(titles, [], separator)
  for (const leads of batches)
    yield csvLines(
      leads.map((lead) => columns.map((column) => cellOf(column.cell(lead), language, timeZone))),
      separator,
    )
}

function cellOf(cell: ExportCell, language: Language, timeZone: string): CsvCell {
  if (cell === null) return null
  switch (cell.kind) {
    case 'text':
      return cell.text
    case 'number':
      return shownNumber(cell.number, language)
    case 'moment':
      return shownTime(cell.at, timeZone).text
    case 'day':
      return cell.day
  }
}

/** With a point, French spreadsheets take 12.5 for the twelfth of May. */
function shownNumber(value: number, language: Language): CsvCell {
  const isPlain = value >= 0 && /^\d+\.\d+$/.test(String(value))
  return language === 'fr' && isPlain ? String(value).replace('.', ',') : value
}
