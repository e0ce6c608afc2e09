// A person's name in one cell: with a title before it, family name first, in capitals, two people. What
// is no first and no last name is never lost: the caller keeps the cell where `isWhole` is false.
import { foldText } from '#shared/rules/foldText.ts'

export type PersonName = {
  firstName: string | null
  lastName: string | null
  /** Of a cell that names one before the person (`Ray SARL, Anna Ray`). */
  company: string | null
  /** Whether both names have all that the cell says. */
  isWhole: boolean
}
/** Which name a column's title says comes first. */
export type NameOrder = 'first_name' | 'last_name'

const words = (text: string) => new Set(text.trim().split(/\s+/))

const courtesies =
  words(`m mr mrs ms mme mmes mlle mlles miss madame monsieur mademoiselle mister messieurs
  dr docteur doctor doktor prof professeur professor maitre maître herr fräulein frau sr sra srta senor senora señor señora sig
  sigra signor signora dott dottssa`)
/** As words are looked up: a name stands in every row, and folding it costs more than reading the row. */
const bare = (word: string) => word.toLowerCase().replace(/[.,'’]+/g, '')
const isCourtesyWord = (word: string): boolean => courtesies.has(bare(word)) || word === 'Me.'
/** Whether a text is how somebody is addressed, and nothing else: `Mme`, `M. et Mme`, `Dr.`. */
export function isCourtesy(text: string): boolean {
  const found = text.trim().split(/[\s/]+/)
  return found.length <= 4 && found.some(isCourtesyWord) && found.every(isCourtesyOrAnd)
}
const isAnd = (word: string): boolean => /^(?:et|and|und|&|\+|y|e|ou)$/i.test(word)
const isCourtesyOrAnd = (word: string): boolean => isCourtesyWord(word) || isAnd(word)

const particles =
  words(`de du des d la le les l van von der den ter ten zu zum zur of da do dos das di del della
  dalla lo el al bin ben ibn st saint sainte mac mc o`)
/** Begins a family name, and is none by itself. */
export const isParticle = (word: string): boolean =>
  particles.has(bare(word)) || /^[dl]['’]$/i.test(word)

const legalForms =
  words(`sarl sas sasu eurl sci snc scop scic selarl gmbh ohg ltd llc inc plc corp srl
  association asso mairie societe société company cie groupe etablissements établissements ets holding gbr mbh spa slu`)
const shortForms = words('SA AG KG UG BV NV SL SE CO SPRL EV SAS')
/** Whether a text is what a business is called. */
export function isCompanyName(text: string): boolean {
  const found = text.trim().split(/[\s,]+/)
  return (
    found.length > 1 &&
    (found.some((word) => legalForms.has(bare(word))) ||
      shortForms.has((found.at(-1) ?? '').replace(/\./g, '')))
  )
}

const isCapital = (word: string, least: number): boolean =>
  !/\p{Ll}/u.test(word) && word.replace(/[^\p{Lu}]/gu, '').length >= least
const degrees = /^(?:mba|phd|ph\.?d\.?|md|jr\.?|sr\.?|ii|iii|esq\.?|cpa|ceo|cto|cfo|msc|bsc)$/i
const family = /^(?:fils|filles?|freres?|cie|co|associes?|sons?|partners?|sohne?|hijos|figli)\.?$/

const joinedOrNull = (parts: readonly string[]): string | null =>
  parts.length === 0 ? null : parts.join(' ')

/** Two words with a capital each: nearly every name, and read many times quicker. */
const usualName = /^(\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)*) (\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)*)$/u

/**
 * @param line one line, trimmed
 * @param order of a column whose title says it
 */
export function readPersonName(line: string, order: NameOrder = 'first_name'): PersonName {
  const none = { company: null, isWhole: true }
  const usual = usualName.exec(line)
  if (usual !== null && !legalForms.has(bare(usual[2] ?? '')) && !isCourtesyOrAnd(usual[1] ?? '')) {
    const [, one = '', other = ''] = usual
    return order === 'first_name'
      ? { ...none, firstName: one, lastName: other }
      : { ...none, firstName: other, lastName: one }
  }
  const comma = line.split(/\s*,\s*/).filter((part) => part !== '')
  if (comma.length === 2) {
    const [before = '', after = ''] = comma
    if (degrees.test(after)) return { ...readPersonName(before, order), isWhole: false }
    if (isCompanyName(before))
      return { ...readPersonName(after, order), company: before, isWhole: false }
    const first = namesWithout(after)
    const last = namesWithout(before)
    if (first.length > 0 && last.length > 0 && !isCompanyName(line))
      return {
        ...none,
        firstName: first.join(' '),
        lastName: last.join(' '),
        ...told(line, first, last),
      }
  }
  if (isCompanyName(line)) return { ...none, firstName: null, lastName: line }
  const several = line.split(/\s+(?:\/|;)\s+/)
  if (several.length > 1) return { ...readPersonName(several[0] ?? '', order), isWhole: false }
  const found = namesWithout(line)
  const couple = coupleIn(found, order)
  if (couple !== null) return couple
  const hadCourtesy = found.length < line.split(' ').length
  if (found.length === 1)
    return hadCourtesy
      ? { ...none, firstName: null, lastName: found[0] ?? null, isWhole: false }
      : { ...none, firstName: found[0] ?? null, lastName: null }
  const { first, last } = parted(found, order)
  return {
    ...none,
    firstName: joinedOrNull(first),
    lastName: joinedOrNull(last),
    ...told(line, first, last),
  }
}

/** The words of a name, without how its person is addressed; all of them where nothing else is there. */
function namesWithout(text: string): string[] {
  const found = text.trim().split(/\s+/)
  let from = 0
  // `M. et Mme Ray`; but in `Mr E Jones` it is how the first name begins.
  const isNext = (at: number) =>
    isCourtesyWord(found[at] ?? '') ||
    (from > 0 && isAnd(found[at] ?? '') && isCourtesyWord(found[at + 1] ?? ''))
  while (from < found.length - 1 && isNext(from)) from += 1
  return found.slice(from)
}

const told = (line: string, first: readonly string[], last: readonly string[]) => ({
  isWhole: first.length + last.length === line.split(/[\s,]+/).filter(Boolean).length,
})

/** `Anna et Jean Ray`, `Jean Dupont & Anna Ray`; null: one person. */
function coupleIn(found: readonly string[], order: NameOrder): PersonName | null {
  const at = found.findIndex((word) => /^(?:et|and|und|&|\+)$/i.test(word))
  if (at < 1 || at === found.length - 1) return null
  const [before, after] = [found.slice(0, at), found.slice(at + 1)]
  const none = { company: null, isWhole: true }
  if (family.test(foldText(after[0] ?? '')))
    return { ...none, firstName: null, lastName: found.join(' ') }
  if (before.length > 1) return { ...readPersonName(before.join(' '), order), isWhole: false }
  const [second = '', ...last] = after
  return {
    ...none,
    firstName: `${before.join(' ')} ${found[at] ?? ''} ${second}`,
    lastName: joinedOrNull(last),
  }
}

type Parted = { first: readonly string[]; last: readonly string[] }
function parted(found: readonly string[], order: NameOrder): Parted {
  const small = found.findIndex((word) => !isCapital(word, 1) && !isParticle(word))
  // `DUPONT Jean`, `LE BRIS Jean-Marc`: whoever writes one name in capitals writes that of the family so.
  const leading = found.findIndex((word) => !isCapital(word, 2))
  if (leading > 0 && small >= 0 && found.slice(0, leading).join('').length > 2)
    return { first: found.slice(leading), last: found.slice(0, leading) }
  const trailing = found.findIndex((word, at) => at > 0 && isCapital(word, 2))
  if (
    trailing > 0 &&
    !isCapital(found[0] ?? '', 2) &&
    found.slice(trailing).every((w) => isCapital(w, 1))
  ) {
    let from = trailing
    while (from > 1 && isParticle(found[from - 1] ?? '')) from -= 1
    return { first: found.slice(0, from), last: found.slice(from) }
  }
  if (order === 'first_name') return { first: found.slice(0, 1), last: found.slice(1) }
  let to = 0
  while (to < found.length - 2 && isParticle(found[to] ?? '')) to += 1
  return { first: found.slice(to + 1), last: found.slice(0, to + 1) }
}

/** Which name comes first in a column called so. */
export function nameOrderOf(title: string): NameOrder {
  // Asked for every row: nearly no title says it.
  if (!/pr[ée\u0301]|first|vorname|nombre|nome/i.test(title)) return 'first_name'
  const letters = foldText(title.slice(0, 200)).replace(/[^a-z]+/g, '')
  return /nom(?:s|defamille)?(?:et|ou)?prenom|lastnamefirst|lastfirst|nachname(?:und)?vorname|namevorname|apellidosy?nombre|cognomee?nome/.test(
    letters,
  )
    ? 'last_name'
    : 'first_name'
}

/** One name without how its person is addressed: `Mme Anna`; all of it where nothing else is there. */
export const withoutCourtesy = (line: string): string => {
  const rest = namesWithout(line)
  return rest.length < line.split(/\s+/).length ? rest.join(' ') : line
}
