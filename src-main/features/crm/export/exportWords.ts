// How an exported table is titled, and what its cells say, in both languages. Titles of fields are
// read again by the import under the same fields.
import type { Language } from '#shared/contract/settings.contract.ts'

export type ExportWords = {
  id: string
  score: string
  createdAt: string
  updatedAt: string
  lastContactAt: string
  wonAt: string
  topicsLeft: string
  otherData: string
  yes: string
  no: string
}

export const exportWords: Record<Language, ExportWords> = {
  fr: {
    id: 'N° WeBox',
    score: 'Score',
    createdAt: 'Créé le',
    updatedAt: 'Modifié le',
    lastContactAt: 'Dernier contact',
    wonAt: 'Gagné le',
    topicsLeft: 'Sujets quittés',
    otherData: 'Autres données',
    yes: 'oui',
    no: 'non',
  },
  en: {
    id: 'WeBox no.',
    score: 'Score',
    createdAt: 'Created at',
    updatedAt: 'Updated at',
    lastContactAt: 'Last contact',
    wonAt: 'Won at',
    topicsLeft: 'Topics left',
    otherData: 'Other data',
    yes: 'yes',
    no: 'no',
  },
}

/**
 * Columns of a file that this application wrote itself and that follow from the rest, or that no file
 * decides: an import has nothing to keep of them. None in any other file.
 * @param headers titles by position
 */
export function derivedColumns(headers: readonly string[]): ReadonlySet<number> {
  const titles = headers.map((header) => header.trim())
  const words = Object.values(exportWords).find(({ id }) => titles.includes(id))
  if (words === undefined) return new Set()
  const { id, score, updatedAt, lastContactAt, topicsLeft } = words
  return new Set(
    [id, score, updatedAt, lastContactAt, topicsLeft].map((title) => titles.indexOf(title)),
  )
}
