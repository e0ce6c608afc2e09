// French spaces and apostrophes: where they belong, and where a text is no French.
import { expect, it } from 'vitest'
import { frenchTypography, withFrenchSpaces } from '#shared/rules/frenchTypography.ts'

it.each([
  ['Vraiment ?', 'Vraiment\u202f?'],
  ['« Oui » ; non !', '«\u202fOui\u202f»\u202f; non\u202f!'],
  ['Prix : 12 € ou 5 %', 'Prix\u00a0: 12\u00a0€ ou 5\u202f%'],
  ['**Jusqu’au :** mai', '**Jusqu’au\u00a0:** mai'],
  ["l'été d'Anne", 'l’été d’Anne'],
])('%s', (typed, set) => {
  expect(frenchTypography(typed)).toBe(set)
  expect(frenchTypography(set)).toBe(set)
})

it.each([
  '10:30',
  'https://a.example/?a=1;b=2',
  'mailto:a@b.fr?subject=x',
  '{{first_name|à vous}}',
  'a?b:c',
  "'cité'",
])('%s stays', (text) => {
  expect(frenchTypography(text)).toBe(text)
})

it('All texts of a value are set, and nothing else changes', () => {
  expect(withFrenchSpaces({ a: ['Oui !', null, 3], b: { c: 'd : e' } })).toEqual({
    a: ['Oui\u202f!', null, 3],
    b: { c: 'd\u00a0: e' },
  })
})
