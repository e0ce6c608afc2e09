// The places the settings fill: a name entered later reaches texts written before, and a text that
// goes out never has a gap for it.
import { expect, test } from 'vitest'
import { withBusiness } from '#shared/rules/businessPlaces.ts'

const nobody = { businessName: ' ', businessEmail: '' }
const words = {
  title: 'Les conseils de [[nom de l’entreprise]]',
  lines: [
    '**[[nom de l’entreprise]]** prépare. [[nom de l’entreprise]] répond',
    'Écrivez à [[adresse e-mail de contact]]',
    '[[durée]]',
  ],
  count: 3,
  none: null,
}

test('What is known is inserted, with the elision of French; other places stay', () => {
  expect(
    withBusiness(words, 'fr', { businessName: 'Atelier $& Léon', businessEmail: 'a@b.example' }),
  ).toEqual({
    title: 'Les conseils d’Atelier $& Léon',
    lines: [
      '**Atelier $& Léon** prépare. Atelier $& Léon répond',
      'Écrivez à [a@b.example](mailto:a@b.example)',
      '[[durée]]',
    ],
    count: 3,
    none: null,
  })
})

test('What is not known stays a place where its owner reads, and has no name where others do', () => {
  expect(withBusiness(words, 'fr', nobody)).toEqual(words)
  const shown = withBusiness(words, 'fr', nobody, 'unnamed')
  expect(shown.title).toBe('Les conseils de notre entreprise')
  expect(shown.lines).toEqual([
    '**Notre entreprise** prépare. Notre entreprise répond',
    'Écrivez à [[adresse e-mail de contact]]',
    '[[durée]]',
  ])
  expect(withBusiness('Your call with [[name of the business]]', 'en', nobody, 'unnamed')).toBe(
    'Your call with our business',
  )
})
