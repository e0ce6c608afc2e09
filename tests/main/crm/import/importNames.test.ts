// Whole names in one cell, and what they add to names that stand in columns of their own.
import { describe, expect, it } from 'vitest'
import { readPersonName } from '#main/features/crm/import/fields/personNames.ts'
import {
  nameBeside,
  namesAfter,
  withoutAddress,
} from '#main/features/crm/import/fields/rowNames.ts'

describe('a whole name', () => {
  it.each<[string, string | null, string | null, boolean]>([
    ['Jean Dupont', 'Jean', 'Dupont', true],
    ['Jean de La Fontaine', 'Jean', 'de La Fontaine', true],
    ['DUPONT Jean', 'Jean', 'DUPONT', true],
    ['Jean DUPONT', 'Jean', 'DUPONT', true],
    ['Marie Anne LE BRIS', 'Marie Anne', 'LE BRIS', true],
    ['DE LA TOUR Jean', 'Jean', 'DE LA TOUR', true],
    ['JP Martin', 'JP', 'Martin', true],
    ['Dupont, Jean', 'Jean', 'Dupont', true],
    ['García López, Ana', 'Ana', 'García López', true],
    ['Anna Ray, PhD', 'Anna', 'Ray', false],
    ['M. Jean Dupont', 'Jean', 'Dupont', false],
    ['Mme RAY', null, 'RAY', false],
    ['M. et Mme Dupont', null, 'Dupont', false],
    ['Herr Jürgen Groß', 'Jürgen', 'Groß', false],
    ['Anna et Jean Ray', 'Anna et Jean', 'Ray', true],
    ['Jean Dupont / Anna Ray', 'Jean', 'Dupont', false],
    ['Jean Dupont et Anna Ray', 'Jean', 'Dupont', false],
    ['Dupont & Fils', null, 'Dupont & Fils', true],
    ['Ray SARL', null, 'Ray SARL', true],
    ['Mairie de Lyon', null, 'Mairie de Lyon', true],
    ['Zoé', 'Zoé', null, true],
    ['M', 'M', null, true],
  ])('%s', (line, firstName, lastName, isWhole) => {
    expect(readPersonName(line)).toEqual({ firstName, lastName, company: null, isWhole })
  })

  it('has the business before it in files of Odoo', () => {
    expect(readPersonName('Ray SARL, Anna Ray')).toEqual({
      ...{ firstName: 'Anna', lastName: 'Ray', company: 'Ray SARL', isWhole: false },
    })
  })

  it.each([
    ['Dupont Jean', { firstName: 'Jean', lastName: 'Dupont' }],
    ['Le Bris Jean-Marc', { firstName: 'Jean-Marc', lastName: 'Le Bris' }],
  ])('%s stands in the order that its title says', (line, names) => {
    expect(namesAfter({}, line, 'Nom et prénom')).toMatchObject(names)
  })
})

describe('a whole name beside columns of names', () => {
  it.each<[string, object, string, object]>([
    ['says nothing new', { firstName: 'Jean', lastName: 'Dupont' }, 'M Jean DUPONT', {}],
    ['fills the family name', { firstName: 'Anna' }, 'RAY', { lastName: 'RAY', isKept: false }],
    ['fills the first name', { lastName: 'Ray' }, 'Anna', { firstName: 'Anna', isKept: false }],
    ['gives what is missing', { lastName: 'Ray' }, 'Anna Ray', { firstName: 'Anna' }],
    ['is kept if it is another', { firstName: 'A', lastName: 'B' }, 'Bob Roy', { isKept: true }],
    ['is kept if it is a business', { firstName: 'Anna' }, 'Ray SARL', { isKept: true }],
  ])('%s', (_name, names, line, after) => {
    expect(namesAfter(names, line, 'Nom')).toMatchObject(after)
  })
})

it.each([
  ['Zoé Roux <zoe@x.fr>', 'Zoé Roux'],
  ['"Ray, Anna" <anna@x.fr>', 'Ray, Anna'],
  ["'Bob' <bob@x.fr>", 'Bob'],
  ['Jean Dupont (jean@x.fr)', 'Jean Dupont'],
  ['jean@x.fr', null],
  ['E-mail: <jean@x.fr>', null],
])('%s names somebody beside the address', (cell, name) => {
  expect(nameBeside(cell)).toBe(name)
  if (name !== null && !cell.includes("'")) expect(withoutAddress(cell)).toBe(name)
})
