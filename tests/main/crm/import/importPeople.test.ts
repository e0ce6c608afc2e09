// The people of a file, kept as bytes, answer as a map of objects would: many of them, long keys,
// keys of any letters.
import { describe, expect, it } from 'vitest'
import { createPeople } from '#main/features/crm/import/people/importPeople.ts'

describe('the people of a file', () => {
  it('are known by what was said of them last, as in a map, however many they are', () => {
    const people = createPeople()
    const model = new Map<string, number>()
    const keyOf = (at: number) =>
      at % 7 === 0 ? `#\n${at}` : `prénom${at % 40_000}.${'é'.repeat(at % 50)}@exemple${at % 3}.fr`
    for (let at = 0; at < 120_000; at += 1) {
      const key = keyOf(at)
      expect(people.knownBy(key)?.number).toBe(model.get(key))
      const person = people.add(at + 1)
      people.know(person, key)
      model.set(key, person.number)
    }
    for (const [key, number] of model)
      expect(people.knownBy(key)).toMatchObject({ number, id: number + 1 })
    expect(people.knownBy('nobody@exemple.fr')).toBeNull()
  })

  it('keep the first address and identifier that were told, and are found by the others too', () => {
    const people = createPeople()
    const somebody = people.add(0)
    expect(somebody).toEqual({ number: 0, id: 0, identifier: null, address: null })
    people.knowAddress(somebody, 'zoé@exemple.fr')
    people.knowAddress(somebody, 'autre@exemple.fr')
    people.identify(somebody, 12)
    people.identify(somebody, '12')
    const known = { number: 0, id: 0, identifier: 12, address: 'zoé@exemple.fr' }
    expect(people.knownBy('zoé@exemple.fr')).toEqual(known)
    expect(people.knownBy('autre@exemple.fr')).toEqual(known)
  })

  it('are told apart by keys of any length, which differ at their very end', () => {
    const people = createPeople()
    const lengths = [1, 999, 1_000, 1_001, 50_000, 2_000_000]
    const keys = lengths.flatMap((length) =>
      ['a', 'b', '語'].map((end) => 'x'.repeat(length) + end),
    )
    for (const [at, key] of keys.entries()) people.know(people.add(at + 1), key)
    expect(keys.map((key) => people.knownBy(key)?.id)).toEqual(keys.map((_, at) => at + 1))
  })
})
