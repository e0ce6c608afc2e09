// What was said about a file holds for the next one with the same titles: an export of every month is told
// its columns once.
import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type {
  ImportChoices,
  ImportMapping,
  ImportMemory,
  ImportPreview,
} from '#shared/contract/crm/imports.ts'
import { customKeyOf, customName } from '#shared/rules/leadFilter/filterFields.ts'
import type { Services } from '#main/core/services.ts'
import { listFields } from '../customFields/customFields.repository.ts'
import { mappingOf, normaliseHeader } from './importColumns.ts'
import { importsTable } from './imports.table.ts'

/** What titles are recognised by, whatever their spelling; empty for a file without titles. */
export function shapeOf(titles: readonly string[]): string {
  const names = titles.map(normaliseHeader)
  if (names.every((name) => name === '')) return ''
  return createHash('sha256').update(JSON.stringify(names)).digest('hex')
}

/** What was said last about a file of this shape; null if nothing that still holds and differs. */
export function rememberedFor(
  { database }: Pick<Services, 'database'>,
  preview: ImportPreview,
): ImportMemory | null {
  const shape = shapeOf(preview.columns.map(({ header }) => header))
  if (shape === '' || preview.format.headerRow === 0) return null
  const row = database.first(
    importsTable.select('given'),
    `SELECT given FROM imports WHERE shape = ? AND state IN ('done', 'undone') ORDER BY id DESC LIMIT 1`,
    [shape],
  )
  if (row === null) return null
  const known = new Set(listFields(database).map(({ key }) => customName(key)))
  const holds = (target: string) => customKeyOf(target) === null || known.has(target)
  const mapping = Object.fromEntries(
    Object.entries(row.given.mapping).filter(([, target]) => holds(target)),
  )
  const { match, ...others } = row.given.options
  const options = { ...others, ...(match !== undefined && holds(match) ? { match } : {}) }
  const recognised = mappingOf(preview.columns.map(({ field }) => field))
  return isUsual(options) && isDeepStrictEqual(mapping, recognised) ? null : { mapping, options }
}

/** As where nothing is said. */
const isUsual = ({
  existing = 'fill_blanks',
  mode = 'create_and_update',
  columns = {},
  match,
}: ImportMemory['options']): boolean =>
  existing === 'fill_blanks' &&
  mode === 'create_and_update' &&
  match === undefined &&
  Object.values(columns).every((rule) => rule === 'fill_blanks')

/** What is worth remembering of what was said. */
export function memoryOf(
  mapping: ImportMapping,
  { existing, columns, mode, match }: ImportChoices,
): ImportMemory {
  return {
    mapping,
    options: {
      ...(existing === undefined ? {} : { existing }),
      ...(columns === undefined ? {} : { columns }),
      ...(mode === undefined ? {} : { mode }),
      ...(match === undefined ? {} : { match }),
    },
  }
}
