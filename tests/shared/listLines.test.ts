// Lists of a text: which line belongs within which, and back.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { richHtml } from '#shared/blocks/mail/mailMarkup.ts'
import { linesOfLists, listsOf } from '#shared/rules/pages/listLines.ts'
import { plainText, richTextHtml } from '#shared/rules/pages/pageText.ts'

it.each([
  ['- a\n- b', '<ul><li>a</li><li>b</li></ul>'],
  ['- a\n  - b\n- c', '<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>'],
  ['- a\n\t- b', '<ul><li>a<ul><li>b</li></ul></li></ul>'],
  // One space is a slip of the hand.
  ['- a\n - b', '<ul><li>a</li><li>b</li></ul>'],
  ['  - a\n  - b', '<ul><li>a</li><li>b</li></ul>'],
  ['    - a\n  - b\n- c', '<ul><li>a</li><li>b</li><li>c</li></ul>'],
  ['- a\n      - b\n    - c', '<ul><li>a<ul><li>b</li><li>c</li></ul></li></ul>'],
  ['1. a\n2. b', '<ol><li>a</li><li>b</li></ol>'],
  ['3. a\n4. b', '<ol start="3"><li>a</li><li>b</li></ol>'],
  // The numbers that were written are those that are read: days of a month, one forgotten.
  ['24. a\n26. b', '<ol start="24"><li>a</li></ol><ol start="26"><li>b</li></ol>'],
  ['1. a\n1. b', '<ol><li>a</li></ol><ol><li>b</li></ol>'],
  ['0. a\n1. b', '<ol start="0"><li>a</li><li>b</li></ol>'],
  ['1. a\n- b', '<ol><li>a</li></ol><ul><li>b</li></ul>'],
  ['1. a\n  - b\n  1. c', '<ol><li>a<ul><li>b</li></ul><ol><li>c</li></ol></li></ol>'],
  ['Un\n1. a\nDeux', '<p>Un</p><ol><li>a</li></ol><p>Deux</p>'],
  // A year, an amount and a number alone begin no list.
  ['2026. Une année', '<p>2026. Une année</p>'],
  ['1.50 €', '<p>1.50 €</p>'],
  ['1.', '<p>1.</p>'],
])('%j is %j', (text, html) => {
  expect(richTextHtml(text)).toBe(html)
})

it('reads what is too deep as the deepest there is', () => {
  const lines = Array.from({ length: 5_000 }, (_, depth) => `${'  '.repeat(depth)}- x`)
  const html = richTextHtml(lines.join('\n'))
  expect(html.match(/<li>/g)).toHaveLength(5_000)
  expect(/(?:<ul><li>x){7}/.test(html)).toBe(false)
})

it('writes the lines that it reads as the same lists', () => {
  const line = fc
    .tuple(fc.nat(8), fc.constantFrom('-', '1.', '12.'), fc.constantFrom('a', 'b **c**', ''))
    .map(([indent, sign, words]) => `${' '.repeat(indent)}${sign} ${words}`)
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 12 }), (lines) => {
      const lists = listsOf(lines)
      expect(listsOf(linesOfLists(lists))).toEqual(lists)
    }),
  )
})

it('stands in a message with its spaces, closer where it is within another', () => {
  expect(richHtml('- a\n  1. b')).toBe(
    '<ul style="margin:0 0 12px;padding:0 0 0 20px"><li style="margin:0 0 6px">a' +
      '<ol style="margin:6px 0 0;padding:0 0 0 24px"><li style="margin:0 0 6px">b</li></ol></li></ul>',
  )
})

it('is words without signs for search engines', () => {
  expect(plainText('- un\n  1. deux\ntrois')).toBe('un deux trois')
})
