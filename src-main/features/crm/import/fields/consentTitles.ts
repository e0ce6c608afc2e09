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
/** "Commercial" alone is who sells, "campaign" alone what is run: only of messages it is about writing. */
const commercial = [
  String.raw`(?:offres?|infos?|informations?|messages?|${mail}|communications?|sollicitations?|prospection)(?: \w+ et| et \w+)? commercia\w*`,
  String.raw`commercial (?:${mail}|messages?|communications?|offers?|info\w*|solicitations?)`,
  String.raw`fins (?:de )?(?:commerciales?|marketing|prospection)|commercial purposes|commercialement`,
].join('|')
const topic = `(?:${mail}|marketing|communications?|prospection|${commercial})`
const campaigns = '(?:campaigns?|campagnes?)'
const isOfMail = new RegExp(`\\b${mail}\\b`)
/** Another way to reach somebody, or somebody else's messages. */
const isOfOthers =
  /\b(?:sms|mms|phones?|telephon\w*|tel|mobile|whatsapp|fax|calls?|appels?|appeler|courriers?|postal\w*|direct mail|push|partners?|partenaires?|third part\w+|tiers|rappele\w*|call ?back|called back)\b|\b(?:re)?contacte\w* par (?:un|une|le|la|l|les|nos?|notre|votre) (?:\w+ )?(?:commercia\w*|conseill\w*|service|equipe|vendeur\w*|agent\w*|expert\w*)|\bcontacted by (?:\w+ ){0,2}?(?:sales\w*|rep\w*|advisor|agent|team|expert)\b/
/** About the messages, or about a link: numbers and addresses, no answer of a person. */
const isAbout =
  /\b(?:links?|liens?|urls?|rates?|taux|counts?|nombre|nb|number|total|tokens?|emails bounced|marketing (?:qualified|leads?|owner|manager|team|budget|channel|score|project|help)|open(?:ed|s)?|clicks?|(?:campaign|campagne)s? (?:titles?|titre|ids?|names?|nom|noms))\b/

const refuses = new RegExp(
  [
    String.raw`\b(?:unsub|unsubscrib\w*|desinscri\w*|desabonn\w*|opted out|opt out|optout|blacklist\w*|blocklist\w*|black list|block list|listes? noires?|spam complain\w*|clean time)\b`,
    // What was made tidy is called cleaned too: `zip_cleaned`, `email_cleaned`.
    String.raw`^(?:is |was |date |mailchimp )?cleaned(?: (?:at|on|date|time|reason))?$`,
    String.raw`\bexclu\w* (?:from|of|des?|du|de la) (?:the |les? |la |marketing |email )?(?:${topic}|${campaigns})\b`,
    String.raw`\b(?:e ?mail|courriel) (?:is )?(?:hard |soft )?(?:disabled|bounced|suppressed|invalid\w*|desactive)\b`,
    String.raw`\b(?:invalid|disabled|bounced|undeliverable) (?:e ?mail|courriel)`,
    String.raw`\bhard ?bounces?\b`,
    String.raw`\b(?:do not|don t|dont|ne pas|ne plus|no longer|not) (?:\w+ ){0,3}?${topic}\b`,
    String.raw`\bne (?:souhaite|veut|veux|desire|accepte)\w* (?:pas|plus) (?:\w+ ){0,7}?${topic}\b`,
    String.raw`\b(?:refus\w*|oppos\w*|stop) (?:\w+ ){0,3}?(?:${topic}|contacts? commercia\w*)\b`,
    String.raw`\brefus\w* (?:\w+ ){0,6}?par ${mail}\b`,
    String.raw`\b(?:do not|don t|dont|not|no longer|ne pas|ne plus|stop) (?:send|sent|receive|recevoir|envoyer) (?:\w+ ){0,2}?${campaigns}\b`,
  ].join('|'),
)
const verb =
  '(?:opt(?:ed)? in|optin|accept\\w*|agree\\w*|consent\\w*|autoris\\w*|allow\\w*|recevoir|receiv\\w*|subscribed|subscription|abonnement|abonnee?|inscrit\\w*|inscription|permission)'
/** Somebody may wish for help with marketing as well. */
const wish = '(?:souhait\\w*|want\\w*|would like|veut|veux|desire\\w*)'
const agrees = new RegExp(
  [
    String.raw`\b${verb} (?:\w+ ){0,6}?${topic}\b`,
    String.raw`\b${verb} (?:\w+ ){0,12}?fins (?:de )?(?:commerciales?|marketing|prospection)\b`,
    String.raw`\b${wish} (?:\w+ ){0,6}?(?:${mail}|${commercial})\b`,
    String.raw`\b${wish} (?:(?:du|de|le|la|les|our|your|nos|vos|any) )?(?:marketing|prospection|communications?)(?: (?:by|par) .*)?$`,
    String.raw`\b(?:recevoir|receives?) (?:\w+ ){0,3}?${campaigns}\b|\b(?:opt in|optin|consent\w*) commercial\w*`,
    String.raw`\b(?:${mail}|marketing) (?:opt in|optin|consent\w*|subscription|subscribed|permission|allowed)\b`,
    String.raw`\bis subscribed\b|\b(?:marketing|deliverability) (?:(?:contact|e ?mail|consent|subscription|permission) )?status\b`,
    String.raw`\bstatut (?:(?:du|de|des|d|de l|d un) )?(?:(?:contacts?|e ?mails?|consentement|abonnement) )?(?:de )?(?:marketing|delivrabilite)\b`,
  ].join('|'),
)
/** When, where and how somebody agreed. */
const isRecord =
  /\b(?:double|ip|sources?|dates?|times?|timestamp|heure|id|methods?|methode|reasons?|raisons?|motifs?|form|text|texte|wording|legal|lists?|listes?|language|langue|frequenc\w+)\b| le$/

const pending =
  /\b(?:opt in|optin|confirmation|double opt in) pending\b|\bpending (?:opt in|confirmation)\b/
const reason = /\b(?:reasons?|raisons?|motifs?|causes?|mode|sources?)\b/

/** Whether a title is about another way to reach somebody than by mail. */
export const isOfOtherChannel = (title: string): boolean => {
  const words = wordsOf(title)
  return isOfOthers.test(words) && !isOfMail.test(words)
}

/** Whether a title is about no answer of a person to messages: another way, a link, a campaign's name. */
export const isOfOtherMatter = (title: string): boolean =>
  isOfOtherChannel(title) || isAbout.test(wordsOf(title))

/** `refused` says who is not to be written to, `agreed` who may be. */
export function consentOfTitle(title: string): 'refused' | 'agreed' | null {
  if (title.length > maxTitle) return null
  const words = wordsOf(title)
  if (isOfOtherChannel(title)) return null
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
