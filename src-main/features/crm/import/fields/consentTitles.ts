// Titles of columns about writing to a person that are in no list: each program, and each form, words
// them anew. Told by what they say and of what; of calls, texts and letters by post nothing is taken.
import { foldText } from '#shared/rules/foldText.ts'

/** Longer ones are cells, not titles; in characters. */
const maxTitle = 160

/** Words, folded, parted by one space: `IsExcludedFromCampaigns` is four. */
const wordsOf = (title: string): string =>
  foldText(title.slice(0, maxTitle).replace(/([a-z])([A-Z])/g, '$1 $2'))
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()

const mail = String.raw`(?:e ?mails?|mails?|e ?mailings?|mailings?|newsletters?|courriels?|infolettres?|lettres? d info\w*)`
const topic = `(?:${mail}|marketing|communications?|prospection|commercial\\w*|campaigns?|campagnes?)`
const isOfMail = new RegExp(`\\b${mail}\\b`)
/** Another way to reach somebody, or somebody else's messages. */
const isOfOthers =
  /\b(?:sms|mms|phones?|telephon\w*|tel|mobile|whatsapp|fax|calls?|appels?|appeler|courriers?|postal\w*|direct mail|push|partners?|partenaires?|third part\w+|tiers)\b/
/** About the messages, or about a link: numbers and addresses, no answer of a person. */
const isAbout =
  /\b(?:links?|liens?|urls?|rates?|taux|counts?|nombre|nb|number|total|tokens?|emails bounced|open(?:ed|s)?|clicks?)\b/

const refuses = new RegExp(
  [
    String.raw`\b(?:unsub|unsubscrib\w*|desinscri\w*|desabonn\w*|opted out|opt out|optout|blacklist\w*|blocklist\w*|black list|block list|listes? noires?|spam complain\w*|clean time|cleaned)\b`,
    String.raw`\bexclu\w* (?:from|of|des?|du|de la) (?:the |les? |la )?${topic}\b`,
    String.raw`\b(?:e ?mail|courriel) (?:is )?(?:hard |soft )?(?:disabled|bounced|suppressed|invalid\w*|desactive)\b`,
    String.raw`\b(?:invalid|disabled|bounced|undeliverable) (?:e ?mail|courriel)`,
    String.raw`\bhard ?bounces?\b`,
    String.raw`\b(?:do not|don t|dont|ne pas|ne (?:souhaite|veut|veux|desire)\w* (?:pas|plus)|ne plus|no longer|not) (?:\w+ ){0,3}?${topic}\b`,
    String.raw`\b(?:refus\w*|oppos\w*|stop) (?:\w+ ){0,3}?${topic}\b`,
  ].join('|'),
)
const verb =
  '(?:opt in|optin|accept\\w*|agree\\w*|consent\\w*|autoris\\w*|allow\\w*|souhait\\w*|want\\w*|would like|veut|veux|desire\\w*|recevoir|receiv\\w*|subscribed|subscription|abonnement|abonnee?|inscrit\\w*|inscription|permission)'
const agrees = new RegExp(
  [
    String.raw`\b${verb} (?:\w+ ){0,6}?${topic}\b`,
    String.raw`\b(?:${mail}|marketing) (?:opt in|optin|consent\w*|subscription|subscribed|permission|allowed)\b`,
    String.raw`\bis subscribed\b|\b(?:marketing|deliverability) (?:\w+ )?status\b|\bstatut (?:\w+ ){0,2}?(?:marketing|de delivrabilite)\b`,
  ].join('|'),
)
/** When, where and how somebody agreed. */
const isRecord =
  /\b(?:double|ip|sources?|dates?|times?|timestamp|heure|id|methods?|methode|reasons?|raisons?|motifs?|form|text|texte|wording|legal|lists?|listes?|language|langue|frequenc\w+)\b| le$/

const pending =
  /\b(?:opt in|optin|confirmation|double opt in) pending\b|\bpending (?:opt in|confirmation)\b/
const reason = /\b(?:reasons?|raisons?|motifs?|causes?|mode|sources?)\b/

/** `refused` says who is not to be written to, `agreed` who may be. */
export function consentOfTitle(title: string): 'refused' | 'agreed' | null {
  if (title.length > maxTitle) return null
  const words = wordsOf(title)
  if (isOfOthers.test(words) && !isOfMail.test(words)) return null
  if (isAbout.test(words)) return null
  if (pending.test(words)) return 'refused'
  if (refuses.test(words)) return 'refused'
  return agrees.test(words) && !isRecord.test(words) ? 'agreed' : null
}

/**
 * Of a column about refusing: `reason` says why somebody refused, so that any word in it is a refusal;
 * `pending` that somebody has yet to confirm.
 */
export function kindOfRefusals(title: string): 'reason' | 'pending' | 'refusal' {
  const words = wordsOf(title)
  if (pending.test(words)) return 'pending'
  return reason.test(words) ? 'reason' : 'refusal'
}
