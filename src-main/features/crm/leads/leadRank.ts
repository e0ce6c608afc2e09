// Who is meant by what was typed: people by their own name stand before those of a company of that
// name, the whole name before its beginning, the beginning before what is found elsewhere.
import { foldText, foldedWords } from '#shared/rules/foldText.ts'
import type { LeadRow } from './leads.table.ts'

type Known = Pick<LeadRow, 'firstName' | 'lastName' | 'company' | 'email'>

/** 0 for the closest; equal ones keep the order they come in. */
export function leadRank(lead: Known, typed: string): number {
  const wanted = foldText(typed)
  const words = foldedWords(typed)
  const first = foldText(lead.firstName ?? '')
  const last = foldText(lead.lastName ?? '')
  const names = [`${first} ${last}`.trim(), `${last} ${first}`.trim()]
  if (names.includes(wanted)) return 0
  if (first === wanted || last === wanted) return 1
  if (names.some((name) => name.startsWith(wanted))) return 2
  const own = foldedWords(`${first} ${last}`)
  const begins = (all: string[]) =>
    words.length > 0 && words.every((word) => all.some((one) => one.startsWith(word)))
  if (begins(own)) return 3
  const email = foldText(lead.email ?? '')
  if (email.startsWith(wanted)) return 4
  const company = foldText(lead.company ?? '')
  // A lead without a name of its own is its company.
  if (names[0] === '') {
    if (company === wanted) return 1
    if (company.startsWith(wanted)) return 2
  }
  if (company === wanted) return 5
  if (company.startsWith(wanted)) return 6
  return begins(foldedWords(company)) ? 7 : 8
}
