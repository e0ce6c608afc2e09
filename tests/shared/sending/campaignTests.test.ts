// The split of a test, and what its answers say: against formulas, and against simulated audiences.
import { describe, expect, it } from 'vitest'
import { expectedTested, testedVariant } from '#shared/rules/sending/testSplit.ts'
import { judgeTest, probabilityOfB } from '#shared/rules/sending/testVerdict.ts'

/** Numbers from 0 to 1, the same each time (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let value = Math.imul(state ^ (state >>> 15), 1 | state)
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32
  }
}

describe('the split of a test', () => {
  const people = Array.from({ length: 20_000 }, (_, index) => index + 1)
  const split = (campaign: string, share: number) =>
    people.map((id) => testedVariant(campaign, id, share))

  it('takes the share that was asked for, half of it each version', () => {
    for (const share of [5, 20, 50, 90]) {
      const all = split('7-k3x', share)
      const [a, b] = ['A', 'B'].map((one) => all.filter((variant) => variant === one).length)
      const each = expectedTested(people.length, share) / 2
      // Five standard deviations of a fair draw.
      const near = 5 * Math.sqrt(each)
      expect(Math.abs((a ?? 0) - each)).toBeLessThan(near)
      expect(Math.abs((b ?? 0) - each)).toBeLessThan(near)
    }
  })

  it('gives the same answer each time, and another for another campaign', () => {
    const first = split('7-k3x', 50)
    expect(split('7-k3x', 50)).toEqual(first)
    const other = split('8-k3x', 50)
    const both = first.filter((one, index) => one === 'A' && other[index] === 'A').length
    // A quarter of a quarter, as two fair draws would.
    expect(Math.abs(both / people.length - 1 / 16)).toBeLessThan(0.01)
  })
})

describe('the probability that B does better', () => {
  it('is unknown before a message of each was accepted', () => {
    expect(probabilityOfB({ accepted: 0, answered: 0 }, { accepted: 9, answered: 3 })).toBeNull()
    expect(probabilityOfB({ accepted: 9, answered: 3 }, { accepted: 0, answered: 0 })).toBeNull()
    expect(judgeTest({ accepted: 0, answered: 0 }, { accepted: 0, answered: 0 })).toEqual({
      evidence: 'none',
      leading: null,
      probability: null,
    })
  })

  it('is what can be worked out by hand', () => {
    // Beta(1, 2) against Beta(2, 1): ∫ 2(1 − p) · (1 − p²) dp = 5/6.
    const [none, one] = [
      { accepted: 1, answered: 0 },
      { accepted: 1, answered: 1 },
    ]
    expect(probabilityOfB(none, one)).toBeCloseTo(5 / 6, 12)
    expect(probabilityOfB(one, none)).toBeCloseTo(1 / 6, 12)
    expect(probabilityOfB(one, one)).toBeCloseTo(1 / 2, 12)
  })

  it('agrees with the integral, and with itself the other way round', () => {
    const cases = [
      [40, 3, 44, 9],
      [500, 20, 480, 31],
      [1000, 0, 1000, 4],
    ] as const
    for (const [n, k, m, l] of cases) {
      const [a, b] = [
        { accepted: n, answered: k },
        { accepted: m, answered: l },
      ]
      const exact = probabilityOfB(a, b) ?? Number.NaN
      expect(exact).toBeCloseTo(integral(n, k, m, l), 5)
      expect(exact + (probabilityOfB(b, a) ?? Number.NaN)).toBeCloseTo(1, 10)
    }
  })

  it('stays a number for a hundred thousand people', () => {
    const [a, b] = [
      { accepted: 100_000, answered: 40_000 },
      { accepted: 100_000, answered: 39_900 },
    ]
    // Near a normal difference of 0.001 with a deviation of 0.00219.
    expect(probabilityOfB(a, b)).toBeCloseTo(0.324, 2)
  })
})

describe('the verdict', () => {
  it('says in so many words that few answers say nothing', () => {
    expect(judgeTest({ accepted: 50, answered: 1 }, { accepted: 50, answered: 2 })).toMatchObject({
      evidence: 'unclear',
      leading: 'B',
    })
    expect(judgeTest({ accepted: 50, answered: 0 }, { accepted: 50, answered: 0 })).toMatchObject({
      evidence: 'unclear',
      leading: null,
    })
    expect(judgeTest({ accepted: 50, answered: 9 }, { accepted: 50, answered: 1 })).toMatchObject({
      evidence: 'clear',
      leading: 'A',
    })
  })

  it.each([
    ['of any rate', 11, 60, 0, 1],
    ['as campaigns have them', 12, 400, 0.01, 0.12],
  ])(
    'names the better version as often as it says, for rates %s',
    (_, seed, people, least, most) => {
      const random = seeded(seed)
      const rate = () => least + (most - least) * random()
      const answers = (of: number) => {
        let answered = 0
        for (let person = 0; person < people; person += 1) if (random() < of) answered += 1
        return { accepted: people, answered }
      }
      const runs = Array.from({ length: 2_000 }, () => {
        const [a, b] = [rate(), rate()]
        const { leading, probability } = judgeTest(answers(a), answers(b))
        return { isRight: leading === (b > a ? 'B' : 'A'), leading, said: probability ?? 0 }
      }).filter(({ leading }) => leading !== null)
      const mean = (values: number[]) => values.reduce((sum, one) => sum + one, 0) / values.length
      const off = (some: typeof runs) =>
        Math.abs(mean(some.map(({ said }) => said)) - mean(some.map((one) => Number(one.isRight))))
      expect(off(runs)).toBeLessThan(0.03)
      // Where it is sure of itself, too: that is what the rest is sent by.
      expect(off(runs.filter(({ said }) => said >= 0.9))).toBeLessThan(0.03)
      expect(off(runs.filter(({ said }) => said < 0.9))).toBeLessThan(0.06)
    },
  )
})

/** P(B > A) by adding up thin slices. */
function integral(n: number, k: number, m: number, l: number): number {
  const steps = 40_000
  const density = (size: number, answered: number) => {
    const logs = Array.from({ length: steps }, (_, index) => {
      const p = (index + 0.5) / steps
      return answered * Math.log(p) + (size - answered) * Math.log(1 - p)
    })
    const top = logs.reduce((most, one) => Math.max(most, one), -Infinity)
    const weights = logs.map((one) => Math.exp(one - top))
    const sum = weights.reduce((total, one) => total + one, 0)
    return weights.map((one) => one / sum)
  }
  const [a, b] = [density(n, k), density(m, l)]
  let below = 0
  let total = 0
  for (let index = 0; index < steps; index += 1) {
    total += (b[index] ?? 0) * (below + (a[index] ?? 0) / 2)
    below += a[index] ?? 0
  }
  return total
}
