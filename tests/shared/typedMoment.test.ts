// Dates as they are typed: every usual form is the same moment, and what is not understood, cannot
// be or does not exist is a problem, never another date.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  dayForField,
  momentForField,
  readDay,
  readMoment,
  type MomentProblem,
} from '#shared/rules/typedMoment.ts'
import { zonedMoment } from '#shared/rules/zonedMoment.ts'

const now = Date.parse('2026-12-04T10:00:00Z')
const french = { timeZone: 'Europe/Paris', now, isMonthFirst: false }
const american = { ...french, isMonthFirst: true }
const nine = Date.parse('2026-12-05T08:00:00Z')

describe('readMoment', () => {
  it.each([
    '5/12/2026 9h',
    '05/12/2026 09:00',
    '5/12/26 9h',
    '5/12/26 9h00',
    '05.12.2026 09:00',
    '5-12-2026 9:00',
    '5 12 2026 9h',
    '5/12/2026 à 9h',
    '5/12/2026 à 9 h',
    '5/12/2026, 9 h 00',
    '5 déc 2026 9h',
    '5 déc. 2026 à 9 h',
    '5 DÉCEMBRE 2026 9H',
    '5 de\u0301cembre 2026 9h00',
    '5\u00a0décembre\u00a02026\u202f9\u202fh',
    'samedi 5 décembre 2026 à 9 heures',
    'le samedi 5 décembre à 9 h',
    'sam. 5 déc. 2026 9h',
    '5 décembre à 9 h',
    '5/12 9h',
    'demain 9h',
    'demain à 9 h',
    'tomorrow 9am',
    'tomorrow at 9 a.m.',
    '9h le 5/12/2026',
    '9am on 5 December 2026',
    'December 5, 2026 9:00 am',
    'Dec 5th, 2026 at 9am',
    '5th of December 2026 9:00',
    'Saturday, 5 December 2026 at 09:00',
    '2026-12-05 09:00',
    '2026-12-05T09:00',
    '2026-12-05T09:00:00',
    '2026-12-05T08:00:00Z',
    '2026-12-05T09:00+01:00',
    '2026/12/5 9h',
    '５/１２/２０２６ ９h',
  ])('takes %j for nine on 5 December', (typed) => {
    expect(readMoment(typed, french)).toEqual({ ok: true, at: nine, isDoubled: false })
  })

  it.each([
    ['5/12/2026 9h30', '2026-12-05T08:30:00Z'],
    ['5/12/2026 9h5', '2026-12-05T08:05:00Z'],
    ['5/12/2026 midi', '2026-12-05T11:00:00Z'],
    ['5/12/2026 à minuit', '2026-12-04T23:00:00Z'],
    ['5/12/2026 12am', '2026-12-04T23:00:00Z'],
    ['5/12/2026 12pm', '2026-12-05T11:00:00Z'],
    ['5/12/2026 9:15 p.m.', '2026-12-05T20:15:00Z'],
    ['1er janvier 2027 0h', '2026-12-31T23:00:00Z'],
    ['après-demain 8h', '2026-12-06T07:00:00Z'],
    ['29/02/2028 9h', '2028-02-29T08:00:00Z'],
    ['15 juil. 2027 18h', '2027-07-15T16:00:00Z'],
    ['1 août 2027 9h', '2027-08-01T07:00:00Z'],
  ])('takes %j for %s', (typed, at) => {
    expect(readMoment(typed, french)).toEqual({ ok: true, at: Date.parse(at), isDoubled: false })
  })

  it.each<[string, MomentProblem]>([
    ['', 'empty'],
    ['   ', 'empty'],
    ['bientôt', 'unread'],
    ['5/12/2026x 9h', 'unread'],
    ['5/12/2026 9h environ', 'unread'],
    ['5/12/20266 9h', 'unread'],
    ['5/12/202 9h', 'unread'],
    ['5-12/2026 9h', 'unread'],
    ['9h', 'unread'],
    ['5 fructidor 2026 9h', 'unread'],
    ['lundi 9h', 'unread'],
    ['5/12/2026 9h 10h', 'unread'],
    ['1765000000', 'unread'],
    ['31/02/2026 9h', 'no_such_day'],
    ['29/02/2026 9h', 'no_such_day'],
    ['31/04/2026 9h', 'no_such_day'],
    ['00/12/2026 9h', 'no_such_day'],
    ['5/13/2026 9h', 'no_such_day'],
    ['32 décembre 2026 9h', 'no_such_day'],
    ['2026-02-31T09:00:00Z', 'no_such_day'],
    ['5/12/2026 25h', 'no_such_time'],
    ['5/12/2026 24h', 'no_such_time'],
    ['5/12/2026 9h75', 'no_such_time'],
    ['5/12/2026 09:60', 'no_such_time'],
    ['5/12/2026 13pm', 'no_such_time'],
    ['2026-12-05T25:00:00Z', 'no_such_time'],
    ['lundi 5 décembre 2026 9h', 'other_weekday'],
    ['5/12/2026', 'time_missing'],
    ['demain', 'time_missing'],
    ['29/03/2026 02:30', 'gap'],
    ['29 mars 2026 2h', 'gap'],
  ])('has a problem with %j: %s', (typed, problem) => {
    expect(readMoment(typed, french)).toEqual({ ok: false, problem })
  })

  it('says that an hour comes twice in October, and means the first', () => {
    expect(readMoment('25/10/2026 2h30', french)).toEqual({
      ok: true,
      at: Date.parse('2026-10-25T00:30:00Z'),
      isDoubled: true,
    })
    expect(readMoment('25/10/2026 3h', french)).toMatchObject({ isDoubled: false })
  })

  it('reads the month first where that is the habit', () => {
    expect(readMoment('12/5/2026 9am', american)).toMatchObject({ at: nine })
    expect(readMoment('12/5/2026 9h', french)).toMatchObject({
      at: Date.parse('2026-05-12T07:00:00Z'),
    })
    expect(readMoment('25/12/2026 9am', american)).toEqual({ ok: false, problem: 'no_such_day' })
    expect(readMoment('5.12.2026 9:00', american)).toMatchObject({ at: nine })
  })

  it('reads back what it wrote, in both languages, wherever the clocks stand', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 60 * 24 * 365 * 12 }),
        fc.constantFrom('fr' as const, 'en' as const),
        fc.constantFrom('Europe/Paris', 'Indian/Reunion', 'America/New_York', 'Asia/Kolkata'),
        fc.boolean(),
        (minutes, language, timeZone, isMonthFirst) => {
          const at = Date.parse('2020-01-01T00:00:00Z') + minutes * 60_000
          const options = { timeZone, now, isMonthFirst: isMonthFirst && language === 'en' }
          const read = readMoment(momentForField(at, language, timeZone), options)
          if (!read.ok) throw new Error(read.problem)
          expect(read.isDoubled ? [at, at - 3_600_000] : [at]).toContain(read.at)
        },
      ),
    )
  })
})

describe('what people say of days', () => {
  it.each([
    ['samedi prochain', '2026-12-05'],
    ['vendredi prochain', '2026-12-11'],
    ['next Saturday', '2026-12-05'],
    ['dans 1 jour', '2026-12-05'],
    ['in 2 weeks', '2026-12-18'],
    // Without its year the day that lies nearest.
    ['2/1', '2027-01-02'],
    ['31/12', '2026-12-31'],
    ['1/9', '2026-09-01'],
  ])('%s', (typed, day) => expect(readDay(typed, french)).toEqual({ ok: true, day }))

  it('is no day where it could be two', () => {
    for (const typed of ['samedi', 'prochain', 'dans jours', 'next'])
      expect(readDay(typed, french)).toEqual({ ok: false, problem: 'unread' })
    expect(readMoment('5/12/2026 9 heures du matin', french)).toMatchObject({ at: nine })
    expect(readMoment('samedi prochain 9h', french)).toMatchObject({ at: nine })
  })
})

describe('readDay', () => {
  it.each(['5/12/2026', '05.12.26', '5 décembre 2026', 'demain', '2026-12-05', 'Dec 5, 2026'])(
    'takes %j for 5 December',
    (typed) => {
      expect(readDay(typed, french)).toEqual({ ok: true, day: '2026-12-05' })
    },
  )
  it.each<[string, MomentProblem]>([
    ['31/02/2026', 'no_such_day'],
    ['5/12/2026 9h', 'unread'],
    ['x', 'unread'],
    ['', 'empty'],
  ])('has a problem with %j', (typed, problem) => {
    expect(readDay(typed, french)).toEqual({ ok: false, problem })
  })
  it('reads back what it wrote', () => {
    for (const language of ['fr', 'en'] as const)
      expect(
        readDay(
          dayForField('2026-03-09', language),
          american.isMonthFirst && language === 'en' ? american : french,
        ),
      ).toEqual({ ok: true, day: '2026-03-09' })
  })
})

it('knows half hours and southern summers', () => {
  const at = (timeZone: string, month: number, day: number, hour: number, minute = 0) =>
    zonedMoment({ year: 2026, month, day, hour, minute }, timeZone)
  expect(at('America/New_York', 3, 8, 2, 30)).toEqual({ kind: 'gap' })
  expect(at('Australia/Lord_Howe', 10, 4, 2, 15)).toEqual({ kind: 'gap' })
  expect(at('Asia/Kolkata', 12, 5, 9)).toEqual({
    kind: 'one',
    at: Date.parse('2026-12-05T03:30:00Z'),
  })
})
