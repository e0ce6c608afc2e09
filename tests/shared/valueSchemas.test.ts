// Lines and amounts as people type them.
import { expect, it } from 'vitest'
import { Offer } from '#shared/contract/funnelPages.ts'
import { CurrencyCode, line, PaidAmount } from '#shared/rules/valueSchemas.ts'

it('a line holds no sign that turns the order of what is read beside it', () => {
  expect(line(200).parse('Zoé \u202egpj.exe\u202c')).toBe('Zoé gpj.exe')
  expect(line(200).parse('\u2067أحمد\u2069')).toBe('أحمد')
})

it.each([
  ...['https://a:b@pay.example/x', 'https://a@pay.example', 'https://a%3Ab@pay.example/'],
  ...[
    'https:/a:b@pay.example',
    'https:a:b@pay.example',
    'https:\\\\a:b@pay.example/',
    'HTTPS:/a@b.example',
  ],
  // Nobody is named, but a relay looks at the sign.
  'https://@pay.example',
])('a payment link with a user name is refused: %s', (paymentUrl) => {
  expect(Offer.safeParse({ amount: 5, currency: 'EUR', paymentUrl }).success).toBe(false)
})

it('a payment link may hold an at sign further on', () => {
  const paymentUrl = 'https://pay.example/x?mail=a@b.example'
  expect(Offer.safeParse({ amount: 5, currency: 'EUR', paymentUrl }).success).toBe(true)
})

it('what was paid is whole cents of a currency there is', () => {
  expect([0.01, 19.99, 1e6].every((value) => PaidAmount.safeParse(value).success)).toBe(true)
  expect([0, 0.004, 1.999, -1].some((value) => PaidAmount.safeParse(value).success)).toBe(false)
  expect(['EUR', 'XYZ', 'eur'].map((code) => CurrencyCode.safeParse(code).success)).toEqual([
    true,
    false,
    false,
  ])
})
