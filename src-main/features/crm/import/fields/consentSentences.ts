// Cells of several words about writing to a person, French and English: what is done is told from what
// can be done, and what is denied from what is not. Where the words leave a doubt, somebody is asked.
import { foldText } from '#shared/rules/foldText.ts'

type Said = 'refused' | 'unconfirmed' | 'agreed' | 'unknown'

/** The text of a box that is ticked is long; what it is about is said before this, in characters. */
const longestSentence = 500

/** Folded words; `|` parts what is said, `=` an answer from what it answers. */
const sentenceOf = (cell: string): string =>
  foldText(
    cell
      .slice(0, longestSentence)
      .normalize('NFC')
      .replace(/[\r\n]+/g, ' ; ')
      .replace(/\((?:e|s|es|e\(s\))\)|[·•]e?s?(?!\p{L})/giu, '')
      // "Expiré" is over and "expire" is not: without its accent nobody could tell.
      .replace(/expirée?s?(?!\p{L})/giu, 'expired'),
  )
    .replace(/n't\b/g, ' not')
    .replace(/[:=?]+(?=\s|$)|(?<=\w)=/g, ' = ')
    .replace(/[,;!()[\]"«»|]+|\.+(?=\s|$)|\s[-/>]+\s/g, ' | ')
    .replace(/[^a-z0-9=|]+/g, ' ')
    .replace(/^[ |=]+|[ |]+$/g, '')

const spam = [
  '(?:marque|signale|declare|marked|reported|flagged)\\w*(?: le message| l e ?mail| the message| the e ?mail| it)?(?: as| comme| en)?(?: du| an?)? spams?',
  '(?:as|comme)(?: du| an?)? spams?|spam (?:complain|report|abuse|trap)\\w*',
  '(?:plaintes?|complain\\w*)(?: pour| de| of| about)? spams?|nous a (?:mis|place|classe)\\w*(?: en| comme| dans les) spams?',
].join('|')
const refusing = `unsub\\w*|desinscri\\w*|desabonn\\w*|black ?list\\w*|block ?list\\w*|bounced|npai|opt(?:ed|s|ing)? ?out|listes? noires?|${spam}`
const consent =
  '(?:consent\\w*|accords?|agreement|opt ?in|abonnement|subscription|permission|autorisation)'
const withdrawing =
  'retire[ers]*|revo[qk]u?\\w*|withdr[ae]w\\w*|refuse[es]*|declined|denied|annule[ers]*|cancel\\w*|resili\\w*|expir\\w*|termine[es]*|ended|suspend\\w*|arrete[es]*|lapsed|stopped'
const isOfWithdrawing = new RegExp(
  `^${consent}\\b|\\b(?:retire[ers]*|revo[qk]u?\\w*|withdr[ae]w\\w*) (?:\\w+ ){0,2}${consent}`,
)
const refusals = new RegExp(`\\b(?:${refusing})\\b`, 'g')
const isOfRefusing = new RegExp(`^(?:${refusing})$`)
const withdrawals = new RegExp(`\\b(?:${refusing}|${withdrawing})\\b`, 'g')

/** Words for what was done; the others name it. */
const isDone =
  /^(?:unsub|unsubbed|unsubscribed|desinscrite?s?|desabonne[es]*|bl(?:a|o)ck ?list(?:s|ed|ee?s?)?|bounced|npai|opted ?out|listes? noires?|retire[es]*|revoque[es]*|revoked|withdr(?:awn|ew)|refuse[es]*|declined|denied|annule[es]*|cancell?ed|resilie[es]*|expired)$|spam/

const filler =
  /(?:^| )(?:de|d|du|des|la|le|les|l|un|une|a|an|any|the|been|being|ete|etre|s|se|est|en|sur|on|in|has|have|had|is|was|to|me|encore|yet|longer|currently|demandes?|requests?)$/
const denial =
  /(?:^| )(?:not|non|pas|no|nor|ni|jamais|never|sans|without|soft|temp\w*|aucune?|hors|except\w*)$|(?:^| )ne? (?:\w+ )?plus$/
/** Denied by the word right before, articles and the like aside. */
function isDenied(before: string): boolean {
  let rest = before
  for (let left = 5; left > 0 && !denial.test(rest) && filler.test(rest); left -= 1)
    rest = rest.replace(filler, '')
  return denial.test(rest)
}
const answeredNo = /^ ?(?:[=|] )?(?:non?|n|false|faux|0)(?: [=|]|$)/

const wish =
  /(?:^| )(?:souhait\w*|veu[tx]|voudrai\w*|desire\w*|demand\w*|merci|priere|wants?|wish\w*|would like|ask\w*|request\w*|please)(?: (?:a|de|d|to|me|se|s|nous|us|be|etre|the|sa|son|une|an|bien))*$/
const isForWhoever = /^(?:pour|toute?s?|for|any|si|if|to) /
const mayBe =
  /\b(?:possib\w*|peu[tx]|puis|pourr\w*|pouvoir|pouvant|pouvez vous|i can|we can|and can|or can|you can|one can|can be|i may|you may|and may|may be|a tout (?:moment|instant)|n importe quand|any ?time|any moment|liens?|links?|clique\w*|click\w*|pour vous)\b/
const ifSo =
  /\b(?:be|etre|if|si|unless|until|jusqu|tant|sauf|quand|when|once|cas|case|serai\w*|would|might|whether|qui|ancien\w*|formerly|previously|ceux|who|those|listes?|lists?)\b|\b(?:des|les|aux)$/

/** `done`: it is so. `named`: it is spoken of. `possible`: it can be done. */
type Kind = 'denied' | 'done' | 'doubt' | 'named' | 'possible'

function kindOf(word: string, before: string, after: string): Kind {
  const clauseAfter = /^[^|=]*/.exec(after)?.[0] ?? ''
  const wished = wish.exec(before)
  if (isDenied(before) || answeredNo.test(after)) return 'denied'
  if (wished !== null && isDenied(before.slice(0, wished.index))) return 'denied'
  if (wished !== null && !isForWhoever.test(before)) return 'done'
  const isPossible = mayBe.test(`${before} ${clauseAfter}`)
  if (!isPossible && /^ (?:me|moi|us|nous)\b/.test(after)) return 'done'
  if (isDone.test(word) && !ifSo.test(before))
    return before.split(' ').length <= 4 ? 'done' : 'doubt'
  if (isPossible) return 'possible'
  // What is said to be over may be so only on a day to come.
  if (/^expire$/.test(word) && /^ ?(?:$|[|=])/.test(after)) return 'done'
  return ifSo.test(before) || /^(?:expir|termin|ended|suspend|arrete|lapsed|stopped)/.test(word)
    ? 'doubt'
    : 'named'
}

type Found = { kind: Kind; at: number; isOfMail: boolean }

function findingsIn(sentence: string): Found[] {
  const pattern = isOfWithdrawing.test(sentence) ? withdrawals : refusals
  return [...sentence.matchAll(pattern)].map((match) => {
    const [word] = match
    const before = sentence.slice(0, match.index)
    const clause = before.slice(Math.max(before.lastIndexOf('|'), before.lastIndexOf('=')) + 1)
    const kind = kindOf(word, clause.trim(), sentence.slice(match.index + word.length))
    return { kind, at: match.index, isOfMail: isOfRefusing.test(word) }
  })
}

const agreeing =
  /^(?:(?:oui|yes|ok) [|=]? ?)?(?:je|j|i|we|nous) (?:accept\w*|agree|consens|consent|souhait\w*|veux|want|would like|desire|wish|autorise|allow|m abonne|m inscris)\b/
const beginsAgreeing = new RegExp(
  `${agreeing.source}|^(?:oui|yes|ok|d accord|vrai|true|subscri\\w*|abonn\\w*|inscri\\w*|accept\\w*|agree\\w*|accords?|opt(?:ed)? ?in|double opt ?in|single opt ?in|consent\\w*|autoris\\w*|allow\\w*|permission)\\b`,
)
const isAgainIn = /\b(?:re ?inscri|re ?abonn|re ?subscri|opt(?:ed)? back in)/
const isNotAgreeing =
  /^(?:\w+ )?(?:\w+ )?ne? (?:\w+ )?(?:accept|agree|consen|souhait|veu[tx]|desire|autoris)\w* (?:pas|plus|jamais)\b|^(?:je |j )?(?:accepte|souhaite|veux|veut|autorise|consens) pas\b(?! mal)|^(?:\w+ )?(?:do|does|did|has|have|is)? ?(?:not|never|no longer) (?:\w+ )?(?:agree|consent|accept|want|wish|allow)\w*/
const isNotGiven =
  /\b(?:non|not|pas|jamais|never) (?:encore |yet |ete |been )?(?:confirm|valid|verif|donn|given|granted|obtain|obtenu|recu|received|recueill|accord)\w*/
const isAnsweredNo = /(?: [=|]|^(?:opt in|\w+)) (?:non?|false|faux|0)$/
const isPending = /\b(?:attente|pending|unconfirmed|awaiting|aconfirmer)\b/
const isOfPending = /^(?:double |single )?(?:opt|abonn|inscri|consent|subscri)/

const mail = /\b(?:e ?mails?|mails?|courriels?|newsletters?|e ?mailings?|infolettres?)\b/
const others =
  /\b(?:sms|mms|telephon\w*|phones?|tel|calls?|called|appel\w*|courriers?|postal\w*|whatsapp|partenaires?|partners?)\b/
const isLimited =
  /\b(?:sauf|except\w*|but (?:not|no)|mais (?:pas|non|plus))\b|\b(?:to|aux?|les|des|for|pour) (?:sms|mms|calls?|appels?|partenaires|partners)\b/
/** Where messages end up, which is nobody's complaint. */
const isOfSpam = /(?<!\b(?:pas|no|not|sans|anti|aucun)(?: de| des| en| le)? )\bspams?\b/
const isForOneOnly = /\b(?:uniquement|seulement|only)\b/
const leavesDoubt = (sentence: string): boolean =>
  isOfSpam.test(sentence) ||
  isLimited.test(sentence) ||
  (isForOneOnly.test(sentence) && !mail.test(sentence))

/**
 * What a cell of several words says, as far as its words tell.
 * @returns null where a single word does, or none
 */
export function readSentence(cell: string): Said | null {
  const sentence = sentenceOf(cell)
  if (!sentence.includes(' ')) return null
  const found = findingsIn(sentence)
  const has = (kind: Kind) => found.some((one) => one.kind === kind)
  if (has('done')) return isAgainIn.test(sentence) ? 'unknown' : 'refused'
  if (isNotAgreeing.test(sentence)) {
    const isOther = others.test(sentence) && !mail.test(sentence)
    return has('denied') || isOther || / (?:mais|but|sauf|except|spams?) /.test(`${sentence} `)
      ? 'unknown'
      : 'refused'
  }
  const begins = beginsAgreeing.test(sentence)
  if (begins && isAnsweredNo.test(sentence) && found.length === 0) return 'refused'
  if (has('doubt')) return 'unknown'
  if (has('named')) return saidByName(sentence, found, begins)
  if (has('possible')) return begins && !leavesDoubt(sentence) ? 'agreed' : 'unknown'
  if (has('denied')) return saidByDenials(sentence, found)
  if (isPending.test(sentence) && isOfPending.test(sentence)) return 'unconfirmed'
  if (begins) return saidByAgreeing(sentence)
  return isOfSpam.test(sentence) ? 'unknown' : null
}

function saidByName(sentence: string, found: readonly Found[], begins: boolean): Said {
  if (begins) return 'unknown'
  const isFirst = found.some((one) => one.kind === 'named' && one.at === 0)
  return isFirst || sentence.split(' ').length <= 5 ? 'refused' : 'unknown'
}

/** "Unsubscribed: no" and « Ne pas désinscrire » begin as a refusal does, and are none. */
function saidByDenials(sentence: string, found: readonly Found[]): Said | null {
  const [first] = found
  const rest = sentence.slice(0, first?.at ?? 0).trim()
  if (rest === '' || /^(?:ne (?:pas|plus|jamais)|do not) ?\w*$/.test(rest)) return 'unknown'
  const isAll = !/[|=]/.test(sentence) && /^(?:not|never|jamais|pas) ?(?:been|ete|yet)?$/.test(rest)
  return isAll ? 'agreed' : null
}

function saidByAgreeing(sentence: string): Said | null {
  if (isNotGiven.test(sentence)) return others.test(sentence) ? 'unknown' : 'unconfirmed'
  if (leavesDoubt(sentence)) return 'unknown'
  if (/^(?:j accepte|i (?:agree|accept|consent)|je consens)$/.test(sentence)) return 'agreed'
  const isPlain = !/\b(?:not|non|no|pas|jamais|never|plus)\b/.test(sentence)
  return agreeing.test(sentence) &&
    isPlain &&
    (mail.test(sentence) || /recevoir|receive/.test(sentence))
    ? 'agreed'
    : null
}

/** Whether a cell that says nothing for certain speaks of somebody's refusing, and does not deny it. */
export function hintsAtRefusal(cell: string): boolean {
  return findingsIn(sentenceOf(cell)).some(
    ({ kind, isOfMail }) => isOfMail && kind !== 'denied' && kind !== 'possible',
  )
}

const isWeak =
  /^(?:refus|reject|declin|invalid|removed|denied|blocked|bloque|stop|cleaned|nettoye|oppos|dropped)\w*\b/
const isOfBusiness =
  /\b(?:devis|quotes?|quotation|offers?|offre|proposals?|proposition|contrats?|contracts?|deals?|commandes?|orders?|paiements?|payments?|phones?|telephon\w*|tel|mobile|sms|calls?|appels?|rdv|rendez|meetings?|projects?|projets?|factures?|invoices?|prix|prices?|budgets?|paniers?|carts?|demo|trial|essai)\b/
/** "Refus du devis", "Invalid phone number": begins as a refusal does, and is about something else. */
export function isOfOtherMatter(cell: string): boolean {
  const sentence = sentenceOf(cell)
  return isWeak.test(sentence) && isOfBusiness.test(sentence) && !mail.test(sentence)
}

/** "Exclu des campagnes", and not "exclu web": what is exclusive is called the same. */
export const isExcluded = (cell: string): boolean =>
  /^(?:exclue?s?|excluded)(?: [|=]| (?:d|de|du|des|from|of|par|by|le|on|since|depuis|\w+ment|\w+ly|e ?mails?|e?mailings?|newsletters?|campa\w+|\d+)\b|$)/.test(
    sentenceOf(cell),
  )
