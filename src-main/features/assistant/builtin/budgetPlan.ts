// How a budget might be spent: rules of thumb named as advice, never as measurements. The amounts
// sum exactly to the budget.
import type { FunnelType } from '#shared/contract/funnels.contract.ts'
import type { BudgetLine } from '#shared/contract/generation.contract.ts'
import type { Language } from '#shared/contract/settings.contract.ts'

type Post = BudgetLine['post']
type Share = readonly [post: Post, parts: number]

/** Below this, in units of the currency, spreading the money would waste it. */
const tiny = 50
const small = 300

/**
 * What people look for by themselves is found by search; what they did not know of is met in their
 * feeds.
 */
const shares: Record<FunnelType, readonly Share[]> = {
  lead_magnet: [
    ['social_ads', 45],
    ['search_ads', 20],
    ['creation', 20],
    ['reserve', 15],
  ],
  webinar: [
    ['social_ads', 50],
    ['creation', 15],
    ['tools', 15],
    ['reserve', 20],
  ],
  product: [
    ['social_ads', 35],
    ['search_ads', 30],
    ['creation', 20],
    ['reserve', 15],
  ],
  service: [
    ['search_ads', 45],
    ['local', 25],
    ['creation', 15],
    ['reserve', 15],
  ],
  consultation: [
    ['search_ads', 40],
    ['social_ads', 25],
    ['creation', 15],
    ['reserve', 20],
  ],
  membership: [
    ['social_ads', 40],
    ['creation', 25],
    ['local', 15],
    ['reserve', 20],
  ],
  other: [
    ['local', 40],
    ['social_ads', 30],
    ['creation', 15],
    ['reserve', 15],
  ],
}

export function budgetPlan(
  budget: number,
  funnelType: FunnelType,
  language: Language,
): BudgetLine[] {
  const words = advice[language]
  if (budget <= 0)
    return (['local', 'creation', 'tools'] as const).map((post) => ({
      post,
      amount: 0,
      advice: words.free[post],
    }))
  if (budget < tiny) return [{ post: 'local', amount: budget, advice: words.tiny }]
  const [first = ['local', 100]] = shares[funnelType]
  const parts: readonly Share[] =
    budget < small
      ? [
          [first[0], 80],
          ['reserve', 20],
        ]
      : shares[funnelType]
  return split(budget, parts).map(([post, amount]) => ({ post, amount, advice: words.posts[post] }))
}

/**
 * Whole units for all but the last, which takes what is left: nothing is lost to rounding. Counted
 * in cents, where sums are exact.
 */
function split(budget: number, parts: readonly Share[]): [Post, number][] {
  const cents = Math.round(budget * 100)
  let left = cents
  return parts.map(([post, share], index) => {
    const own = index === parts.length - 1 ? left : Math.floor((cents * share) / 10_000) * 100
    left -= own
    return [post, own / 100]
  })
}

type Advice = {
  posts: Record<Post, string>
  free: Record<'local' | 'creation' | 'tools', string>
  tiny: string
}
const advice: Record<Language, Advice> = {
  fr: {
    posts: {
      search_ads:
        'Annonces dans les moteurs de recherche, sur peu de mots précis et dans votre zone. Arrêtez les mots qui n’amènent personne après deux semaines.',
      social_ads:
        'Deux visuels, un seul public, une seule page d’arrivée. Gardez le meilleur après une semaine.',
      local:
        'Affiches, cartes et partenaires de votre rue ou de votre métier, avec l’adresse de la page.',
      creation:
        'Quelques bonnes photos, ou une courte vidéo au téléphone. Elles resservent partout.',
      tools:
        'Un service de visioconférence ou un support d’enregistrement, si vous n’en avez pas déjà.',
      reserve:
        'À garder : vous saurez où le mettre quand les premières visites auront été comptées.',
    },
    free: {
      local:
        'Donnez l’adresse de la page à chaque client, à la caisse, au téléphone et au bas de vos devis.',
      creation:
        'Photographiez votre travail au téléphone, à la lumière du jour : trois photos suffisent.',
      tools: 'Écrivez à vos contacts qui ont accepté de vous lire : c’est votre meilleur public.',
    },
    tiny: 'Trop peu pour de la publicité en ligne. Faites imprimer des cartes avec l’adresse de la page, et remettez-les en main propre.',
  },
  en: {
    posts: {
      search_ads:
        'Ads in search engines, on a few precise words and in your area. Stop the words that bring nobody after two weeks.',
      social_ads: 'Two pictures, one audience, one landing page. Keep the better one after a week.',
      local: 'Posters, cards and partners in your street or trade, with the address of the page.',
      creation: 'A few good photos, or a short video made with a telephone. They serve everywhere.',
      tools: 'A video call service or something to record with, if you have none yet.',
      reserve: 'Keep it: you will know where to put it once the first visits have been counted.',
    },
    free: {
      local:
        'Give the address of the page to every customer, at the till, on the telephone and at the foot of your quotes.',
      creation: 'Photograph your work with your telephone, in daylight: three photos are enough.',
      tools:
        'Write to those of your contacts who agreed to hear from you: they are your best audience.',
    },
    tiny: 'Too little for online ads. Have cards printed with the address of the page and hand them out in person.',
  },
}
