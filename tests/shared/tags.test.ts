// A tag is one whatever its case and the Unicode form of its accents.
import { describe, expect, it } from 'vitest'
import { distinctTags, tagKey, tidyTag } from '#shared/rules/tags.ts'

describe('tags', () => {
  it.each([
    ['été', 'e\u0301te\u0301'],
    ['été', 'Été'],
    ['été', 'ÉTÉ '],
    ['été', '\u200bété\ufeff'],
    ['salon 2024', 'Salon\u00a02024'],
    ['l’été', "L'Été"],
    ['B2B-pro', 'b2b‑PRO'],
    ['straße', 'STRASSE'],
    ['œuvre', 'ŒUVRE'],
    ['ΟΔΟΣ', 'οδος'],
  ])('%j and %j are one', (one, other) => {
    expect(tagKey(one)).toBe(tagKey(other))
    expect(distinctTags([one, other])).toEqual([tidyTag(one)])
  })

  it.each([
    ['côté', 'cote'],
    ['été', 'ete'],
    ['a b', 'ab'],
  ])('%j and %j are two', (one, other) => {
    expect(distinctTags([one, other])).toEqual([one, other])
  })

  it('keeps the first spelling, composed and tidy', () => {
    expect(distinctTags(['  e\u0301te\u0301  2024 ', 'ÉTÉ 2024', '\u200b'])).toEqual(['été 2024'])
  })
})
