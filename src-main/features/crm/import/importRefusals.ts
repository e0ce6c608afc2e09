// What a cell, a header or a file's name says about writing to a person, in the words of the usual
// programs, French and English. A refusal is never missed, and nothing is taken for one that is none.
import { foldText } from '#shared/rules/foldText.ts'
import { isExcluded, isOfOtherMatter, readSentence } from './fields/consentSentences.ts'

/**
 * `refused`: must not be written to. `unconfirmed`: not before the person has agreed. `agreed` and
 * `none` (nothing is said) stand in nobody's way. `unknown`: a word nobody knows.
 */
export type Consent = 'refused' | 'unconfirmed' | 'agreed' | 'none' | 'unknown'

/** A cell or header as it is looked up: folded, letters and digits only. */
export const lettersOf = (text: string): string => foldText(text).replace(/[^a-z0-9]+/g, '')

const words = (text: string): string[] => text.trim().split(/\s+/)

/** Nothing at all, as people and databases write it. */
const nothing = new Set(
  words(`na nan nil none null nul vide blank empty aucun aucune rien jamais never nd nc
    inconnu unknown undefined notset nonrenseigne keine kein leer ninguno ninguna nessuno nessuna`),
)

const yes = new Set(
  words(`1 10 oui o yes y true vrai on x ok coche cochee checked ticked si ja da j wahr verdadero vero
    sure certainement volontiers`),
)
const no = new Set(
  words(`0 00 non n no false faux off nein ko decoche decochee unchecked falsch falso`),
)

/** How words begin that say a person is not to be written to. */
const refusedBeginnings =
  words(`unsub desinscri desabonn resili optout optedout optsout blacklist blocklist
  listenoire hardbounc bounce rebond spamcompl spamreport spamabuse spamtrap markedasspam reportedspam signalecommespam abuse junk
  complain complaint plainte cleaned nettoye invalid blocked bloque suppress donot dontcontact
  dontemail nepas neplus dnc dne undeliver nondelivr nondistribu npai oppos refus rejected rejete declin revoke
  retirerdel removed denied withdrawn stop nomail noemail nonewsletter forgottenrgpd oubliergpd gdprforgot
  permanentfail dropped deademail deadmail deadaddress deceased decede notmailable unmailable unreachable
  mailboxnotfound doesnotexist nexistepas kicked banned surlistenoire enlistenoire erreurpermanente adresseinvalid adresseinexist
  boiteinexist bademail unknownuser nesouhaite neveut notdeliver nondeliver adminblock manuallyblock
  contactflagged flaggedasspam userblock abgemeldet abmeldung abbestellt ausgetragen gesperrt widerruf
  widersproch widerspruch unzustellbar keinewerbung keinenewsletter schwarzeliste sperrliste
  dadodebaja dadadebaja debaja bajavolunt desuscri cancelosusc cancelado cancelada rebotad rebote
  rechazad listanegra nosuscri nocontactar noenviar quejaspam disiscri cancellat rimbalzat
  rifiutat listanera nichtkontakt nichtmehr nichtanschreib keinkontakt nonscrivere noescribir noniscritt noncontattare noninviare segnalatocomespam`)
/** Those that say it only alone: "spam filter", "deadline" and "expired quote" are something else. */
const refusedWords = new Set(
  words('spam spammed dead expired expire forgotten oublie retirer baja bloqueado bloqueada'),
)
const unconfirmedBeginnings =
  words(`unconfirm nonconfirm notconfirm pending enattente attente awaiting
  waiting aconfirmer unverif nonverif notverif optinpending doubleoptinpending noconsent nonmarketing
  notmarketing sansconsentement archive pasencore notyet transactional nostatus notoptedin
  pasdeconsentement aucunconsentement contactnonmarketing toconfirm unbestatigt nichtbestatigt
  ausstehend pendiente porconfirmar sinconfirmar encours arecueillir ademander aobtenir tobecollected noconfirmad inattesa daconfermare nonconfermat`)
const consentBeginnings =
  words(`subscrib abonn inscri resubscrib reabonn reinscri optin optedin optsin doubleoptin singleoptin accept
  agree accord consent allowed autoris contactable customer marketingcontact
  contactmarketing express explicit implied implicit angemeldet abonniert eingewilligt zugestimmt
  suscri aceptad consentid iscritt accettat`)
/** Say how things are, not what the person wants: in nobody's way, and neither is their denial. */
const neutralBeginnings =
  words(`activ actif confirm granted given valid verified verifie ok deliver delivre
  sent envoye open ouvert click clique engag enabled softbounc inactiv inactif member membre mailable
  reachable catchall acceptall role risky disposable webmail interetlegitime legitimateinterest
  berechtigtesinteresse interesselegitimo interesselegittimo clientexistant existingcustomer aktiv bestatigt zugestellt confirmad activo activa entregad attiv confermat consegnat`)

const beginsWith = (word: string, beginnings: readonly string[]): boolean =>
  beginnings.some((beginning) => word.startsWith(beginning))

/** Denies what comes after it: "non abonné", "not blocked", "pas de plainte". */
const denial = /^(?:never|not|non|pas|nolonger|no|jamais|plus)(?:de|yet)?/

/** What a status says that mail programs give people: `Subscribed`, `Plainte`, `Non-Subscribed`. */
export function readMailStatus(cell: string): Consent {
  const word = lettersOf(cell)
  if (word === '') return 'none'
  const said = readSentence(cell)
  if (said !== null) return said
  if (beginsWith(word, unconfirmedBeginnings)) return 'unconfirmed'
  if (refusedWords.has(word) || isExcluded(cell)) return 'refused'
  if (beginsWith(word, refusedBeginnings)) return isOfOtherMatter(cell) ? 'unknown' : 'refused'
  if (beginsWith(word, consentBeginnings) || beginsWith(word, neutralBeginnings)) return 'agreed'
  if (nothing.has(word)) return 'none'
  const denied = word.replace(denial, '')
  if (denied !== word && denied !== '') {
    if (beginsWith(denied, consentBeginnings)) return 'refused'
    if (beginsWith(denied, refusedBeginnings) || beginsWith(denied, neutralBeginnings))
      return 'agreed'
  }
  return 'unknown'
}

/** A cell that stands for nothing: `N/A`, `—`, `\N`, `#N/A`, a date of zeros. */
export function isNothing(cell: string): boolean {
  // Digits and letters of an ordinary value: the usual case, and the quickest.
  if (cell.length > 24) return false
  const word = lettersOf(cell)
  return (
    (word === '' && !/[\p{L}\p{N}]/u.test(cell)) ||
    cell.trim() === '\\N' ||
    nothing.has(word) ||
    isZeroDate(cell)
  )
}

const zeroDate =
  /^\D*(?:0{1,4}\D0{1,2}\D0{1,4}|19(?:00|70)\D0?1\D0?[01]|0?[01]\D0?1\D19(?:00|70))(?:\D+0{1,2}\D0{2}(?:\D0{2})?(?:\D0+)?\s*(?:z|utc|\+00:?00)?)?\s*$/i
const isZeroDate = (cell: string): boolean => zeroDate.test(cell)

const looksLikeMoment =
  /\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\b\d{1,2}\s+\p{L}{3,9}\.?\s+\d{2,4}|\p{L}{3,9}\.?\s+\d{1,2},?\s+\d{4}|^\s*\d{10,13}\s*$|^\s*[2-6]\d{4}(?:[.,]\d+)?\s*$/u

const ticks = /^\s*[✓✔☑☒×√]\s*$/u
const crosses = /^\s*[☐✗✘]\s*$/u

/** What people write beside yes and no. */
const courtesies =
  /\b(?:merci(?: beaucoup)?|thanks?(?: you)?|please|pls|svp|s'il vous plait|danke|bitte|gracias|grazie|por favor|per favore|volontiers|avec plaisir|bien sur|of course|gerne|naturlich|claro|certo)\b/g

type Answer = 'yes' | 'no' | 'nothing' | null
function readAnswer(cell: string): Answer {
  if (ticks.test(cell)) return 'yes'
  if (crosses.test(cell)) return 'no'
  if (isNothing(cell)) return 'nothing'
  const word = lettersOf(cell)
  if (no.has(word)) return 'no'
  if (yes.has(word)) return 'yes'
  const polite = cell.length > 40 ? word : lettersOf(foldText(cell).replace(courtesies, ' '))
  if (polite !== word && no.has(polite)) return 'no'
  if (polite !== word && yes.has(polite)) return 'yes'
  return looksLikeMoment.test(cell) ? 'yes' : null
}

/** Yes or no, in words or ticks; null for what is neither. */
export function readYesNo(cell: string): boolean | null {
  const answer = readAnswer(cell)
  return answer === 'yes' || answer === 'no' ? answer === 'yes' : null
}

/** A day is the one on which somebody said yes, unless other words stand beside it. */
function readChoice(cell: string): Answer {
  const answer = readAnswer(cell)
  if (answer !== 'yes' || !/\p{L}{2}/u.test(cell) || !looksLikeMoment.test(cell)) return answer
  const [first = ''] = foldText(cell).split(/[^a-z]/)
  if (no.has(first)) return 'no'
  return readSentence(cell) === null && readMailStatus(cell) === 'unknown' ? 'yes' : null
}

/** What a column says that is about refusing: `Désinscrit`, `BLACKLISTED`, `Email Opt Out`. */
export function readOptOut(cell: string): Consent {
  const answer = readChoice(cell)
  if (answer === 'nothing' || answer === 'no') return 'none'
  return answer === 'yes' ? 'refused' : readMailStatus(cell)
}

/** What a column says that is about agreeing: `Newsletter`, `Opt-in`, `Email Marketing Consent`. */
export function readOptIn(cell: string): Consent {
  const answer = readChoice(cell)
  if (answer === 'nothing') return 'none'
  if (answer !== null) return answer === 'yes' ? 'agreed' : 'refused'
  return readMailStatus(cell)
}

/** The stronger of two: whichever of several columns says it, the person refused. */
export function strongerConsent(one: Consent, other: Consent): Consent {
  return strength.indexOf(one) <= strength.indexOf(other) ? one : other
}
const strength: Consent[] = ['refused', 'unconfirmed', 'unknown', 'agreed', 'none']

const nameParts = (fileName: string): string[] =>
  foldText(fileName.replace(/\.[a-z0-9]{1,5}$/i, ''))
    .split(/[^a-z]+/)
    .filter((part) => part !== '')

const refusedNames =
  /^(?:unsub\w*|desinscri\w*|desabonn\w*|cleaned|nettoye\w*|blacklist\w*|blocklist\w*|bounce[sd]?|hardbounce[sd]?|rebonds?|spam|complaints?|complained|plaintes?|suppress\w*|optouts?|optedout|nonsubscribed|nonsubscribers?|nonabonne\w*|noninscrits?|refus|refuses|oppositions?|npai|invalid|invalides?|stop|dnc)$/
const followed: readonly (readonly [string, RegExp])[] = [
  ['opt', /^out$/],
  ['opted', /^out$/],
  ['non', /^(?:subscribed|subscribers?|abonne\w*|inscrits?)$/],
  ['not', /^subscribed$/],
  ['hard', /^bounce[sd]?$/],
  ['liste', /^noire$/],
  ['black', /^list$/],
  ['do', /^not$/],
  ['ne', /^pas$/],
]

/**
 * What only a file's name says about everybody in it: `cleaned_members_export`,
 * `unsubscribed_…`, `contacts-desinscrits`.
 */
export function readFileName(fileName: string): Extract<Consent, 'refused' | 'none'> {
  const parts = nameParts(fileName)
  const isRefused = parts.some((part, index) => {
    const before = parts[index - 1] ?? ''
    if (['sans', 'without', 'hors', 'except', 'excluding', 'no'].includes(before)) return false
    const next = parts[index + 1] ?? ''
    return (
      refusedNames.test(part) ||
      followed.some(([first, second]) => first === part && second.test(next))
    )
  })
  return isRefused ? 'refused' : 'none'
}
