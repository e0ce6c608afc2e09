// The one judge of addresses: what it takes, and everything a mail library could read as something
// else.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asciiDomain, isEmailAddress, readEmailAddress } from '#shared/rules/emailAddress.ts'

describe('readEmailAddress', () => {
  it.each([
    ['jean@exemple.fr', 'jean@exemple.fr'],
    ['  Jean.Dupont@Exemple.FR\u00a0', 'jean.dupont@exemple.fr'],
    ["o'brien+news@mail.exemple.fr", "o'brien+news@mail.exemple.fr"],
    ['zoe\u0301@exemple.fr', 'zoé@exemple.fr'],
    ['\u200bjean@exemple.fr\u200e', 'jean@exemple.fr'],
    ['\u202ajean@exemple.fr\u202c', 'jean@exemple.fr'],
    ['info@café.fr', 'info@xn--caf-dma.fr'],
    ['用户@例子.广告', '用户@xn--fsqu00a.xn--4rr70v'],
  ])('takes %j as %s', (typed, address) => {
    expect(readEmailAddress(typed)).toMatchObject({ ok: true, address })
  })

  it.each([
    '',
    'jean',
    'jean@',
    '@exemple.fr',
    'jean@@exemple.fr',
    'jean at exemple.fr',
    'jean@exemple',
    'jean@exemple..fr',
    'jean@-exemple.fr',
    'jean@127.0.0.1',
    'jean@[127.0.0.1]',
    '.jean@exemple.fr',
    'jean.@exemple.fr',
    'je..an@exemple.fr',
    'ceo@v.example <evil@e.example>',
    'a@b.example,c@d.example',
    'a@b.example;c@d.example',
    'a@b.example\r\nBcc: evil@e.example',
    '"a b"@exemple.fr',
    'a(comment)@exemple.fr',
    'a@exemple.fr\u0000',
    'a\u200b@exemple.fr',
    `${'a'.repeat(65)}@exemple.fr`,
    `a@${'b'.repeat(60)}.${'c'.repeat(63)}.${'d'.repeat(63)}.${'e'.repeat(63)}.fr`,
  ])('refuses %j', (typed) => {
    expect(isEmailAddress(typed)).toBe(false)
  })

  it('never accepts anything with a character that could part two addresses', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('<', '>', ',', ';', ' ', '\r', '\n', '"', '(', ')'),
        fc.string(),
        (left, sign, right) => {
          expect(isEmailAddress(`a${left}${sign}${right}@exemple.fr`)).toBe(false)
        },
      ),
    )
  })

  it('accepts its own answer unchanged', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (typed) => {
        const read = readEmailAddress(typed)
        if (read.ok) expect(readEmailAddress(read.address)).toEqual(read)
      }),
    )
  })
})

describe('asciiDomain', () => {
  it('reads domains and nothing else', () => {
    expect(asciiDomain('Exemple.FR')).toBe('exemple.fr')
    expect(asciiDomain('münchen.example')).toBe('xn--mnchen-3ya.example')
    for (const wrong of ['exemple', 'a b.fr', 'http://exemple.fr', 'exemple.fr/x', '1.2.3.4', ''])
      expect(asciiDomain(wrong)).toBeNull()
  })
})
