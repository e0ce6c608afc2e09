// One folding for search, order and slugs: letters that do not decompose, every apostrophe, hyphen
// and space, and the scripts that are left as they are.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareTexts, foldText, foldedWords, slugText } from '#shared/rules/foldText.ts'

describe('foldText', () => {
  it.each([
    ['cœur', 'coeur'],
    ['CŒUR', 'coeur'],
    ['Lætitia', 'laetitia'],
    ['Straße', 'strasse'],
    ['STRAẞE', 'strasse'],
    ['Łódź', 'lodz'],
    ['Søren Đặng', 'soren dang'],
    ['Guðmundur Þór', 'gudmundur thor'],
    ['İstanbul', 'istanbul'],
    ['Işık', 'isik'],
    ['paraŀlel', 'parallel'],
    ['paral·lel', 'parallel'],
    ['Ŋgɔ', 'ngo'],
    ['oﬃce ﬁn', 'office fin'],
    ['Ａｂ１２', 'ab12'],
    ['Ǆungla', 'dzungla'],
    ['e\u0301te\u0301', 'ete'],
    ['Nguyễn Thị Ơn', 'nguyen thi on'],
    ['L’Oréal', "l'oreal"],
    ['Lʼoréal', "l'oreal"],
    ['L´Oréal', "l'oreal"],
    ['Jean‑Luc', 'jean-luc'],
    ['Jean – Luc', 'jean - luc'],
    ['Le\u00a0Goff\u202fYann', 'le goff yann'],
    ['  deux   espaces ', 'deux espaces'],
    ['soft\u00adhyphen \u200bzero\ufeff', 'softhyphen zero'],
    ['Йога', 'йога'],
    ['ИВАНОВ', 'иванов'],
    ['ΟΔΟΣ', 'οδοσ'],
    ['Άλφα', 'άλφα'],
    ['김철수', '김철수'],
  ])('folds %j to %j', (text, folded) => {
    expect(foldText(text)).toBe(folded)
  })

  it('keeps apart letters that are others in their script', () => {
    expect(foldText('й')).not.toBe(foldText('и'))
  })

  it('takes no other way with Western letters than with all others', () => {
    const western = Array.from({ length: 224 }, (_, index) => String.fromCharCode(index + 32))
    const texts = fc.array(fc.constantFrom(...western)).map((letters) => letters.join(''))
    fc.assert(
      fc.property(texts, (text) => {
        // A Polish letter at the end takes the whole text the long way.
        expect(`${foldText(`${text}x`)}l`).toBe(foldText(`${text}xł`))
      }),
    )
    for (const letter of western)
      expect(`${foldText(`${letter}x`)}l`, letter).toBe(foldText(`${letter}xł`))
  })

  it('changes nothing when it is applied again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(foldText(foldText(text))).toBe(foldText(text))
      }),
    )
  })

  it('takes the composed and the decomposed form of any text for one', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(foldText(text.normalize('NFD'))).toBe(foldText(text.normalize('NFC')))
      }),
    )
  })
})

it('sorts as a French reader expects', () => {
  const names = ['Zoé', 'Œuvre', 'Ofner', 'émile', 'Emma', 'Éric', 'Łukasz', 'Lucas', 'Ødegaard']
  expect(names.toSorted(compareTexts)).toEqual([
    'émile',
    'Emma',
    'Éric',
    'Lucas',
    'Łukasz',
    'Ødegaard',
    'Œuvre',
    'Ofner',
    'Zoé',
  ])
})

it('takes words apart at everything that is no letter and no digit', () => {
  expect(foldedWords('Saint‑Étienne, l’Œuvre (2)')).toEqual([
    'saint',
    'etienne',
    'l',
    'oeuvre',
    '2',
  ])
})

it.each([
  ['Mes 3 Étés !', 'mes-3-etes'],
  ['Cœur de ville', 'coeur-de-ville'],
  ['Straße & Łódź', 'strasse-lodz'],
  ['L’été à la plage', 'l-ete-a-la-plage'],
  ['Ǽon', 'aeon'],
  ['김', ''],
  ['abc def', 'abc-def'],
])('makes of %j the slug %j', (name, slug) => {
  expect(slugText(name, 60)).toBe(slug)
})

it('cuts a slug without leaving a hyphen behind', () => {
  expect(slugText('abcd efgh', 5)).toBe('abcd')
})
