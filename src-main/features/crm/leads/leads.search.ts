// Finding leads by what is typed, so that a letter typed among a million leads costs about what it
// costs among ten thousand. The full-text index answers short word beginnings newest row first and
// at once; longer ones it must gather before the first row. So long words are cut, the newest
// candidates are looked through here, and only a rare word is asked for in full.
import type { Database, SqlValue } from '#main/database/database.ts'
import { searchTerms, type SearchTerms } from '#main/database/fullTextSearch.ts'
import type { SqlCondition } from './leadFilter.ts'
import { leadWordsSql } from './leadWords.ts'

/** Candidates looked through at a time. */
const lookedThrough = 150
/** Up to this many matches are known one by one, so that any order is exact. */
const knownMatches = 500
/** This many among the newest candidates say that the word is common. */
const commonEnough = 60
/**
 * Times the candidates of a common word are looked through before it is asked for in full (a rare
 * stage among many matches).
 */
const maxLookups = 5

type Candidate = { id: number; words: string }

/** `all` holds every match; `many` the newest arrivals of too many to know one by one. */
export type LeadMatches =
  { kind: 'all'; ids: number[] } | { kind: 'many'; terms: SearchTerms; newest: number[] }

const candidatesSql = (where: string) => `SELECT leads.id, ${leadWordsSql} AS words
  FROM lead_search CROSS JOIN leads ON leads.id = lead_search.rowid
  WHERE lead_search MATCH ? AND lead_search.rowid < ? AND ${where} ORDER BY lead_search.rowid DESC LIMIT ?`

/** What a search matches, before any other filter. */
export function findMatches(database: Pick<Database, 'query'>, typed: string): LeadMatches {
  const terms = searchTerms(typed)
  if (terms === null) return { kind: 'all', ids: [] }
  const newest = database.query<Candidate>(candidatesSql('1'), [
    terms.quick,
    Number.MAX_SAFE_INTEGER,
    lookedThrough + 1,
  ])
  const matching = terms.isCut
    ? newest.filter((candidate) => terms.matches(candidate.words))
    : newest
  const ids = matching.map((candidate) => candidate.id)
  if (newest.length <= lookedThrough) return { kind: 'all', ids }
  if (!terms.isCut || ids.length >= commonEnough) return { kind: 'many', terms, newest: ids }
  const exact = database.query<{ id: number }>(
    'SELECT rowid AS id FROM lead_search WHERE lead_search MATCH ? LIMIT ?',
    [terms.exact, knownMatches + 1],
  )
  return exact.length <= knownMatches
    ? { kind: 'all', ids: exact.map((row) => row.id) }
    : { kind: 'many', terms, newest: ids }
}

/**
 * The newest arrivals among many matches.
 * @param before only leads with a smaller id
 * @param filter further conditions on `leads`
 */
export function newestMatches(
  database: Pick<Database, 'query'>,
  terms: SearchTerms,
  filter: SqlCondition,
  before: number,
  limit: number,
): number[] {
  const found: number[] = []
  let from = before
  for (let look = 0; look < maxLookups; look += 1) {
    const parameters: SqlValue[] = [terms.quick, from, ...filter.parameters, lookedThrough]
    const candidates = database.query<Candidate>(candidatesSql(filter.where), parameters)
    for (const candidate of candidates)
      if (!terms.isCut || terms.matches(candidate.words)) found.push(candidate.id)
    if (found.length >= limit || candidates.length < lookedThrough) return found.slice(0, limit)
    from = candidates.at(-1)?.id ?? 0
  }
  const rest = database.query<Candidate>(candidatesSql(filter.where), [
    terms.exact,
    from,
    ...filter.parameters,
    limit - found.length,
  ])
  return [...found, ...rest.map((candidate) => candidate.id)]
}
