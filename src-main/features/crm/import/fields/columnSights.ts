// What a table's cells say of columns whose titles say nothing, or too little: addresses under
// `Subscriber`, refusals under `Reason`, whole names under `Nom`.
import type { ImportField } from '#shared/contract/crm/imports.ts'
import { foldText } from '#shared/rules/foldText.ts'
import { isOfOtherChannel, isOfOtherMatter } from './consentTitles.ts'
import { saysRefusedAnywhere } from './plainRefusals.ts'
import { isCompanyName, isParticle } from './personNames.ts'
import { lettersOf, readMailStatus, readOptIn } from '../importRefusals.ts'

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

/** Titles that may be of an address, and of who is subscribed: `Email abonné`. */
const maySaySubscribed = (title: string): boolean => {
  const words = foldText(title.slice(0, longestStatus))
  return /abonn|inscri|subscri/.test(words) && /mail|courriel|newsletter/.test(words)
}
const isPlainAnswer = (cell: string): boolean =>
  cell.length <= longestStatus && /^(?:\D*|[01])$/.test(cell) && readOptIn(cell) !== 'unknown'

/** An account in the books stands under `Compte`, which is a company in a CRM: `411DUPONT`, `4110012`. */
const isBookAccount = (cell: string): boolean => /^\s*\d{3,}[\dA-Za-z]*\s*$/.test(cell)
/** A day stands under `Inscription`, which may be a yes or a course as well. */
const isDay = (cell: string): boolean =>
  /^\s*(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{4}-\d\d-\d\d)\b/.test(cell)
/** In accounting programs `Intitulé` is what a customer is called, of a deal or a course what that is. */
const isOfTiers = (title: string): boolean =>
  /^(?:n|no|numero|num|code)?(?:du)?tiers$/.test(lettersOf(title))

/** A count stands under `Nombre`, which is a first name in another language. */
const isCount = (cell: string): boolean => /^\s*\d[\d\s.,]*$/.test(cell)
const nameFields: readonly (ImportField | null)[] = ['firstName', 'lastName', 'fullName']

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
    'recipient',
    'subscriber',
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
 * @param recognised what the titles mean
 * @returns the fields with what the cells say, where titles leave it open
 */
export function withSights(
  header: readonly string[],
  recognised: readonly (ImportField | null)[],
  rows: readonly string[][],
): (ImportField | null)[] {
  const isNamed = (index: number) => {
    const cells = filledCells(rows, index)
    return personTitles.has(lettersOf(header[index] ?? '')) && most(cells, (c) => !c.includes('@'))
  }
  const fields = recognised.map((field, index) =>
    field === 'email' && isNamed(index) ? null : field,
  )
  const has = (...names: ImportField[]) => names.some((name) => fields.includes(name))
  let isAddressed = has('email')
  return fields.map((field, index) => {
    const title = header[index] ?? ''
    const isGeneral = generalTitles.has(lettersOf(title))
    if (nameFields.includes(field) && most(filledCells(rows, index), isCount)) return null
    if (field === 'company' && most(filledCells(rows, index), isBookAccount)) return null
    if (field === 'firstName' && isGeneral && !has('lastName', 'fullName')) return 'fullName'
    if (field === 'lastName' && isGeneral && !has('firstName', 'fullName'))
      // Businesses among the people say nothing of how people are written.
      return most(
        filledCells(rows, index).filter((cell) => !isCompanyName(cell)),
        isWholeName,
      )
        ? 'fullName'
        : field
    if (field !== null) return field
    const cells = filledCells(rows, index)
    if (lettersOf(title) === 'intitule' && !has('company') && header.some(isOfTiers))
      return 'company'
    if (lettersOf(title) === 'inscription' && !has('createdAt') && most(cells, isDay))
      return 'createdAt'
    const isPersonTitle = personTitles.has(lettersOf(title))
    if (isPersonTitle && !has('firstName', 'lastName', 'fullName') && most(cells, isWholeName))
      return 'fullName'
    if (!isAddressed && holdsAddresses(cells)) {
      isAddressed = true
      return 'email'
    }
    if (maySaySubscribed(title) && !isOfOtherMatter(title) && most(cells, isPlainAnswer))
      return 'agreed'
    return holdsMailStatus(title, cells) ? 'agreed' : null
  })
}
