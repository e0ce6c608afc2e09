// A phone is found however it is typed and however it is stored; a damaged one is named.
import { describe, expect, it } from 'vitest'
import { phoneBeginnings, phoneNumbers, phoneWords, readPhone } from '#shared/rules/phoneNumber.ts'

/** What the search does: some beginning typed begins some word stored. */
const finds = (typed: string, stored: string): boolean =>
  phoneBeginnings(typed).some((beginning) =>
    phoneWords(stored).some((word) => word.startsWith(beginning)),
  )

const mobile = [
  '0612345678',
  '06 12 34 56 78',
  '06.12.34.56.78',
  '06/12/34/56/78',
  '06-12-34-56-78',
  '06\u201112\u201134\u201156\u201178',
  '06\u202f12\u202f34\u202f56\u202f78',
  '06\u00a012\u00a034\u00a056\u00a078',
  '(06)12345678',
  '+33612345678',
  '+33 (0)6 12 34 56 78',
  '+33(0)612345678',
  '+33 06 12 34 56 78',
  '(+33) 6 12 34 56 78',
  '0033612345678',
  '00 33 6 12 34 56 78',
  '0033 (0)6 12 34 56 78',
  '33612345678',
  '612345678',
  'tel:+33612345678',
  'Tél. : 06 12 34 56 78',
  '="0612345678"',
  "'+33612345678",
  '06 12 34 56 78 poste 12',
  '０６１２３４５６７８',
  '\u202a+33 6 12 34 56 78\u202c',
]

describe('a French mobile number', () => {
  it.each(mobile)('stored as %j is found by every other form', (stored) => {
    for (const typed of mobile.filter((form) => !form.includes('poste')))
      expect(finds(typed, stored), typed).toBe(true)
  })

  it.each(['06', '06 12', '0612', '+33 6', '0033 6', '+336123', '56 78', '5678', '345678'])(
    'is found by a part of it, %j',
    (typed) => {
      for (const stored of mobile) expect(finds(typed, stored), stored).toBe(true)
    },
  )

  it.each(['0712345678', '+33 7 12', '56 79', '+32 6 12 34 56 79'])(
    'is not found by %j',
    (typed) => {
      for (const stored of mobile) expect(finds(typed, stored), stored).toBe(false)
    },
  )
})

it.each([
  ['+32 470 12 34 56', ['0470 12 34 56', '0032470123456', '+32 (0)470/12.34.56', '32470123456']],
  ['+41 79 123 45 67', ['079 123 45 67', '0041791234567', '+41 (0)79 123 45 67']],
  ['+262 692 12 34 56', ['0692 12 34 56', '00262692123456', '0692123456']],
  ['0590 12 34 56', ['+590 590 12 34 56', '00590 590 12 34 56']],
  ['+44 (0)20 7946 0958', ['020 7946 0958', '+442079460958', '0044 20 7946 0958']],
  ['+352 621 123 456', ['621 123 456', '00352621123456']],
  ['+1 (555) 010-9999', ['555 010 9999', '0015550109999']],
  ['+39 06 1234 5678', ['06 1234 5678', '00390612345678']],
  ['01 23 45 67 89 ext. 3', ['+33123456789']],
  ['01 23 45 67 89 x12', ['+33123456789', '67 89']],
  ['06 12 34 56 78 / 01 23 45 67 89', ['+33612345678', '0123456789']],
  ['06 12 34 56 78 ou 07 11 22 33 44', ['0711223344', '33 44']],
  ['3646', ['3646']],
])('%j is found by %j', (stored, forms) => {
  for (const typed of forms) expect(finds(typed, stored), typed).toBe(true)
})

it.each(['3.36E+10', '3,36E+10', '3,36123E+10', '3.36e10', '3,36 E+10', '########'])(
  'names %j as damaged',
  (typed) => {
    expect(readPhone(typed)).toEqual({ ok: false, problem: 'damaged' })
  },
)

it.each([
  ['="0612345678"', '0612345678'],
  ['="+33612345678"', '+33612345678'],
  ["'+33612345678", '+33612345678'],
  ["'0612345678'", '0612345678'],
  ['’0612345678', '0612345678'],
  ['"06 12 34 56 78"', '06 12 34 56 78'],
  ['tel:+33612345678', '+33612345678'],
  ['tel:+33%206%2012', '+33 6 12'],
  ['p:+33612345678', '+33612345678'],
  ['Tél. : 04 78 00 00 01', '04 78 00 00 01'],
  ['Téléphone: 04 78 00 00 01', '04 78 00 00 01'],
  ['=+33612345678', '+33612345678'],
  ['33612345678.0', '33612345678'],
  ['33612345678,00', '33612345678'],
  ['\u202a+33 6 12\u202c', '+33 6 12'],
  ['+33 (0)6 12 34 56 78', '+33 (0)6 12 34 56 78'],
  ['06 12 34 56 78 (le soir)', '06 12 34 56 78 (le soir)'],
  ['Tél. 06 12 34 56 78', 'Tél. 06 12 34 56 78'],
])('keeps of %j what is shown, %j', (typed, phone) => {
  expect(readPhone(typed)).toEqual({ ok: true, phone })
})

it.each(['', '   ', '\u200b', '""', '=""'])('takes %j for no number', (typed) => {
  expect(readPhone(typed)).toEqual({ ok: false, problem: 'empty' })
})

it('finds no number where there is none', () => {
  expect(phoneNumbers('voir secrétariat')).toEqual([])
})
