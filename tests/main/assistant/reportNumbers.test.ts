// Attacks on the check of a report: whatever a number is written as, it is a computed one or it is
// found.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { leadStatuses } from '#shared/leadFields/leadStatus.ts'
import { usualStages } from '#shared/rules/leads/stages.ts'
import { figureFormat, reportFigures } from '#main/features/assistant/report/reportFigures.ts'
import { unknownNumbers } from '#main/features/assistant/report/reportNumbers.ts'
import { templateReport } from '#main/features/assistant/report/reportTemplate.ts'
import { inEnglish, inFrench, spellings } from '../../support/numberSpellings.ts'

const figure = (value: number, current: number | null = value, previous: number | null = 0) => ({
  value,
  current,
  previous,
})
type Counts = {
  leads: number
  arrived: number
  before: number
  sent: number
  won: number
  amount: number
  rate: number
}
function overviewOf({ leads, arrived, before, sent, won, amount, rate }: Counts) {
  const byStatus = Object.fromEntries(
    leadStatuses.map((status) => [status, { count: 0, value: 0 }]),
  ) as never
  const days = (firstDate: string, lastDate: string) => ({
    from: '2026-10-23T22:00:00.000Z',
    to: '2026-11-22T23:00:00.000Z',
    firstDate,
    lastDate,
    days: 30,
  })
  return {
    ...{
      days: 30,
      from: '2026-10-23T22:00:00.000Z',
      to: '2026-11-22T23:00:00.000Z',
      period: days('2026-10-24', '2026-11-22'),
      previous: days('2026-09-24', '2026-10-23'),
    },
    ...{
      funnelTraffic: null,
      unit: 'day' as const,
      standing: { leads: 40, won: 3 },
      sandboxMessages: 0,
      chart: [],
      pipeline: { totalLeads: leads, totalValue: amount, conversionRate: rate, byStatus },
    },
    figures: {
      leads: figure(leads, arrived, before),
      campaigns: figure(4, 3, 0),
      emailsSent: figure(sent, sent, 0),
      won: figure(won, won, 0),
      wonAmount: figure(amount),
      funnels: figure(0, null, null),
      conversion: figure(rate, rate, null),
    },
  }
}
const counts = { leads: 1_234, arrived: 56, before: 40, sent: 12, won: 4, amount: 5_200, rate: 7.5 }
const figures = reportFigures(overviewOf(counts), 'fr', 'EUR', 'Europe/Paris')
const found = (text: string) => unknownNumbers(text, figures)

describe('a number that nobody computed', () => {
  const known = new Set([0, 1, 2, 3, 4, 12, 16, 40, 56, 1_234, 5_200])
  it.each(Object.entries(spellings))(
    'is found in %s, whatever stands around it',
    (_name, spelling) => {
      fc.assert(
        fc.property(
          fc.integer({ min: 32, max: 3_999 }).filter((n) => !known.has(n)),
          fc.constantFrom(
            ['Il y a ', ' leads.'],
            ['', ''],
            ['(', ')'],
            ['Total : ', ' ; rien d’autre'],
            ['About ', ' people'],
          ),
          (n, [before, after]) => {
            expect(found(`${before}${spelling(n)}${after}`), spelling(n)).not.toEqual([])
          },
        ),
        { numRuns: 60 },
      )
    },
  )

  it.each([
    // Shares and multiples: each number in them is a figure, and what they say is none.
    '3/4 des leads',
    '3⁄4 des leads',
    '¾ des leads',
    '½',
    'trois quarts des leads',
    '3 leads sur 4',
    '3 sur 4',
    'un lead sur quatre',
    'three out of four',
    'one in three',
    '3 in 4 leads',
    'un tiers',
    'un cinquième',
    'un dixième des leads',
    'les deux tiers',
    'deux fois plus',
    '2 fois plus',
    '4x plus',
    '×4',
    'x4',
    '4 fois',
    'three times as many',
    'times four',
    'twofold',
    'un facteur 7',
    'multiplié par quatre',
    'quadruplé',
    'fivefold',
    'le triple',
    'twice',
    'thrice',
    '4:3',
    '3 + 4',
    '3*4',
    '4e3',
    '4³',
    '10^3',
    '56/1234',
    '3=4',
    // Shares of figures that are counts, and amounts of figures that are shares.
    '56 %',
    '56 pour cent',
    '56 p. 100',
    '56 pct',
    '56 percent',
    '56 percentage points',
    '56‰',
    '56 pour mille',
    '56٪',
    '56％',
    'cinquante-six pour\ncent',
    '% 56',
    '7,4 %',
    '7 %',
    '8,5 %',
    '56 €',
    '€56',
    'EUR 56',
    '$56',
    '56 dollars',
    '1234 euros',
    '7,5 leads',
    '5200 leads',
    '5 200 messages',
    '30 leads',
    'trente leads',
    // Ranges of which one end is none, decimals, orders of magnitude.
    '40 à 57 leads',
    '40-57',
    '40–57',
    'entre 40 et 60',
    '56,5',
    '1.2345',
    '.5',
    '4 k',
    '4 millions',
    'quatre mille',
    '4 milliards',
    '4 bn',
    'des milliers',
    'une quinzaine',
    'une soixantaine',
    'a couple of leads',
    'la majorité des leads',
    'most of the leads',
    // Dates that were not given, and numbers made of those that were.
    '24 octobre 2025',
    '25 octobre',
    '22/11/2026/4',
    '22/12/2026',
    '2026-11-23',
    '11 h 30',
    '12:30',
    '2026-11-225',
    'octobre 2024',
    // Scripts and signs.
    '五十',
    '٥٦٠',
    'Ⅻ',
    'XII leads',
    'LVI',
    '①',
    '🔟',
    '💯',
    'dеux',
    'пять',
    '5\u0336 6',
    '§ scaled cinq',
    '\ue000 milliards cinq',
    '\u202e65',
    '5\u200d6',
    '\u2067987\u2069',
    // Said otherwise.
    'cinq-cents leads',
    'deux-cent-trente-et-un',
    'fiftyseven',
    'septante-huit',
    'nonante',
    'hundred',
    'a hundred leads',
    'cent leads',
    'soixante et onze',
    'quatre-vingt-onze',
    'un seul lead',
    'only one lead',
    'deuxième campagne',
    'the third campaign',
  ])('hides nowhere in: %s', (text) => {
    expect(found(text)).not.toEqual([])
  })

  it('is found wherever it stands in a text that is otherwise right', () => {
    const right =
      'Du 24 octobre au 22 novembre 2026, 56 leads sont arrivés contre 40, et 12 messages sont partis.'
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.entries(spellings)),
        fc.integer({ min: 57, max: 999 }),
        fc.nat(right.split(' ').length),
        ([, spelling], n, at) => {
          const words = right.split(' ')
          // Between a day and its month it would be another date, which is found, too.
          expect(
            found([...words.slice(0, at), `(${spelling(n)})`, ...words.slice(at)].join(' ')),
          ).not.toEqual([])
        },
      ),
    )
  })
})

describe('a number that was computed', () => {
  it.each([
    'Il y a 1 234 leads : 56 sont arrivés, contre 40 auparavant, soit 16 de plus.',
    '1.234 leads',
    '1’234 leads',
    'Le taux est de 7,5 % ou 8 %.',
    '7,5\u202f%, 7.5%',
    '5 200 €, 5,200 euros, €5,200',
    'trente jours, 30 derniers jours, last 30 days',
    'du 24 octobre au 22 novembre 2026',
    '24/10/2026',
    '2026-10-24',
    'cinquante-six leads',
    'cinquante six leads',
    'mille deux cent trente-quatre leads',
    'mille-deux-cent-trente-quatre leads',
    'MILLE DEUX CENT TRENTE-QUATRE',
    'one thousand two hundred and thirty-four',
    'forty',
    'de 40 à 56 leads',
    '40-56',
    'une première relance',
    'A mix of leads, CRM, C’est clair. M. le directeur',
    '4 gagnés, 3 lancées et 12 messages',
  ])('is let through: %s', (text) => {
    expect(found(text)).toEqual([])
  })

  it('is, in the ways it is written in reports, for any figures', () => {
    const some = fc.record({
      leads: fc.nat(99_999),
      arrived: fc.nat(9_999),
      before: fc.nat(9_999),
      sent: fc.nat(99_999),
      won: fc.nat(500),
      amount: fc.nat(9_999_999).map((cents) => cents / 100),
      rate: fc.nat(1_000).map((tenths) => tenths / 10),
    })
    fc.assert(
      fc.property(some, fc.constantFrom('fr' as const, 'en' as const), (given, language) => {
        const own = reportFigures(overviewOf(given), language, 'EUR', 'Europe/Paris')
        const format = figureFormat(language, 'EUR')
        const spell = language === 'fr' ? inFrench : inEnglish
        const text = [
          format.count(given.leads),
          format.money(given.amount),
          ...(given.leads === 0 ? [] : [format.percent(given.rate)]),
          spell(given.arrived),
          spell(given.sent),
        ].join(' ; ')
        const { title, paragraphs, suggestions } = templateReport(own, 'Europe/Paris')
        expect(
          unknownNumbers([text, title, ...paragraphs, ...suggestions].join('\n'), own),
        ).toEqual([])
      }),
      { numRuns: 150 },
    )
  })
})

it('takes the name of a stage for a name where it is quoted, and for a number elsewhere', () => {
  const stages = usualStages.map((stage) =>
    stage.status === 'proposal' ? { ...stage, name: 'Devis n° 77' } : stage,
  )
  const own = reportFigures(overviewOf(counts), 'fr', 'EUR', 'Europe/Paris', stages)
  const report = templateReport(own, 'Europe/Paris')
  expect(report.paragraphs.join(' ')).toContain('Devis n° 77')
  for (const text of [...report.paragraphs, ...report.suggestions])
    expect(unknownNumbers(text, own)).toEqual([])
  expect(unknownNumbers('Les leads de l’étape « Devis n° 77 » attendent.', own)).toEqual([])
  for (const text of ['Il y a 77 leads.', 'Devis n° 77', '« 77 »', '« Devis n° 78 »'])
    expect(unknownNumbers(text, own)).not.toEqual([])
})
