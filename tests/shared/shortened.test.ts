// Cutting texts: between words, between signs at worst, with nothing left dangling.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shortened, shortenedToSentence } from '#shared/rules/shortened.ts'

describe('a shortened text', () => {
  it.each([
    ['Les soins du visage en hiver', 40, 'Les soins du visage en hiver'],
    ['Les soins du visage en hiver', 20, 'Les soins du visage…'],
    ['Les soins du visage en hiver', 16, 'Les soins…'],
    ['Nos ateliers pour les enfants et les parents', 27, 'Nos ateliers…'],
    ['Nos ateliers, et la suite du programme', 18, 'Nos ateliers…'],
    ['Dites « oui à la vie » cet été', 14, 'Dites…'],
    ['Le film « Un été » et la suite', 20, 'Le film « Un été »…'],
    ['« Un bel été » et la suite', 10, 'Un bel…'],
    ['Nos prix (toiture et isolation) en 2026', 22, 'Nos prix…'],
    ['How to choose a bike for the city', 18, 'How to choose…'],
    ['**Un mot en gras** et la suite', 14, 'Un mot…'],
    ['Bonjour {{first_name|à vous}} et merci', 20, 'Bonjour…'],
    ['La suite dure jusqu’à [[date de fin]] inclus', 32, 'La suite dure jusqu’à…'],
    ['xxxxxxxxxxxxxxxxxxxx', 8, 'xxxxxxx…'],
    ['👩🏽‍🍳👩🏽‍🍳👩🏽‍🍳', { signs: 2, units: 50 }, '👩🏽‍🍳…'],
    ['e\u0301te\u0301 doux', { signs: 5, units: 20 }, 'e\u0301te\u0301…'],
  ])('%j at %j is %j', (text, limits, right) => {
    expect(shortened(text, limits)).toBe(right)
  })

  it('never exceeds its limits, splits no sign, and stays as it is where it fits', () => {
    const graphemes = new Intl.Segmenter('fr', { granularity: 'grapheme' })
    const signsOf = (text: string) => [...graphemes.segment(text)].map(({ segment }) => segment)
    fc.assert(
      fc.property(
        fc.string({ maxLength: 120, unit: 'grapheme' }),
        fc.integer({ min: 3, max: 80 }),
        (text, max) => {
          const result = shortened(text, max)
          expect(result.length).toBeLessThanOrEqual(max)
          // Half a sign has no bytes.
          expect(() => encodeURIComponent(result)).not.toThrow()
          if (text.length <= max) expect(result).toBe(text)
          else expect(signsOf(result).length).toBeLessThanOrEqual(max)
        },
      ),
    )
  })

  it('of several sentences ends with one where it can', () => {
    expect(shortenedToSentence('Un mot. Deux mots. Trois mots encore.', 22)).toBe(
      'Un mot. Deux mots.',
    )
    expect(shortenedToSentence('Un. Deux mots qui ne finissent pas avant la fin', 30)).toBe(
      'Un. Deux mots qui ne…'.replace(' qui ne', ''),
    )
  })
})
