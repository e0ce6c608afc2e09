// Signs are taken off the ends of a text, and what stands within is never looked at.
import { expect, it } from 'vitest'
import { readEmailAddress } from '#shared/rules/emailAddress.ts'
import { trimmedEnd, trimmedOf, trimmedStart } from '#shared/rules/trimmed.ts'

it('looks at the ends only, however many of the signs stand within', () => {
  let looks = 0
  const space = { test: (sign: string) => (looks += 1) > 0 && sign === ' ' }
  const within = `x${' '.repeat(100_000)}x`
  expect(trimmedOf(`  ${within} `, space)).toBe(within)
  // Three spaces, and the sign that ends each walk.
  expect(looks).toBe(5)
})

it('takes signs of two units whole, and leaves halves of others', () => {
  // A tag sign, which is invisible, and a face that shares its first unit with nothing else.
  const invisible = /\p{Cf}/u
  expect(trimmedOf('\u{e0001}a\u{e0001}\u200b', invisible)).toBe('a')
  expect(trimmedStart('\u{1f600}a', invisible)).toBe('\u{1f600}a')
  expect(trimmedEnd('a\u{1f600}', invisible)).toBe('a\u{1f600}')
  expect([trimmedOf('', invisible), trimmedOf('\u200b\u200b', invisible)]).toEqual(['', ''])
})

it('is how an address is freed of what stands around it', () => {
  expect(readEmailAddress('\u200b \u00a0zoe@exemple.fr\u{e0001}\n')).toMatchObject({
    address: 'zoe@exemple.fr',
  })
})
