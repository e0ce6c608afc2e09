// How a budget might be spent: rules of thumb named as advice, never as measurements. The amounts
// sum exactly to the budget.
import type { FunnelType } from '#shared/contract/funnels.contract.ts'
import type { BudgetLine } from '#shared/contract/generation.contract.ts'
import type { Language } from '#shared/contract/settings.contract.ts'
import { budgetAdviceIn, freePosts } from './budgetAdvice.ts'

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
  const words = budgetAdviceIn(language)
  if (budget <= 0)
    return freePosts.map((post) => ({
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
