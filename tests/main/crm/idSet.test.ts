// Sets of lead numbers against sets of JavaScript.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addListed,
  emptySet,
  idsIn,
  inBoth,
  inEither,
  inFirstOnly,
  isIn,
  sizeOf,
} from '#main/features/crm/filters/idSet.ts'

const highest = 200
const ids = fc.uniqueArray(fc.integer({ min: 1, max: highest }))
const setOf = (list: number[]) => {
  const set = emptySet(highest)
  addListed(set, Buffer.from(JSON.stringify(list)))
  return set
}
const sorted = (list: Iterable<number>) => [...list].toSorted((one, other) => one - other)

describe('a set of numbers', () => {
  it('holds what the list says, and counts it', () => {
    fc.assert(
      fc.property(ids, (list) => {
        const set = setOf(list)
        expect(idsIn(set)).toEqual(sorted(list))
        expect(sizeOf(set)).toBe(list.length)
        for (let id = 0; id <= highest; id += 1) expect(isIn(set, id)).toBe(list.includes(id))
      }),
    )
  })

  it('meets another as sets do', () => {
    fc.assert(
      fc.property(ids, ids, (one, other) => {
        const [left, right] = [setOf(one), setOf(other)]
        const shared = one.filter((id) => other.includes(id))
        expect(idsIn(inBoth(left, right))).toEqual(sorted(shared))
        expect(idsIn(inEither(left, right))).toEqual(sorted(new Set([...one, ...other])))
        expect(idsIn(inFirstOnly(left, right))).toEqual(
          sorted(one.filter((id) => !other.includes(id))),
        )
      }),
    )
  })

  it('leaves out numbers beyond the highest, and is empty for an empty list', () => {
    const set = setOf([3, 100_000])
    expect(idsIn(set)).toEqual([3])
    expect(isIn(set, 100_000)).toBe(false)
    expect(idsIn(setOf([]))).toEqual([])
  })
})
