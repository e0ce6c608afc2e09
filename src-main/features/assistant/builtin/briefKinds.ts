// What the user's own words about goal and audience come down to: the few kinds the texts differ
// by.
import { foldText } from '#shared/rules/foldText.ts'
import type { CampaignType } from '#shared/contract/generation.contract.ts'

export const goalKinds = ['sell', 'book', 'visit', 'signup', 'reply', 'read'] as const
export type GoalKind = (typeof goalKinds)[number]

// Words without accents, French and English; the first kind that is meant counts.
const goals: readonly (readonly [GoalKind, RegExp])[] = [
  [
    'book',
    /rendez-?vous|\brdv\b|appel|reserv|devis|consultation|\bbook|appointment|\bcall\b|quote|meeting/,
  ],
  ['signup', /inscri|abonn|adhe|particip|rejoindre|sign ?up|subscri|register|join|enrol|attend/],
  [
    'visit',
    /visit|boutique|magasin|passer|venir|\bshop\b|\bstore\b|in person|footfall|come (in|by)/,
  ],
  [
    'reply',
    /avis|repon|retour|temoign|question|echang|fidelis|repl|feedback|review|opinion|survey|loyal|conversation/,
  ],
  [
    'sell',
    /vend|vente|achat|achet|command|offre|promo|sold|chiffre|destock|\bsell|sales?\b|\bbuy|purchas|order|revenue|offer|clear/,
  ],
  [
    'read',
    /inform|lire|decouvr|connaitre|notori|appren|annonc|faire savoir|read|learn|discover|aware|announce|visib/,
  ],
]
const usual: Record<CampaignType, GoalKind> = {
  newsletter: 'read',
  promotional: 'sell',
  announcement: 'read',
  educational: 'reply',
}

export const goalOf = (goal: string, campaignType: CampaignType): GoalKind =>
  kindIn(goals, goal) ?? usual[campaignType]
/** Null if the words say nothing known. */
export const statedGoal = (goal: string): GoalKind | null => kindIn(goals, goal)

const months =
  'janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|january|february|march|april|june|july|august|september|october|november|december'
const when = new RegExp(
  `\\b\\d{1,2}(?:er|st|nd|rd|th)? ?(?:${months}|may)\\b|\\b(?:${months})\\b|\\bmay \\d|\\b\\d{1,2}/\\d{2}\\b|\\b\\d{4}-\\d{2}`,
)
/** The topic names a date or a month itself. */
export const saysWhen = (topic: string): boolean => when.test(foldText(topic))

export const audienceKinds = [
  'businesses',
  'customers',
  'prospects',
  'families',
  'everybody',
] as const
export type AudienceKind = (typeof audienceKinds)[number]
const audiences: readonly (readonly [AudienceKind, RegExp])[] = [
  [
    'businesses',
    /entreprise|artisan|professionn|\bpro\b|\bpros\b|b2b|gerant|dirigeant|commer[cç]ant|\btpe\b|\bpme\b|independant|compan|business|manager|owner|freelanc|trades/,
  ],
  [
    'customers',
    /client|habitue|fidel|abonne|membre|adherent|ancien|customer|member|regular|loyal|subscriber|existing/,
  ],
  ['families', /famill|parent|enfant|maman|papa|couple|famil|child|kids|mother|father/],
  ['prospects', /prospect|nouveau|curieu|hesit|interess|\blead|new people|interested|visitor/],
]
export const audienceOf = (audience: string): AudienceKind =>
  kindIn(audiences, audience) ?? 'everybody'

function kindIn<Kind>(kinds: readonly (readonly [Kind, RegExp])[], words: string): Kind | null {
  const plain = foldText(words)
  return kinds.find(([, pattern]) => pattern.test(plain))?.[0] ?? null
}
