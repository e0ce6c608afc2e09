// What a form takes: the same at the page, at the relay and on the desktop.
import { describe, expect, it } from 'vitest'
import { asksIdentity, identifies, judgeAnswers } from '#shared/rules/formAnswers.ts'

const rules = { fields: ['email', 'firstName', '– Budget ?'], required: ['email'] }
const judge = (typed: Record<string, string>, more: Partial<typeof rules> = {}) =>
  judgeAnswers((name) => typed[name] ?? null, { ...rules, ...more })

describe('an answer', () => {
  it.each([
    'jean..dupont@exemple.fr',
    'jean.dupont.@exemple.fr',
    '.jean@exemple.fr',
    'eva@exemple.123',
    'eva@exemple',
    'e\u200bva@exemple.fr',
    'anna',
    'a@b.fr, c@d.fr',
  ])('%j is no address, and is said to be invalid, not missing', (email) => {
    expect(judge({ email }).problems).toEqual([{ name: 'email', problem: 'invalid', typed: email }])
  })

  it.each(['eva@exemple.fr ', '\u200beva@exemple.fr', 'ÉVA@exemple.fr', 'eva+a@exémple.fr'])(
    '%j is taken',
    (email) => {
      expect(judge({ email }).problems).toEqual([])
    },
  )

  it.each(['', '   ', '\u00a0', '\u200b', '\u2060\ufeff'])('%j says nothing', (email) => {
    expect(judge({ email }).problems).toMatchObject([{ name: 'email', problem: 'missing' }])
  })

  it('keeps what was typed besides, without the signs nobody sees', () => {
    expect(judge({ email: 'eva@exemple.fr', firstName: ' Éva\u200b ', other: 'x' })).toEqual({
      fields: { email: 'eva@exemple.fr', firstName: 'Éva' },
      problems: [],
    })
    expect(judge({ email: 'eva@exemple.fr', firstName: 'x'.repeat(2_001) }).problems).toMatchObject(
      [{ name: 'firstName', problem: 'too_long' }],
    )
  })

  it('must say who somebody is where the form asks that, required or not', () => {
    expect(judge({ '– Budget ?': '5000' }, { required: [] }).problems).toMatchObject([
      { name: 'email', problem: 'missing' },
    ])
    expect(judge({ firstName: 'Éva' }, { required: [] }).problems).toEqual([])
    expect(judge({ firstName: '…' }, { required: [] }).problems).toHaveLength(1)
    expect(judge({ company: 'ACME' }, { fields: ['company'], required: [] }).problems).toEqual([])
  })
})

it('knows which forms ask who somebody is', () => {
  const asks = (...fields: string[]) => asksIdentity(fields.map((field) => ({ field })))
  expect([asks('email'), asks('phone', 'custom'), asks('lastName')]).toEqual([true, true, true])
  expect([asks('custom'), asks('company'), asks('company', 'jobTitle', 'custom')]).toEqual([
    false,
    false,
    false,
  ])
  expect([identifies({ company: 'ACME' }), identifies({ phone: '06' })]).toEqual([false, true])
})
