// The differences of two texts: nothing lost, nothing made up, whatever the texts are.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wordDiff } from '../../../src-renderer/features/assistant/help/wordDiff.ts'

const side = (parts: ReturnType<typeof wordDiff>, without: 'removed' | 'added') =>
  parts
    .filter(({ kind }) => kind !== without)
    .map(({ text }) => text)
    .join('')

test('Both texts can be read out of their differences', () => {
  const texts = fc.string({
    unit: fc.constantFrom('a', 'é', ' ', '\n', '.', '😀', '<b>'),
    maxLength: 60,
  })
  fc.assert(
    fc.property(texts, texts, (before, after) => {
      const parts = wordDiff(before, after)
      return side(parts, 'added') === before && side(parts, 'removed') === after
    }),
  )
})

test('Words that stay are not called changed', () => {
  expect(wordDiff('Les nouvelles du mois de novembre', 'Les nouvelles de novembre')).toEqual([
    { kind: 'same', text: 'Les nouvelles ' },
    { kind: 'removed', text: 'du mois ' },
    { kind: 'same', text: 'de novembre' },
  ])
  expect(wordDiff('same', 'same')).toEqual([{ kind: 'same', text: 'same' }])
  expect(wordDiff('', 'new')).toEqual([{ kind: 'added', text: 'new' }])
})

test('Texts too long to compare are shown as replaced', () => {
  const long = (word: string) =>
    Array.from({ length: 3_000 }, (_, index) => `${word}${index}`).join(' ')
  expect(
    wordDiff(long('a'), long('b'))
      .map(({ kind }) => kind)
      .slice(0, 2),
  ).toEqual(['removed', 'added'])
})
