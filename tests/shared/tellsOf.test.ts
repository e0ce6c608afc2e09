// Texts tell of a person by an address, a number or a name that stands there as a whole.
import { expect, it } from 'vitest'
import { tellsOf } from '#shared/rules/tellsOf.ts'

const tells = tellsOf(['an@x.fr', '+33 6 12', 'jean martin'])

it.each([
  ['Écrit à an@x.fr.'],
  ['<AN@X.FR>'],
  ['mailto:an@x.fr?subject=a'],
  ['"email":"an@x.fr"'],
  [JSON.stringify({ text: 'Bonjour\nan@x.fr\nMerci' })],
  [JSON.stringify(JSON.stringify({ text: 'Bonjour\nan@x.fr' }))],
  ['tél. +33 6 12, le soir'],
  ['M. Jean  MARTIN a dit'],
  [JSON.stringify({ name: '\\u004aean Martin' })],
])('%j tells of the person', (text) => expect(tells(text)).toBe(true))

it.each([
  ['jean@x.fr'],
  ['jo.an@x.fr'],
  ['jo-an@x.fr'],
  ['an@x.fr.example'],
  ['an@x.frites'],
  ['+33 6 128'],
  ['Jean Martinez'],
  ['Jean Martin-Dupont'],
  ['Sujean Martin'],
  [''],
])('%j tells of somebody else', (text) => expect(tells(text)).toBe(false))

it('by nothing nobody is told of', () => expect(tellsOf([])('an@x.fr')).toBe(false))
