// Delivery reports of servers that write to people, not to programs: which message is one, whom it is
// about and what it says. Shapes first (qmail's, Exim's, Gmail's …), then the words around an address.
import { anyOf } from '../anyOf.ts'
import { headersOf, headerIn, type IncomingMail } from './incomingMail.ts'
import { hasPrefix } from './subjectPrefixes.ts'

/** Who writes reports. */
const reporters =
  /^(?:mailer-?daemon|mail-?daemon|postmaster|mail(?:er)?-?delivery|maildelivery\w*|delivery|mdaemon|microsoftexchange[\w.+-]*|bounce\w*|mailsystem|mail-system|noreply-mailer)@/

/** Subjects that only reports have. */
const reportSubjects = anyOf(
  /^(?:undelivered mail|undeliverable|undeliverable (?:mail|message)|mail delivery (?:failed|failure|system|error|problem)|delivery (?:status notification|failure|report|notification|has failed|failed)|failure notice|failed (?:mail|delivery)|returned mail|mail (?:system error|could not be delivered|failure)|message (?:undeliverable|delivery (?:failure|delayed)|not delivered)|non.?delivery|nondeliverable|warning: (?:could not send|message)|message status|delayed mail|delivery delayed|permanent (?:error|failure)|user unknown|bounce)/,
  /^(?:non remis|non distribu|message non (?:remis|distribu|d[ée]livr)|[ée]chec (?:de (?:la )?(?:remise|distribution|livraison|l['’]envoi|transmission)|d['’]envoi)|notification d['’](?:[ée]tat|[ée]chec) de (?:remise|distribution)|avis de non[- ](?:remise|distribution)|votre (?:message|courriel|e-?mail) n['’]a pas|retour d['’]erreur|remise (?:diff[ée]r|retard|impossible)|courrier non)/,
  /^(?:unzustellbar|nicht (?:zugestellt|zustellbar)|zustellung (?:fehlgeschlagen|verz[öo]gert|nicht m[öo]glich)|unzustellbare|fehler bei der (?:zustellung|nachrichten)|benachrichtigung (?:[üu]ber|zum) (?:den )?(?:zustell|[üu]bermittlung)\w*|mail konnte nicht|ihre nachricht .{0,40}nicht)/,
  /^(?:no se (?:puede|pudo|ha podido) entregar|no entregado|notificaci[óo]n de (?:estado|error|fallo)\w*|error (?:de|en la) entrega|mensaje no entregado|entrega (?:fallida|retrasada)|fallo (?:de|en la) entrega)/,
  /^(?:mancata consegna|non recapitabile|messaggio non (?:consegnato|recapitato)|impossibile (?:recapitare|consegnare)|notifica (?:dello stato|di mancat\w+)|avviso di mancata|errore (?:di|nella) consegna|consegna (?:fallita|non riuscita|ritardata))/,
)

/** First sentences of reports. */
const reportWords = anyOf(
  /this is the (?:qmail-send program|mail (?:system|delivery)|mailer|postfix)|created automatically by (?:the )?(?:mail delivery|.{0,40}delivery) software|i'?m (?:sorry|afraid).{0,60}(?:deliver|inform)/,
  /(?:could not|couldn'?t|cannot|can'?t|was not|wasn'?t|unable to be|not be|failed to be) delivered|(?:unable|failed) to deliver (?:your|the|this) (?:message|mail|e-?mail)|delivery (?:to the following|has failed|failed|of (?:this|your) (?:message|mail))|did not reach (?:some|the|all)|following address(?:es)? (?:failed|had (?:permanent|delivery))|had permanent (?:fatal )?errors|undeliverable|permanent(?:ly)? fail/,
  /n['’]a (?:pas |pu )+(?:[êe]tre |[ée]t[ée] )?(?:remis|distribu|d[ée]livr|envoy|transmis|achemin)|n['’]est pas parvenu|[ée]chec de la (?:remise|distribution|livraison)|(?:impossible|pas pu|pas [ée]t[ée] possible) de? ?(?:le |vous )?(?:remettre|d[ée]livrer|distribuer|livrer)|erreur(?:s)? (?:permanente|fatale)/,
  /(?:konnte|wurde) (?:die nachricht |ihre nachricht |.{0,60})nicht (?:zugestellt|[üu]bermittelt)|(?:fehler|problem) bei der zustellung|unzustellbar|zustellung .{0,60}(?:fehlgeschlagen|nicht m[öo]glich|nicht erfolgreich|verz[öo]gert)/,
  /no (?:se )?(?:ha |pudo |puede |pudimos )?(?:podido |sido )?(?:ser )?(?:entregad|entregar)|error al entregar|no (?:lleg[óo]|ha llegado) a/,
  /non [èe] stato (?:possibile )?(?:consegn|recapit)|impossibile (?:consegnare|recapitare)|mancata consegna|non (?:ha raggiunto|[èe] arrivato)|consegna .{0,60}non riuscita/,
)

/** Where the message that came back begins; `-- 550 header refused` is an answer. */
const copyMarks =
  /^(?:(?![-=_ ]*[45]\d\d[ -]) {0,8}[-=_][-=_ ][^\n]*(?:copy of (?:the|your) message|original message|returned message|below this line|message (?:header|d'origine|original|follows)|urspr[üu]ngliche nachricht|nachricht|messaggio originale|mensaje original|en-t[êe]tes?|headers?|ci-dessous|returned)[^\n]*|(?:received|return-path|dkim-signature|message-id): .*)$/im

const address = /[^\s<>()[\]"',;:«»‘’“”]+@[a-z0-9.-]+\.[a-z0-9-]{2,}/gi
/** Addresses in a report that are nobody it was written to. */
const neverRecipients =
  /^(?:mailer-?daemon|postmaster|abuse|support|hostmaster|no-?reply|mail-?daemon)@|@[a-z0-9-]*\.?(?:prod|mail)\.(?:outlook|protection)\.com$/

/** True if the message says by who sends it, its subject or its first words that mail was not delivered. */
export function isReport({ header, from, subject, text }: IncomingMail): boolean {
  if (header('X-Failed-Recipients').length > 0) return true
  const isAboutReport = reportSubjects.test(plainSubject(subject))
  const isReporter =
    reporters.test(from) || header('Return-Path').some((path) => /^<>$/.test(path.trim()))
  const says = reportWords.test(text.slice(0, 4000))
  return (isReporter && (isAboutReport || says)) || (isAboutReport && says && !hasPrefix(subject))
}

const plainSubject = (subject: string) =>
  subject.trim().replace(/^[[({*]+[^\])}*]{0,30}[\])}*]+\s*/, '')

/** The report without the copy of the message under it. */
export function reportPart(text: string): string {
  const mark = copyMarks.exec(text)
  return mark === null || mark.index === 0 ? text : text.slice(0, mark.index)
}

/** Headers of the message that came back, where the report has it in its text; null if not. */
export function copiedHeaders(text: string): string | null {
  const mark = copyMarks.exec(text)
  if (mark === null) return null
  const rest = text.slice(mark.index).replace(/^[-=_ ]{2,}[^\n]*\n+/, '')
  return /^[\w-]+: /m.test(rest) ? headersOf(rest) : null
}

type ToldRecipient = { recipient: string; diagnostic: string }

/**
 * Whom a report in words is about, and what it says about them.
 * @param original headers of the message that came back; ours go to one person each
 */
export function toldRecipients(mail: IncomingMail, original: string | null): ToldRecipient[] {
  const report = reportPart(mail.text)
  const named = mail.header('X-Failed-Recipients').flatMap((value) => value.match(address) ?? [])
  const found = named.length > 0 ? named : inShape(report)
  const recipients = found.length > 0 ? found : [fallback(report, mail, original)]
  return recipients.flatMap((one) => {
    const recipient = one?.toLowerCase().replace(/^mailto:/, '')
    return recipient === undefined
      ? []
      : [{ recipient, diagnostic: about(report, recipient, found) }]
  })
}

/** `<name@example.fr>:` (qmail, Yahoo), or an address alone on an indented line (Exim, Gmail). */
function inShape(report: string): string[] {
  const bracketed = [...report.matchAll(/^[ \t]*<([^<>\s]+@[^<>\s]+)>[ \t]*(?::|\(|$)/gim)]
  const alone = () => [...report.matchAll(/^[ \t*>]+([^\s<>"']+@[^\s<>"',;:]+)[ \t]*$/gim)]
  const found = bracketed.length > 0 ? bracketed : alone()
  return [...new Set(found.map(([, one]) => (one as string).toLowerCase()))].slice(0, 200)
}

function fallback(report: string, mail: IncomingMail, original: string | null): string | undefined {
  const to = original === null ? null : headerIn(original, 'To')?.match(address)?.[0]
  const own = new Set([
    mail.from,
    ...mail.header('To').flatMap((value) => value.match(address) ?? []),
  ])
  const isOther = (one: string) =>
    !own.has(one.toLowerCase()) && !neverRecipients.test(one.toLowerCase())
  const said = report
    .match(address)
    ?.map((one) => one.replace(/^mailto:|\.$/gi, ''))
    .filter(isOther)
  if (to !== null && to !== undefined && (said === undefined || said.length !== 1)) return to
  return said?.[0] ?? to ?? undefined
}

/** What stands between one address and the next; all of it where there is only one. */
function about(report: string, recipient: string, all: string[]): string {
  if (all.length < 2) return report.slice(0, 6000)
  const lower = report.toLowerCase()
  const start = lower.indexOf(recipient)
  const next = all
    .filter((one) => one.toLowerCase() !== recipient)
    .map((one) => lower.indexOf(one.toLowerCase(), start + recipient.length))
    .filter((at) => at > start)
  return report
    .slice(Math.max(0, start), next.length > 0 ? Math.min(...next) : undefined)
    .slice(0, 6000)
}
