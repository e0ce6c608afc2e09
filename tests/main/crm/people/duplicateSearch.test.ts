// Duplicates found through indexes are those that comparing everybody with everybody finds.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  comparedLead,
  isSimilar,
  matchOf,
  type ComparedLead,
  type LeadToCompare,
} from '#main/features/crm/duplicates/comparedLead.ts'
import { maxMerged } from '#shared/contract/crm/bulk.ts'
import {
  createDuplicateSearch,
  groupsOf,
  maxSharers,
  pairKey,
  type FoundPair,
} from '#main/features/crm/duplicates/findDuplicates.ts'

const maybe = <T>(values: T[]) => fc.constantFrom<(T | null)[]>(null, ...values)
const phones = ['06 12 34 56 78', '+33 6 12 34 56 78', '0033612345678', '01 98 76 54 32', '12']
const addresses = ['lea@exemple.fr', 'lea+promo@exemple.fr', 'l.ea@gmail.com', 'lea@googlemail.com']
const point = (values: string[]) =>
  fc
    .array(fc.constantFrom(...values), { maxLength: 2 })
    .map((list) => list.map((value) => ({ value, label: null })))
const person = fc.record({
  firstName: maybe(['Léa', 'Lea', 'Martin', 'Jean-Luc']),
  lastName: maybe(['Martin', 'Martins', 'Léa', 'Dupont', 'Dupond']),
  company: maybe(['Fleurs SARL', 'Fleurs', 'Fleur', 'Garage Dupont', 'Garage Dupond', 'SARL']),
  email: maybe(addresses),
  phone: maybe(phones),
  contactPoints: fc
    .record({ emails: point(addresses), phones: point(phones) })
    .map((points) => JSON.stringify(points)),
  otherData: fc.constantFrom(
    '{}',
    '{"E-mail (2)":"Lea@Exemple.fr"}',
    '{"Note":"lea@exemple.fr ?"}',
    '{"Commercial":"lea@exemple.fr"}',
  ),
})
const people = fc
  .array(person, { maxLength: 30 })
  .map((list) => list.map((one, index) => comparedLead({ ...one, id: index + 1 }, 'FR')))

function naivePairs(leads: ComparedLead[]): FoundPair[] {
  const sharers = (value: string) =>
    leads.filter(({ addresses, phones }) => [...addresses, ...phones].includes(value)).length
  return leads.flatMap((one, index) =>
    leads.slice(index + 1).flatMap((other) => {
      const match = matchOf(one, other, (value) => sharers(value) > maxSharers)
      return match === null ? [] : [{ ...match, one: one.id, other: other.id }]
    }),
  )
}
function foundPairs(leads: ComparedLead[]) {
  const search = createDuplicateSearch()
  for (const lead of leads) search.add(lead)
  return search.pairs((id) => leads.find((lead) => lead.id === id) ?? null)
}
const sorted = (pairs: FoundPair[]) => pairs.toSorted((a, b) => a.one - b.one || a.other - b.other)

describe('the search for duplicates', () => {
  it('finds what comparing everybody with everybody finds, and nothing else', () => {
    fc.assert(
      fc.property(people, (leads) => {
        const { pairs, isComplete } = foundPairs(leads)
        expect(isComplete).toBe(true)
        expect(sorted(pairs)).toEqual(sorted(naivePairs(leads)))
      }),
      { numRuns: 100 },
    )
  })

  it('never puts two people into one group who are said to be different, nor one into two', () => {
    fc.assert(
      fc.property(people, fc.array(fc.tuple(fc.nat(39), fc.nat(39))), (leads, said) => {
        const different = new Set(said.map(([one, other]) => pairKey(one + 1, other + 1)))
        const groups = groupsOf(naivePairs(leads), different)
        const all = groups.flatMap(({ ids }) => ids)
        expect(new Set(all).size).toBe(all.length)
        for (const { ids } of groups)
          for (const one of ids)
            for (const other of ids)
              if (one !== other) expect(different.has(pairKey(one, other))).toBe(false)
      }),
      { numRuns: 100 },
    )
  })

  it('tells a slip of the finger from another name, whichever is asked first', () => {
    expect(isSimilar('dupont', 'dupond')).toBe(true)
    expect(isSimilar('garage dupont', 'garage dpuont')).toBe(true)
    expect(isSimilar('lea', 'leo')).toBe(false)
    expect(isSimilar('martin', 'durand')).toBe(false)
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (one, other) => {
        expect(isSimilar(one, other)).toBe(isSimilar(other, one))
      }),
    )
  })

  it('takes a number that many share for a switchboard’s', () => {
    const leads = many(maxSharers + 1, () => ({ phone: '01 98 76 54 32' }))
    expect(foundPairs(leads).pairs).toEqual([])
    expect(foundPairs(leads.slice(1)).pairs.length).toBeGreaterThan(0)
  })

  it('takes no other number for a switchboard’s because two of its people have it', () => {
    const [switchboard, own] = ['01 98 76 54 32', '06 12 34 56 78']
    const leads = many(maxSharers + 1, (index) =>
      index < 2
        ? { phone: switchboard, contactPoints: pointsOf({ phones: [own] }) }
        : { phone: switchboard },
    )
    expect(foundPairs(leads).pairs).toMatchObject([{ one: 1, other: 2, reasons: ['phone'] }])
  })

  it('takes an address of other data for the person’s only under a title of addresses', () => {
    const known = (otherData: object) =>
      foundPairs(many(2, () => ({ otherData: JSON.stringify(otherData) }))).pairs
    expect(known({ Commercial: 'paul@maboite.fr' })).toEqual([])
    expect(known({ 'E-mail (2)': 'paul@maboite.fr' })).toMatchObject([{ reasons: ['address'] }])
  })

  it('is never certain of an address that one of the two has in other data only', () => {
    const beside = { otherData: '{"E-mail du commercial":"paul@maboite.fr"}' }
    const own = { email: 'paul@maboite.fr' }
    const isCertain = (one: object, other: object) =>
      foundPairs(many(2, (index) => (index === 0 ? one : other))).pairs.map(
        (pair) => pair.isCertain,
      )
    expect(isCertain(beside, beside)).toEqual([false])
    expect(isCertain(own, beside)).toEqual([false])
    expect(isCertain(beside, own)).toEqual([false])
    expect(isCertain(own, { contactPoints: pointsOf({ emails: ['paul@maboite.fr'] }) })).toEqual([
      true,
    ])
  })

  it('says nothing of an address that many have', () => {
    const otherData = '{"E-mail du commercial":"paul@maboite.fr"}'
    expect(foundPairs(many(maxSharers + 1, () => ({ otherData }))).pairs).toEqual([])
    expect(foundPairs(many(maxSharers, () => ({ otherData }))).pairs).not.toEqual([])
  })

  it('takes two without a name at one company for two', () => {
    expect(foundPairs(many(2, () => ({ firstName: null, company: 'Fleurs' }))).pairs).toEqual([])
  })

  it('puts as many into a group as a merge joins, and no more', () => {
    const leads = Array.from({ length: maxMerged + 2 }, (_, index) => index + 1)
    const pairs = leads
      .slice(1)
      .map((other) => ({ one: 1, other, reasons: ['address' as const], isCertain: true }))
    expect(groupsOf(pairs, new Set()).map(({ ids }) => ids.length)).toEqual([maxMerged + 1])
  })

  it('ends early where it is cancelled', () => {
    const search = createDuplicateSearch()
    const leads = many(2, () => ({ email: 'lea@exemple.fr' }))
    for (const lead of leads) search.add(lead)
    const leadOf = (id: number) => leads.find((lead) => lead.id === id) ?? null
    expect(search.pairs(leadOf, () => true)).toEqual({ pairs: [], isComplete: false })
  })
})

const pointsOf = (points: { emails?: string[]; phones?: string[] }): string =>
  JSON.stringify(
    Object.fromEntries(
      Object.entries(points).map(([kind, values]) => [
        kind,
        values.map((value) => ({ value, label: null })),
      ]),
    ),
  )

/** So many people of other names, with what is said of each. */
const many = (count: number, of: (index: number) => Partial<LeadToCompare>): ComparedLead[] =>
  Array.from({ length: count }, (_, index) =>
    comparedLead(
      {
        ...{ id: index + 1, firstName: `Nom${index}`, lastName: null, company: null },
        ...{ email: null, phone: null, contactPoints: '{}', otherData: '{}' },
        ...of(index),
      },
      'FR',
    ),
  )
