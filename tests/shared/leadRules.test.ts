// Score and conversion.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mapLeadFields } from '#shared/leadFields/leadFields.ts'
import { leadScore, scorePoints, type ScoredLead } from '#shared/rules/leadScore.ts'
import { conversionRate } from '#shared/leadFields/leadStatus.ts'

const now = Date.parse('2026-11-22T12:00:00Z')
const day = 24 * 60 * 60 * 1000
const nothing = () => null
const nobody: ScoredLead = {
  ...mapLeadFields({
    line: nothing,
    phone: nothing,
    email: nothing,
    text: nothing,
    stage: () => 'new' as const,
    money: () => 0,
    tags: () => [],
  }),
  lastContactAt: null,
  interactionCount: 0,
}

describe('leadScore', () => {
  it('gives nothing for nothing', () => {
    expect(leadScore(nobody, now)).toBe(0)
  })

  it('adds the points it lists', () => {
    const lead = {
      ...nobody,
      firstName: 'Léa',
      lastName: 'Roux',
      phone: '06',
      company: 'X',
      estimatedValue: 10,
      interactionCount: 2,
    }
    expect(scorePoints(lead, now).filter((point) => point.points > 0)).toEqual([
      { criterion: 'full_name', points: 10, most: 10 },
      { criterion: 'phone', points: 10, most: 10 },
      { criterion: 'company', points: 15, most: 15 },
      { criterion: 'interactions', points: 10, most: 30 },
      { criterion: 'value', points: 20, most: 20 },
    ])
    expect(leadScore(lead, now)).toBe(65)
  })

  it('lets a contact grow old', () => {
    const at = (days: number) => leadScore({ ...nobody, lastContactAt: now - days * day }, now)
    expect([at(0), at(6.9), at(7), at(29.9), at(30)]).toEqual([15, 15, 10, 10, 0])
  })

  it('stays between 0 and 100', () => {
    const full = {
      ...nobody,
      firstName: 'a',
      lastName: 'b',
      phone: '1',
      company: 'c',
      jobTitle: 'd',
      estimatedValue: 1,
      lastContactAt: now,
    }
    fc.assert(
      fc.property(
        fc.nat(),
        (interactionCount) => leadScore({ ...full, interactionCount }, now) <= 100,
      ),
    )
    expect(leadScore({ ...full, interactionCount: 99 }, now)).toBe(100)
  })
})

describe('conversionRate', () => {
  it('is a percentage with one decimal, and 0 of nothing', () => {
    expect([conversionRate(0, 0), conversionRate(1, 3), conversionRate(3, 3)]).toEqual([
      0, 33.3, 100,
    ])
  })
})
