// What follows from the results of an ad campaign: click rate, cost of a click, cost of a
// conversion.

/** Results as entered or imported; null is "not known". `spent` is in the business's currency. */
export type AdResults = {
  impressions: number | null
  clicks: number | null
  conversions: number | null
  spent: number | null
}
export type AdFigures = { ctr: number | null; cpc: number | null; cpa: number | null }

/**
 * Null if a part is not known or the divisor is 0. `ctr` in percent with two decimals; costs
 * rounded to cents.
 */
export function adFigures({ impressions, clicks, conversions, spent }: AdResults): AdFigures {
  const share = quotient(clicks, impressions)
  return {
    ctr: share === null ? null : toCents(share * 100),
    cpc: cost(spent, clicks),
    cpa: cost(spent, conversions),
  }
}

const toCents = (value: number): number => Math.round(value * 100) / 100

function cost(spent: number | null, count: number | null): number | null {
  const value = quotient(spent, count)
  return value === null ? null : toCents(value)
}

function quotient(dividend: number | null, divisor: number | null): number | null {
  return dividend === null || divisor === null || divisor === 0 ? null : dividend / divisor
}
