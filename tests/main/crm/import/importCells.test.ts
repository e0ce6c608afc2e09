// Cells as people and programs write them.
import { describe, expect, it } from 'vitest'
import {
  judgeDecimalMark,
  readAddresses,
  readAmount,
  readPhones,
  readStage,
  readLine,
  readTags,
} from '#main/features/crm/import/importCells.ts'
import { createDateReader, judgeDateOrder } from '#main/features/crm/import/importDates.ts'
import {
  readFileName,
  readMailStatus,
  readOptIn,
  readOptOut,
} from '#main/features/crm/import/importRefusals.ts'

const now = Date.parse('2026-11-22T12:00:00Z')
const readDate = createDateReader(now, 'Europe/Paris')
const moment = (cell: string, order: 'day_first' | 'month_first' = 'day_first') => {
  const at = readDate(cell, order)
  return at === null ? null : new Date(at).toISOString()
}

describe('cells', () => {
  it.each([
    ['1 234,56 €', 123456],
    ['1\u202f234\u00a0567,89', 123456789],
    ['1?234?567,89', 123456789],
    ['1,234.56', 123456],
    ['1.234,56', 123456],
    ['1,234,567', 123456700],
    ['1234567.89', 123456789],
    ['0,125', 13],
    ['0.500', 50],
    ['.500', 50],
    [',5', 50],
    ['12,5', 1250],
    ['1 500 € HT', 150000],
    ['1.5k', 150000],
    ["1'500.00", 150000],
    ['EUR 1500', 150000],
    ['1500.-', 150000],
    ['≈ 500', 50000],
    ['$1,500.00', 150000],
    ['0', 0],
  ])('amount %j', (cell, cents) => expect(readAmount(cell, null)).toEqual({ cents }))

  it.each(['-', ' -   € ', 'N/A', '—'])('no amount is said: %j', (cell) => {
    expect(readAmount(cell, null)).toEqual({ problem: 'nothing' })
  })

  it.each([
    ...['douze', '-5', '1e5', '12?', '1e400', '99999999999999999', '1,2.3,4', '(500)', '500€/mois'],
    ...['0.500,00', '0,125.00', '00.125.000', '.,5'],
    ...['1 500 DH', '2 000 FCFA', 'sur devis', '12 %'],
  ])('not an amount: %j', (cell) => {
    expect(readAmount(cell, null)).toEqual({ problem: 'not_a_number' })
  })

  it('1.250 is what the other cells of its column say, and asked about where they say nothing', () => {
    expect(readAmount('1.250', null)).toEqual({ problem: 'ambiguous' })
    expect(readAmount('1250.000', null)).toEqual({ problem: 'ambiguous' })
    expect(readAmount('1234.500', '.')).toEqual({ cents: 123450 })
    expect(readAmount('1234.500', ',')).toEqual({ problem: 'ambiguous' })
    expect(readAmount('1.250', '.')).toEqual({ cents: 125 })
    expect(readAmount('1.250', ',')).toEqual({ cents: 125000 })
    expect(judgeDecimalMark(['1.250', '2.300'])).toBeNull()
    expect(judgeDecimalMark(['1.250', '2.300,50'])).toBe(',')
    expect(judgeDecimalMark(['1.250', '12.50'])).toBe('.')
    expect(judgeDecimalMark(['1.250', '1.250.000'])).toBe(',')
    expect(judgeDecimalMark(['1,250', '1,250.00'])).toBe('.')
    expect(judgeDecimalMark(['12.50', '12,50'])).toBeNull()
  })

  it.each([
    ['06/06/2025', '2025-06-05T22:00:00.000Z'],
    ['08-07-2024 22:36:00', '2024-07-08T20:36:00.000Z'],
    ['12/25/2024', '2024-12-24T23:00:00.000Z'],
    ['2024-04-01 21:44', '2024-04-01T19:44:00.000Z'],
    ['2024-04-01T21:44:05Z', '2024-04-01T21:44:05.000Z'],
    ['2024-04-01T10:00:00.000+0000', '2024-04-01T10:00:00.000Z'],
    ['2024-03-15T23:30:00-05:00', '2024-03-16T04:30:00.000Z'],
    ['Fri Mar 15 2024 10:00:00 GMT+0100', '2024-03-15T09:00:00.000Z'],
    ['15/03/24', '2024-03-14T23:00:00.000Z'],
    ['14/03/80', '1980-03-13T23:00:00.000Z'],
    ['45366', '2024-03-14T23:00:00.000Z'],
    ['45366,5', '2024-03-15T11:00:00.000Z'],
    ['20240315', '2024-03-14T23:00:00.000Z'],
    ['15 mars 2024', '2024-03-14T23:00:00.000Z'],
    ['mar. 5 mars 2024', '2024-03-04T23:00:00.000Z'],
    ['1er août 2024 à 9h', '2024-08-01T07:00:00.000Z'],
    ['Mar 15, 2024', '2024-03-14T23:00:00.000Z'],
    ['March 5th, 2024', '2024-03-04T23:00:00.000Z'],
    ['15-mars-24', '2024-03-14T23:00:00.000Z'],
    ['15/03/2024 à 14h30', '2024-03-15T13:30:00.000Z'],
    ['3/15/2024 2:30 PM', '2024-03-15T13:30:00.000Z'],
    ['1/2/2024 12:00 AM', '2024-01-31T23:00:00.000Z'],
    ['2024-03-31 02:30', '2024-03-31T01:30:00.000Z'],
    ['29/10/2023 02:30', '2023-10-29T00:30:00.000Z'],
  ])('date %j', (cell, date) => expect(moment(cell)).toBe(date))

  it.each([
    ...['', 'hier', '31/02/2025', '2027-01-01', '0000-00-00', '45/45/2025', '1710496800'],
    ...['2024-03', '15/03/2024 25:00', '15/03/2024 texte', '0024-03-15', '12', '99999'],
  ])('no date: %j', (cell) => expect(moment(cell)).toBeNull())

  it('day and month stand as in the rest of their column', () => {
    expect(judgeDateOrder(['03/04/2024', '12/31/2024'])).toBe('month_first')
    expect(judgeDateOrder(['03/04/2024', '31/12/24'])).toBe('day_first')
    expect(moment('03/04/2024', 'month_first')).toBe('2024-03-03T23:00:00.000Z')
    expect(moment('13/04/2024', 'month_first')).toBe('2024-04-12T22:00:00.000Z')
  })

  it('addresses and phone numbers, several of them and in their wrapping', () => {
    expect(readAddresses('Jean Dupont <k1@xl.example>').addresses).toEqual(['k1@xl.example'])
    expect(readAddresses('k4@xl.example / k4b@xl.example').addresses).toEqual([
      'k4@xl.example',
      'k4b@xl.example',
    ])
    expect(readAddresses('a@x.fr ::: b@x.fr; c@x.fr').addresses).toHaveLength(3)
    expect(readAddresses('mailto:k5@xl.example').addresses).toEqual(['k5@xl.example'])
    expect(readAddresses('k6@xl.example.').addresses).toEqual(['k6@xl.example'])
    expect(readAddresses('a/b@x.example').addresses).toEqual(['a/b@x.example'])
    expect(readAddresses('k7@xl,example')).toMatchObject({ addresses: [], problem: 'bad_domain' })
    expect(readAddresses("pas d'email").problem).not.toBeNull()
    expect(readPhones('+33 6 07 08 09 10 / +33 1 07 08 09 10').phones).toHaveLength(2)
    expect(readPhones('06/12/34/56/78').phones).toEqual(['06/12/34/56/78'])
    expect(readPhones('="0612345678"').phones).toEqual(['0612345678'])
    expect(readPhones('3,36E+10')).toEqual({ phones: [], isDamaged: true })
  })

  it('stages in both languages, anything else left to the default', () => {
    expect(
      ['Qualifié', 'NEGOTIATION', 'Gagné', 'closed won', 'In progress', '???'].map(readStage),
    ).toEqual(['qualified', 'negotiation', 'won', 'won', 'contacted', null])
  })

  it('tags', () => {
    expect(readTags('* myContacts ::: été ::: vip')).toEqual(['été', 'vip'])
    expect(readTags('"été","salon-2025"')).toEqual(['été', 'salon-2025'])
  })
})

describe('what a file says about writing to people', () => {
  it.each([
    ...['true', 'Oui', '1', 'x', 'Vrai', '2025-01-01', '2024-01-05 10:00:00', '15 mars 2024'],
    ...['unsubscribed', '["UNSUBSCRIBE"]', 'Yes', '✓', 'Bounced', 'spam'],
  ])('refused by a column about refusing: %j', (cell) => expect(readOptOut(cell)).toBe('refused'))

  it.each([
    ...['', 'false', 'Non', '0', 'Abonné', ' subscribed ', 'active', '0000-00-00 00:00:00', '\\N'],
    ...['None', 'N/A', 'NaN', 'jamais', 'never', '—', '-', '00/00/0000', '1970-01-01 00:00:00'],
    ...['#N/A', '(blank)', 'Aucun', '0.0', '[]', '☐', 'Faux', '1900-01-00', '1970-01-01T00:00:00Z'],
  ])('not refused by one: %j', (cell) => expect(['none', 'agreed']).toContain(readOptOut(cell)))

  it.each([
    ...['Unsubscribed', 'Marked as spam', 'Bounced', 'Hard bounce', 'Cleaned', 'Junk', 'Complaint'],
    ...[
      'Blocked',
      'Invalid',
      'Désinscrit',
      'désabonnée',
      'Plainte',
      'Suppressed',
      'Do not contact',
    ],
    ...['Non-Subscribed', 'Not subscribed', 'NEVER_SUBSCRIBED', 'Opted-out', 'Blacklisté', 'NPAI'],
    ...['Ne pas contacter', 'Signalé comme spam', 'non abonné', 'Undeliverable', 'STOP'],
  ])('refused by a status: %j', (cell) => expect(readMailStatus(cell)).toBe('refused'))

  it.each([
    'Unconfirmed',
    'Pending',
    'En attente',
    'non confirmé',
    'Awaiting confirmation',
    'No consent',
  ])('to be asked first: %j', (cell) => expect(readMailStatus(cell)).toBe('unconfirmed'))

  it.each([
    'Subscribed',
    'Soft bounced',
    'Inactive',
    'Abonné(e)',
    'Not blocked',
    'Not opened',
    'actif',
  ])('in nobody’s way: %j', (cell) => expect(readMailStatus(cell)).toBe('agreed'))

  it.each(['Disabled', 'Trop de mails', 'zxcv'])('asked about: %j', (cell) =>
    expect(readMailStatus(cell)).toBe('unknown'),
  )

  it('columns about agreeing say the opposite', () => {
    expect(['Non', 'no', '0', 'Faux', 'NEVER_SUBSCRIBED', 'Refusé', '☐'].map(readOptIn)).toEqual(
      Array(7).fill('refused'),
    )
    expect(['Oui', '1', 'SUBSCRIBED', '2024-01-01', 'Accepté', '☑'].map(readOptIn)).toEqual(
      Array(6).fill('agreed'),
    )
    expect(['', 'N/A', '—', '\\N', '0000-00-00'].map(readOptIn)).toEqual(Array(5).fill('none'))
  })

  it.each([
    ...['cleaned_members_export_123.csv', 'unsubscribed_segment.csv', 'nonsubscribed_members.csv'],
    ...['contacts-désinscrits 2024.csv', 'Liste noire.csv', 'opt-out.csv', 'bounces.csv'],
    ...['Do not contact.csv', 'blacklist_2024.xls'],
  ])('a file’s name says it: %j', (name) => expect(readFileName(name)).toBe('refused'))

  it.each([
    'subscribed_members_export.csv',
    'clients sans bounces.csv',
    'contacts.csv',
    'stoppage.csv',
  ])('a file’s name says nothing: %j', (name) => expect(readFileName(name)).toBe('none'))
})

describe('the first day of a year', () => {
  it('is of this year for the business, whatever year it is in universal time', () => {
    const eve = Date.parse('2026-12-31T12:30:00Z')
    const read = createDateReader(eve, 'Pacific/Auckland')
    for (const cell of ['01/01/27', '1 janv. 27', '2027-01-01'])
      expect([cell, read(cell, 'day_first')]).toEqual([cell, Date.parse('2026-12-31T11:00:00Z')])
  })
})

it('a name and a tag hold no sign that turns the order of what stands beside them', () => {
  expect(readLine('Zo\u202eé \u2066gpj.exe\u2069')).toBe('Zoé gpj.exe')
  expect(readTags('a\u202eb, \u2067c\u2069')).toEqual(['ab', 'c'])
})

it.each([
  ...[
    'User unsubscribed',
    'Admin unsubscribed',
    'Permanently bounced',
    'Retour NPAI',
    'Email opt-out',
  ],
  ...[
    'Marqué comme spam',
    'Email blacklisté',
    'Se désinscrire',
    'Adresse inexistante',
    'Not deliverable',
  ],
  ...[
    'Consentement retiré',
    'Consent withdrawn',
    'Consentement expiré',
    'Ne souhaite plus recevoir',
  ],
])('refused by a later word: %j', (cell) => expect(readMailStatus(cell)).toBe('refused'))

it.each(['Double opt-in en attente', 'Opt-in pending', 'To confirm'])(
  'to be asked first: %j',
  (cell) => expect(readMailStatus(cell)).toBe('unconfirmed'),
)

it.each([
  ...[
    'Never bounced',
    'Soft bounced',
    'Temporarily bounced',
    'Abonné, pas de spam',
    'Not unsubscribed',
  ],
  ...['Devis refusé', 'Client', 'Offre expirée', 'Double opt-in', 'Consentement accordé'],
])('refused by no word: %j', (cell) => expect(readMailStatus(cell)).not.toBe('refused'))
