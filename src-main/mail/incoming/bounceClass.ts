// Whom a delivery that failed later is about. The same judge as for answers while sending
// (`smtpReply.ts`): what differs is who repeats the words, and that there is nothing left to try.
import { anyOf } from '../anyOf.ts'
import { classifyReply } from '../smtpReply.ts'
import { fullWords, policyWords, rateWords, unknownWords, withoutAddresses } from '../smtpWords.ts'

/**
 * `hard`: nobody has this address. `soft`: it takes nothing at the moment; several in a row count as
 * hard. `sender`: our message, address or server was not wanted, which says nothing about the person.
 */
export type BounceClass = 'hard' | 'soft' | 'sender'

/** The domain itself is not there, which its reports say without a reply of a server. */
const noDomainWords = anyOf(
  /\b(host|domain)( or domain)?( name)? (not found|unknown|does not exist|doesn'?t exist)\b|\b(unknown|non-?existent|no such|invalid) (host|domain)\b/,
  /\bunrouteable (mail )?(domain|address)\b|\ball relevant MX records point to non-existent hosts\b|\bnxdomain\b|\bno (mx|mail) (record|server)s?\b|\bcouldn'?t find any host\b|\bdomain\b.{0,60}\b(couldn'?t be found|not be found|does not exist|doesn'?t exist|is not valid|is invalid|isn'?t valid)\b/,
  /\b(domaine|h[ôo]te)\b.{0,60}\b(n['’]existe pas|inexistant|introuvable|inconnu|n['’]a pas (pu [êe]tre|[ée]t[ée]) trouv[ée])/,
  /\b(domain|dom[äa]ne|host)\b.{0,40}\b(existiert nicht|nicht gefunden|unbekannt)|\bdominio\b.{0,40}\b(no existe|non esiste|inesistente|no (se|ha) .{0,20}encontrado|non .{0,20}trovato)/,
)
/** The domain that is not there is ours, or our machine's: it is asked for before anybody is named. */
const ourDomainWords = anyOf(
  /\b(helo|ehlo|spf|dkim|dmarc|ptr|rdns|reverse dns|client host|sending (host|domain|server)|your (own |sending |sender )?(domain|host|server))\b/,
  /\bsender('?s)? (e-?mail )?(address|domain|host)\b|\b(of|for) (the )?(sender|envelope)\b|\bmail from\b|\breturn-?path\b/,
  /\b(exp[ée]diteur|exp[ée]ditrice|[ée]metteur|[ée]mettrice)(?!\p{L})/u,
  /\babsender\w*|\bmittente\b|\bremitente\b/,
)
/** Nobody answered for as long as the server tried. */
const expiredWords = anyOf(
  /\b(timed? ?out|time-?out|retry time|expired|could not be delivered (for|within|after)|no (answer|response)|not respond\w*|connection (refused|reset|lost|dropped)|temporar\w+|try again|too long in (the )?queue|network (is )?unreachable|no route to host|lost connection|message expired|delayed|still (trying|be retried)|will (be retr|keep trying))/,
  /\bd[ée]lai\b.{0,30}\b(d[ée]pass[ée]|expir[ée])|\bexpir[ée]|\bretard[ée]|\bne r[ée]pond pas|\btemporaire|\bnouvelles? tentatives?/,
  /\bverz[öo]ger|\bzeit[üu]berschreitung|\bantwortet nicht|\bvor[üu]bergehend|\bno responde|\btiempo de espera|\bretras|\bnon risponde|\btempo scaduto|\britard/,
)
/** What programs write for people, in words of their own, where a server's answer is missing. */
const notThereWords = anyOf(
  /\b(address|recipient|user|e-?mail|mailbox)\b.{0,60}\b(could ?n[o']t be found|wasn'?t found|isn'?t valid|not listed|not recogni[sz]ed|unable to receive|not present|no longer on server)/,
  /\b(wasn'?t|couldn'?t be|can'?t be|not be) found (at|on)\b|\bno such (person|user|address|recipient|mailbox)|\bthere is no one at this address|\bdoes not like recipient\b.{0,200}\b(unknown|no such|exist)/,
  /\b(adresse|destinataire|bo[iî]te|compte|utilisateur)\b.{0,80}\b(introuvable|n['’]a pas (pu [êe]tre|[ée]t[ée]) trouv[ée]|n['’]existe (pas|plus)|erron[ée]|incorrecte?|n['’]est (pas|plus) (valide|active?|attribu[ée]e?)|archiv[ée]e?(?!\p{L}))|\bn['’]a pas (pu [êe]tre|[ée]t[ée]) trouv[ée]e?(?!\p{L})/u,
  /\b(adresse|empf[äa]nger|postfach|benutzer)\b.{0,80}\b(konnte nicht gefunden|wurde nicht gefunden|existiert nicht|nicht mehr|nicht bekannt)|\bnicht gefunden\b/,
  /\b(direcci[óo]n|destinatario|buz[óo]n|usuario|indirizzo|casella|utente)\b.{0,80}\b(no se (ha )?(encontr|pudo encontrar|reconoc)\w*|no existe|non (è stat[oa] )?trovat[oa]|non (esiste|[èe] valid[oa])|inesistente|inexistente)/,
  /\bno se (ha |pudo |puede )?encontr\S{1,6} .{0,40}\b(direcci[óo]n|destinatario|buz[óo]n|usuario)|\b(impossibile trovare|non [èe] stat[oa] (trovat[oa]|possibile trovare)|non (si )?trova) .{0,40}\b(indirizzo|destinatario|casella|utente)|\b(impossible de trouver|n['’]avons pas trouv[ée]) .{0,40}\b(adresse|destinataire|bo[iî]te)/,
)
const fullerWords = anyOf(
  /\b(postfach|mailbox|speicherplatz|kontingent)\b.{0,60}\b(voll|[üu]berschritten|ersch[öo]pft)|\bkann .{0,40}keine (weiteren )?nachrichten/,
  /\b(buz[óo]n|cuota|espacio)\b.{0,60}\b(llen[oa]|superad[oa]|excedid[oa]|agotad[oa])|\b(casella|spazio|quota)\b.{0,60}\b(pien[oa]|superat[oa]|esaurit[oa])/,
  /\bbo[iî]te\b.{0,80}\b(pleine|satur[ée]e|pas accepter)|\bespace de stockage\b|\bmailbox is full\b|\bis (over quota|full)\b|\bout of storage\b|\btoo many messages on (this|the)/,
)
const unwantedWords = anyOf(
  /\b(spam|junk|unsolicited|virus|blocked|blacklist\w*|blocklist\w*|reputation|policy|denied|not authori[sz]ed|rejected (by|due|for)|content)\b/,
  /\b(ind[ée]sirables?|bloqu[ée]e?s?|liste noire|refus[ée] .{0,30}(politique|s[ée]curit[ée])|pourriel)/,
  /\b(abgelehnt|gesperrte? absender|unerw[üu]nscht|richtlinie\w*|rechazad[oa] por|no deseado|rifiutat[oa] .{0,30}(policy|spam|politic\w*))/,
)

/** Not now, because of who writes and how much of it, whatever the code says. */
const oursWords = /\b(unexpected|unusual) (volume|rate)\b|\buser complaints?\b|\bcomplaint rate\b/i

/** What is known of a delivery that failed. */
type FailedDelivery = {
  /** Enhanced status code of the report; null where there is none. */
  status: string | null
  /** The answer of the last server, or all that the report says in words. */
  diagnostic: string
  /** The server that wrote has not given up yet. */
  isDelayed: boolean
}

export function bounceClass({ status, diagnostic, isDelayed }: FailedDelivery): BounceClass {
  const words = withoutQueries(withoutAddresses(diagnostic)).replace(/\s+/g, ' ')
  const reply = replyIn(words)
  if (isDelayed) return isAboutUs(words) ? 'sender' : 'soft'
  if (isAbsentDomain(status, words)) return isOurDomain(status, words) ? 'sender' : 'hard'
  if (reply === null) return classOfWords(status, words)
  const found = byReply(status, reply)
  // The code of the report is finer where the answer has none.
  return found === 'unsaid' ? classOfWords(status, words) : found
}

/** A link to an explanation names our IP, and what is looked up there, not what happened. */
const withoutQueries = (words: string) => words.replace(/(https?:\/\/[^\s?]{1,200})\?\S+/gi, '$1')

function isAbsentDomain(status: string | null, words: string): boolean {
  if (/^5\.(4\.310|1\.2)$/.test(status ?? '')) return true
  return noDomainWords.test(words) && !/\b4\.\d\.\d|temporar|try again/i.test(words)
}

/** Codes about who sends, and words where the code says nothing. */
const isOurDomain = (status: string | null, words: string) =>
  /\b5\.(1\.[78]|7\.\d{1,3})\b/.test(`${status ?? ''} ${words}`) || ourDomainWords.test(words)

type Reply = { code: number; text: string }

/** The last server's answer in words around it: `said: 550 5.1.1 No such user`; null if there is none. */
function replyIn(words: string): Reply | null {
  const found =
    /(?:^|[\s:;'"<(])([45]\d\d)[ -](?:\1[ -])?#?(?=[45]\.\d{1,3}\.\d{1,3}|\S)/.exec(words) ??
    /(?:^|\s)([45]\d\d)(?=$|[:.])/.exec(words)
  if (found === null) return null
  const text = words.slice(found.index + found[0].length).replace(/^[: ]+/, '')
  return { code: Number(found[1]), text: text.slice(0, 2000) }
}

function byReply(status: string | null, { code, text }: Reply): BounceClass | 'unsaid' {
  const own = /^[45]\.\d{1,3}\.\d{1,3}/.exec(text)?.[0] ?? null
  const says = own === null && status !== null ? `${status} ${text}` : text
  const finer = own ?? status ?? ''
  // As while sending, in more words.
  if (/^[45]\.2\.1$/.test(finer) && isFull(text)) return 'soft'
  if (/^5\.7\.(133|134|124)$/.test(finer)) return 'sender'
  const stage = /end of data/i.test(text) ? 'content' : 'recipient'
  const verdict = classifyReply({ stage, handedOver: false, code, reply: `${code} ${says}` })
  switch (verdict.kind) {
    case 'account':
      // "Not now" of somebody else's server is about nobody, unless it says that it is us.
      return verdict.reason === 'rate' && !isAboutUs(text) ? 'soft' : 'sender'
    case 'sender':
      return 'sender'
    case 'later':
      return verdict.ladder === 'message' && isUnwanted(finer, text) ? 'sender' : 'soft'
    case 'failed':
      if (verdict.suppress) return 'hard'
      if (isNobody(finer, text)) return 'hard'
      return verdict.reason === 'refused_recipient' ? 'unsaid' : 'sender'
    default:
      return 'unsaid'
  }
}

const isFull = (words: string) => fullWords.test(words) || fullerWords.test(words)

const isAboutUs = (words: string) =>
  policyWords.test(words) || rateWords.test(words) || oursWords.test(words)

/** Said with a code for something else: `552 mailbox not found`. */
const isNobody = (finer: string, text: string) =>
  /^(|5\.[0-5]\.\d+)$/.test(finer) &&
  !policyWords.test(text) &&
  (unknownWords.test(text) || notThereWords.test(text))

const isUnwanted = (finer: string, text: string) =>
  finer.startsWith('4.7.') && policyWords.test(text)

function classOfWords(status: string | null, words: string): BounceClass {
  const finer = status ?? ''
  if (/^[45]\.2\.2$/.test(finer) || isFull(words)) return 'soft'
  if (/^5\.(1\.([1236]|10)|2\.1)$/.test(finer)) return 'hard'
  if (/^5\.(7\.|6\.|1\.[78]|3\.4|2\.3)/.test(finer)) return 'sender'
  if (expiredWords.test(words) || /^4\.|^5\.4\./.test(finer)) return 'soft'
  if (unknownWords.test(words) || notThereWords.test(words)) return 'hard'
  if (unwantedWords.test(words) || policyWords.test(words)) return 'sender'
  return 'soft'
}
