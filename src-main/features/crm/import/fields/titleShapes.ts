// Titles that are no field's name but say one: a question of a form (`Quel est votre nom ?`), and a
// field of one of several people of a row (`Nom participant`, `Buyer Email`).
import type { ImportField } from '#shared/contract/crm/imports.ts'
import { foldText } from '#shared/rules/foldText.ts'

const words = (text: string) => text.trim().split(/\s+/)
const longestTitle = 200
const wordsOf = (title: string): string[] =>
  foldText(title.slice(0, longestTitle).replace(/\([^)]*\)/g, '')).match(/[\p{L}\p{N}]+/gu) ?? []

/** How titles begin that ask for something. */
const asking = new Set(
  words(`quel quelle quels quelles what which your votre vos ton ta tes mon ma mes my please veuillez merci
    indiquez indiquer saisissez saisir entrez entrer renseignez renseigner donnez precisez enter
    ihr ihre ihren dein deine bitte wie wo cual cuales tu su tus sus indique escriba por qual quale
    quali il la inserisci indica`),
)
/** What a question has beside what it asks for. */
const filler = new Set([
  ...asking,
  ...words(`est sont is are s the d de du des l le les et nous us bien vouloir e y ist lautet
    lauten heissen der die das es son el los las e sono lo tuo tua suo sua vostro vostra pour for
    you work valide valid ci dessous below ici here obligatoire facultatif required optional`),
])
/** What a chatty form says first. */
const greetings = new Set(
  words('bonjour salut hello hi hey hallo hola ciao et and alors super parfait enfin d abord'),
)
/** A form's "status" is a person's situation, and no stage. */
const isNoAnswer = new Set<string>(['statut', 'status', 'situation', 'etat', 'contact', 'source'])

/** What a title asks for, by its letters; null if it is no question. */
export function askedFor(title: string): string | null {
  const found = wordsOf(title)
  while (found.length > 1 && greetings.has(found[0] ?? '')) found.shift()
  const isFor = found.includes('you') && found.includes('work')
  if (!asking.has(found[0] ?? '') && !isFor) return null
  const rest = found.filter((word) => !filler.has(word)).join('')
  return rest === '' || isNoAnswer.has(rest) ? null : rest
}

/** Words for one of several people of a row; those of a line are the same. */
const roles: readonly ReadonlySet<string>[] = [
  words(`participant participante participants attendee attendees teilnehmer teilnehmerin
    participante asistente partecipante beneficiaire stagiaire apprenant eleve inscrit`),
  words('adherent adherente adherents membre member mitglied socio'),
  words('invite invitee guest gast invitado ospite'),
  words('payeur payeuse payer acheteur acheteuse buyer purchaser kaufer comprador acquirente'),
  words('billing facturation rechnung'),
  words('shipping livraison lieferung delivery'),
  words('patient patiente patients locataire proprio abonne abonnee utilisateur utilisatrice user'),
].map((list) => new Set(list))
const linking = new Set(words('du de la le l d des of the s der des del della dello'))

export type Role = number
/** Whose a title says its column is, and the rest of it; null: nobody's in particular. */
export function withoutRole(title: string): { role: Role; rest: string } | null {
  const found = wordsOf(title)
  if (found.length < 2) return null
  const roleOf = (word: string | undefined) => roles.findIndex((list) => list.has(word ?? ''))
  const [atEnd, atStart] = [roleOf(found.at(-1)), roleOf(found[0])]
  const rest = atEnd >= 0 ? found.slice(0, -1) : atStart >= 0 ? found.slice(1) : null
  if (rest === null) return null
  while (linking.has(rest.at(-1) ?? '')) rest.pop()
  return { role: Math.max(atEnd, atEnd >= 0 ? atEnd : atStart), rest: rest.join('') }
}

/** Which of somebody's addresses or numbers it is: none of it changes what the column holds. */
const qualifiers = new Set(
  words(`professionnel professionnelle pro bureau travail personnel personnelle perso prive privee
    domicile maison secondaire secondary autre other deuxieme second seconde premier premiere first
    principal principale main primary direct directe work office business personal private
    habituel habituelle usuel usuelle 1er 1ere 2e 2eme 3e 3eme 2nd`),
)

/** A title without which of several it is, by its letters; null if it says nothing of the kind. */
export function withoutQualifier(title: string): string | null {
  const found = wordsOf(title)
  const rest = found.filter((word) => !qualifiers.has(word))
  return rest.length === found.length || rest.length === 0 ? null : rest.join('')
}

/** A column's field, and whose it is; `role` null: of the row's person. */
export type RoledField = { field: ImportField | null; role: Role | null }
const ofName: readonly (ImportField | null)[] = ['firstName', 'lastName', 'fullName']
const ofPerson: readonly (ImportField | null)[] = [
  ...ofName,
  'email',
  'phone',
  'company',
  'jobTitle',
]
export const isOfPerson = (field: ImportField | null): boolean => ofPerson.includes(field)

/**
 * Of a row about several people one becomes the lead: whoever's the address is. What is somebody else's
 * has no field and is kept as other data.
 */
export function ofOnePerson(columns: readonly RoledField[]): (ImportField | null)[] {
  const main = mainRole(columns)
  const names = columns.filter(({ field }) => ofName.includes(field))
  const hasAddress = columns.some(({ field }) => field === 'email')
  const hasNames = (role: Role | null) => names.some((one) => one.role === role)
  const isOthersOnly = !hasNames(main) && !hasNames(null)
  const others = main === null || !hasAddress ? (names[0]?.role ?? null) : main
  const nameRole = isOthersOnly ? others : hasNames(main) ? main : null
  return columns.map(({ field, role }) => {
    if (ofName.includes(field)) return role === nameRole ? field : null
    return role === null || role === main || role === nameRole ? field : null
  })
}

function mainRole(columns: readonly RoledField[]): Role | null {
  const addresses = columns.filter(({ field }) => field === 'email').map(({ role }) => role)
  if (addresses.length === 0 || addresses.includes(null)) return null
  const named = new Set(columns.filter(({ field }) => ofName.includes(field)).map((c) => c.role))
  return addresses.find((role) => named.has(role)) ?? addresses[0] ?? null
}
