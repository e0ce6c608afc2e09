// What a table's cells say of columns whose titles say nothing, or too little: addresses under
// `Subscriber`, refusals under `Reason`, whole names under `Nom`.
import type { ImportField } from '#shared/contract/crm/imports.ts'
import { isOfOtherChannel } from './consentTitles.ts'
import { saysRefusedAnywhere } from './plainRefusals.ts'
import { isCompanyName, isParticle } from './personNames.ts'
import { lettersOf, readMailStatus } from '../importRefusals.ts'

/** Longer than any address or status, in characters: the patterns take the square of what they are given. */
const longestKnownCell = 320
const longestStatus = 60
const addressCell = /^\s*[^\s@]+@[^\s@]+\.[^\s@]+\s*$/

const filledCells = (rows: readonly string[][], index: number): string[] =>
  rows.map((row) => row[index] ?? '').filter((cell) => cell.trim() !== '')

const most = (cells: readonly string[], test: (cell: string) => boolean): boolean =>
  cells.length > 0 && cells.filter(test).length > cells.length / 2

/** Whether most of what a column holds are addresses. */
export const holdsAddresses = (cells: readonly string[]): boolean =>
  most(cells, (cell) => cell.length <= longestKnownCell && addressCell.test(cell))

/** What only becomes of messages, in a column of such words. */
const ofDelivery = /^\s*(?:bounced|complained)\s*$/i

function holdsMailStatus(title: string, cells: readonly string[]): boolean {
  if (isOfOtherChannel(title) || cells.some((cell) => cell.length > longestStatus)) return false
  const isRefused = (cell: string) => saysRefusedAnywhere(cell) || ofDelivery.test(cell)
  return cells.some(isRefused) && most(cells, (cell) => readMailStatus(cell) !== 'unknown')
}

/** Titles of whole names as well as of family names or first names. */
const generalTitles = new Set(['nom', 'noms', 'name', 'nombre', 'nome', 'nomducontact'])
/** Titles of people, and of businesses as well. */
const personTitles = new Set([
  ...[
    'client',
    'cliente',
    'customer',
    'kunde',
    'personne',
    'person',
    'persona',
    'prospect',
    'lead',
  ],
  ...[
    'participant',
    'attendee',
    'adherent',
    'membre',
    'member',
    'patient',
    'eleve',
    'destinataire',
  ],
])
const isWholeName = (cell: string): boolean =>
  cell.length <= longestStatus &&
  !isCompanyName(cell) &&
  !/,.*,|;/.test(cell) &&
  cell
    .trim()
    .split(/\s+/)
    .filter((word) => !isParticle(word)).length > 1

/**
 * @param fields what the titles mean
 * @returns the fields with what the cells say, where titles leave it open
 */
export function withSights(
  header: readonly string[],
  fields: readonly (ImportField | null)[],
  rows: readonly string[][],
): (ImportField | null)[] {
  const has = (...names: ImportField[]) => names.some((name) => fields.includes(name))
  let isAddressed = has('email')
  return fields.map((field, index) => {
    const title = header[index] ?? ''
    const isGeneral = generalTitles.has(lettersOf(title))
    if (field === 'firstName' && isGeneral && !has('lastName', 'fullName')) return 'fullName'
    if (field === 'lastName' && isGeneral && !has('firstName', 'fullName'))
      return most(filledCells(rows, index), isWholeName) ? 'fullName' : field
    if (field !== null) return field
    const cells = filledCells(rows, index)
    const isPersonTitle = personTitles.has(lettersOf(title))
    if (isPersonTitle && !has('firstName', 'lastName', 'fullName') && most(cells, isWholeName))
      return 'fullName'
    if (!isAddressed && holdsAddresses(cells)) {
      isAddressed = true
      return 'email'
    }
    return holdsMailStatus(title, cells) ? 'agreed' : null
  })
}
