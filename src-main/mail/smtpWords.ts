// What servers say, by what they mean, in the languages they say it in. Words decide only where codes
// leave a question open: `smtpReply.ts` says which.
import { anyOf } from './anyOf.ts'

/**
 * A reply without the addresses in it: `<spam@limits.example>` says nothing about spam or limits.
 */
export const withoutAddresses = (reply: string): string =>
  reply.replace(/<[^<>\s]*>|[^\s<>:,;()"']+@[^\s<>:,;()"']+/g, '<>')

/** What a sender may send in a time: never how much a mailbox holds, or how often SPF may look up. */
export const quotaWords = anyOf(
  /\b(daily|hourly|monthly|weekly|sending|outgoing|outbound|submission|relay(ing)?|per (day|hour|minute|month))\b.{0,60}\b(limits?|quotas?|exceed\w*|reached)\b/,
  /\b(limits?|quotas?|maximum)\b.{0,60}\b(per (day|hour|minute|month)|sending|outgoing|outbound|daily|hourly|monthly)\b/,
  /\btoo many (messages|e-?mails|mails|recipients)\b/,
  /\b(message|sending|sender|mail|e-?mail|recipients?) (rate|count|volume)( limit)?\b.{0,20}\b(exceed\w*|reached|limit)\b/,
  /\bmessage (rate|count) limit\b|\bsubmission ?quota ?exceeded/,
  /\b(maximum|insufficient|no( more)?|out of) (credits?|balance|funds)\b|\bcredits? (exceeded|exhausted|used up)\b/,
  /\b(quotas?|limites?|nombre)\b.{0,40}\b(d['’ ]?envois?|quotidien\w*|horaires?|journali\w+|par (jour|heure|minute)|de messages|d['’]e-?mails)(?!\p{L})/u,
  /\b(envois?|messages)\b.{0,40}\b(quota|limite)\b/,
  /\b(sende|versand|tages|stunden)(limit|kontingent|quota)|\btoo much mail\b/,
)
/** The same, said to whoever is logged in: it means the sender whatever the finer code. */
export const ownQuotaWords = anyOf(
  /\b(your|this sender'?s|account'?s?)\b.{0,30}\b(daily|hourly|monthly|sending|message|mail|e-?mail)\b.{0,30}\b(quota|limit)/,
  /\bvo(tre|s)\b.{0,30}\b(quota|limite)s?\b(?!.{0,30}\bbo[iî]te)/,
)

/** As many messages as one connection may carry; a fresh one may carry more. */
export const sessionLimitWords = anyOf(
  /\b(in|per|on|for|during|within|over|by) (this|one|a|the|each|single|same|your)? ?(same |smtp |single |current )*(connection|session)\b/,
  /\b(connection|session) (message )?(limit|quota)\b|\btransactions? limit\b|\btoo many transactions\b/,
  /\b(par|dans|sur|pendant|pour) (la |une |cette |chaque )?(même )?(connexion|session)\b/,
)
export const tooManyWords =
  /\btoo many\b|\blimit|\bmaximum\b|\bmax\b|\bexceed|\breached\b|\btrop de\b|\bno more\b|\bonly \d+/iu

export const rateWords = anyOf(
  /\btoo many (concurrent |simultaneous |open |parallel )?connections\b|\bconcurrent connections\b/,
  /\b(connection|sending|message|mail|request) rate\b|\brate[- ]?limit/,
  /\bthrottl(ed|ing)\b|\bslow(ing)? down\b|\btoo (fast|quickly|frequently)\b|\btrop (vite|rapide|rapidement|de connexions)\b/,
)
/** How fast somebody sends, and not how much in a day. */
export const sendingRateWords = anyOf(
  /^(?!.*\b(?:daily|hourly|monthly|quota|per (?:day|hour|month))\b).*\b(?:sending|message|mail) rate exceeded\b/,
  /^(?!.*\b(?:daily|hourly|monthly|quota|per (?:day|hour|month))\b).*\bthrottl(?:ed|ing)\b/,
)
export const greylistWords = /gr[ea]y-?list|liste grise/i

export const loginWords = anyOf(
  /\b(smtp )?auth(entication)? (is )?(required|needed|mandatory)\b|\bsmtp authentication\b|\bmust (first )?(authenticate|log ?in|be authenticated)\b/,
  /\bplease (authenticate|log ?in)\b|\bnot (authenticated|logged in)\b|\bauthentifi(cation|ez)\b.{0,30}\b(requise|n[ée]cessaire|vous|obligatoire)/,
)
export const startTlsWords = /\bSTARTTLS\b|\b(encryption|TLS|SSL) (is )?(required|needed)\b/i

/** The account of whoever sends was stopped at its provider. */
export const suspendedWords = anyOf(
  /\b(your|sender'?s?) (sending |smtp |e-?mail |mail )?(account|organi[sz]ation|domain|access|service|mailbox|user|subscription|plan)\b.{0,40}\b(suspended|paused|disabled|locked|deactivated|terminated|restricted|frozen|on hold|under review|not (yet )?(active|activated|approved))\b/,
  /\b(sending|smtp|submission) (account|access|service|is|has been|was)\b.{0,40}\b(suspended|paused|disabled|locked|restricted|not enabled)\b/,
  /\b(account|sending|organi[sz]ation)\b.{0,30}\b(is|was|has been|have been)?\b.{0,12}\b(suspended|paused|under review|restricted)\b.{0,40}\b(sending|abuse|spam|support|billing|payment)\b/,
  /\b(sending|outbound|smtp)\b.{0,40}\b(paused|suspended|disabled|not enabled) for (this|your|the) (account|domain|user|organi[sz]ation)\b/,
  /\b(outbound spam|suspected (of )?spam|banned sender|spam(ming)? abuse|bad outbound sender)\b/,
  /\bvotre (compte|acc[eè]s|domaine|abonnement)\b.{0,40}\b(suspendu|bloqu[ée]|d[ée]sactiv[ée]|limit[ée]|gel[ée]|restreint)/,
  /\benvois?\b.{0,30}\b(suspendus?|bloqu[ée]s?|d[ée]sactiv[ée]s?)(?!\p{L}).{0,30}\bcompte\b/u,
)
/** It passes on no message to other places for whoever is not logged in, or for this account. */
export const relayWords = anyOf(
  /\brelay(ing)?\b.{0,30}\b(den(y|ied)|not (permitted|allowed|authori[sz]ed)|prohibited|refused|rejected|disabled)\b/,
  /\b(unable|not (permitted|allowed|authori[sz]ed)|cannot|can't|won'?t|do(es)? not|don'?t|no|not an? open) (to )?relay(ing)?\b|\brcpthosts\b/,
  /\brelais\b.{0,30}\b(refus[ée]|interdit|non autoris[ée])|\brelayage\b/,
)
/** It does not let this account write with this address, or does not believe it. */
export const senderWords = anyOf(
  /\bsender (verif|(e-?mail |mail )?(address )?(rejected|refused|denied|invalid|unknown|not\b|mismatch|does))/,
  /\b(from|sender|envelope|mail from|return.path)\b.{0,40}\b(not (owned|allowed|permitted|authori[sz]ed|verified|match)|does not match|must match|mismatch|(is )?invalid|unverified|not (a )?verified)/,
  /\b(e-?mail )?address (is )?not verified\b|\bidentit(y|ies) (failed|(is )?not verified)|\bverified sender\b|\bdomain (is )?not verified\b/,
  /\bunauthori[sz]ed sender\b|\bexp[ée]diteur non autoris[ée]|\bnicht autorisierte absender/,
  /\bsend ?as ?denied\b|\bto send (mail )?(as|from|on behalf)\b|\bnot owned by\b|\bcallout\b|\bcall-?back verif/,
  /\b(adresse|domaine)? ?(d['’]exp[ée]diteur|exp[ée]ditrice|[ée]mettrice)\b.{0,40}\b(refus[ée]e?|rejet[ée]e?|non autoris[ée]e?|inconnue?|invalide|interdite?)/,
)
export const policyWords = anyOf(
  /\b(blocked|block(ing)?|black-?list(ed)?|block-?list(ed)?|deny-?list(ed)?|listed|rbls?|dnsbl|spam\w*|junk|reputation|polic(y|ies)|dkim|dmarc|spf|banned|den(y|ied)|prohibited|relay\w*|rcpthosts|helo|ehlo|ptr|rdns|dns|phish\w*|virus|malware|fraud\w*|abus\w+|suspicious|unsolicited|restrict\w*|service refus\w*)\b/,
  /\b(reverse|client host|ip( address)?|host ?name|access|not (allowed|permitted|authori[sz]ed)|administrat\w+)\b/,
  /\badresse ip\b|\bliste noire\b|\bind[ée]sirables?\b|\bpourriel|\bpolitique\b|\br[ée]putation\b|\bfiltr[ée]|\binterdit|\bnon autoris/,
)

/** What is in the message, where a code would blame the recipient. */
export const contentWords =
  /\b(virus\w*|malware|phishing|infected|content (?:was |is )?(?:rejected|refused|blocked|filter\w*)|attachments?)\b|\bcontenu (?:refus|rejet|interdit)|\bpi[eè]ces? jointes?/i
/** Not for good, whatever the code says. */
export const forNowWords =
  /\btemporar(?:y|ily)\b|\btemporairement\b|\bmomentan[ée]ment\b|\bvor[üu]bergehend|\btemporalmente\b|\btemporaneamente\b|\bfor now\b|\btry (?:again )?later\b/i

/** The machine that writes, or its reputation: where a code would blame the recipient. */
export const hostWords =
  /\b(rbl|dnsbl|black-?list\w*|block-?list\w*|blocked|spam\w*|helo|ehlo|ptr|rdns|reverse|reputation|your ip)\b|\badresse ip\b|\bliste noire\b/i

/** The state of the recipient's mailbox: it is there, and takes nothing now. */
export const fullWords = anyOf(
  /\b(mail ?box|mail ?folder|inbox|maildir|mail ?drop|account|user|recipient|recipient'?s? (mailbox|account))\b.{0,60}\b(full|over ?quota|quota|exceed\w*|storage|disk|space|too much)\b/,
  /\bover ?quota\b|\bquota (exceeded|full)\b|\bexceed(ed|s) (its |their |the |his |her )?(storage|mailbox|disk|quota)\b|\bout of (storage|disk) space\b|\bdisk quota\b|\bfull mailbox\b/,
  /\bbo[iî]te( aux lettres)?\b.{0,60}\b(pleine|satur[ée]e?|quota|d[ée]pass[ée]\p{L}*|espace|remplie)(?!\p{L})|\b(destinataire|utilisateur|compte)\b.{0,40}\b(quota|espace)\b|\bquota (de (la |sa )?bo[iî]te )?(d[ée]pass[ée]|atteint)/u,
  /\bpostfach\b.{0,30}\b(voll|überfüllt)|\bbuz[oó]n\b.{0,30}\bllen[oa]|\bcasella\b.{0,30}\bpiena/,
)
/** It takes messages too seldom, not never. */
export const receivingRateWords =
  /too (fast|many|quickly|much)|(?<!\p{L})rate(?!\p{L})|rate-?limit/iu

export const sizeWords = anyOf(
  /\b(message|mail|content|data|header)?\s*(size|too (large|big|long)|databytes)\b|\bmaximum (message|size)\b|\bfixed (maximum )?(message )?size limit\b/,
  /\b(message|courriel|mail)\b.{0,30}\b(trop (gros|grand|volumineux|long)|taille)\b|\btaille (maximale|du message)\b/,
)
/** Letters beyond ASCII in an address or a header. */
export const asciiWords =
  /\bnon-?ascii\b|\bsmtputf8\b|\b(utf-?8|internationali[sz]ed|eai)\b.{0,40}\b(address|not|support|mailbox)|\b8-?bit\b.{0,20}\baddress/i

/** Nobody has this address: the only words after which a person is never written to again. */
export const unknownWords = anyOf(
  /\b(user|recipient|mail ?box|account|address|addressee|alias|member|customer|person|e-?mail)\b.{0,40}\b(unknown|not (found|exist|known|valid|active|available)|doesn'?t exist|does not exist|invalid|unavailable|inactive|disabled|closed|deleted|removed|expired|suspended|terminated|deactivated|no longer|discontinued|undeliverable|rejected|unrouteable)\b/,
  /\b(unknown|invalid|no such|non-?existent|inactive|disabled|bad|undeliverable|unrouteable|unroutable|expired) (\w+ )?(user|recipient|mail ?box|account|address|addressee|alias|local.?part|destination|person)s?\b/,
  /\b(no mail ?box|not a (valid|known) (user|recipient|mailbox|address)|not our (customer|user)|nobody (here )?(by|with) that name|no (user|account|one|person)( here)? (by|with|of) (that|this) (name|address)|does(n'?t| not) have an? [\w.-]+ account|user doesn'?t have|isn'?t (here|a user)|no longer (here|valid|in use|exists?|works?|active|available)|address(ee)? unknown|moved|left the company|recip(?:ient)?not ?found)\b/,
  /\b(utilisateur|destinataire|adresse|bo[iî]te( aux lettres)?|compte|usager)\b.{0,40}\b(inconnue?s?|inexistante?|n['’ ]?existe (?:pas|plus)|introuvable|invalide|ferm[ée]e?|cl[ôo]tur[ée]e?|r[ée]sili[ée]e?|supprim[ée]e?|d[ée]sactiv[ée]e?|inactive?|n['’]est (?:pas|plus) (?:valide|active?|attribu[ée]e?|utilis[ée]e?|connue?))(?!\p{L})|\b(adresse|bo[iî]te) d['’ ]au moins un destinataire invalide/u,
  /\b(empf[äa]nger|benutzer|postfach|konto|adresse)\b.{0,40}\b(unbekannt|existiert nicht|nicht (gefunden|vorhanden|bekannt)|ung[üu]ltig|gesperrt|gel[öo]scht)/,
  /\b(usuario|buz[oó]n|destinatario|cuenta|direcci[oó]n)\b.{0,40}\b(desconocid[oa]|no existe|inexistente|inv[aá]lid[oa])|\b(utente|casella|destinatario|indirizzo)\b.{0,40}\b(sconosciut[oa]|inesistente|non (esiste|valid[oa]|trovat[oa]))/,
)
