// The calendar file by the rules of RFC 5545: folding, escaping, whole days, series and their zone.
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { foldedLine } from '#main/features/crm/export/foldedLine.ts'
import { icsSeries, icsText, icsTimeZone } from '#main/features/crm/tasks/icsText.ts'
import { createTestApp, type TestApp } from '../../support/testApp.ts'

describe('a line', () => {
  it('is never longer than 75 octets, splits no character and reads back as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        const line = `SUMMARY:${icsText(text)}`
        const folded = foldedLine(line)
        for (const part of folded.split('\r\n'))
          expect(Buffer.byteLength(part)).toBeLessThanOrEqual(75)
        expect(folded.replaceAll('\r\n ', '').replace(/\r\n$/, '')).toBe(line)
      }),
    )
  })

  it('cannot be left by what was typed', () => {
    expect(icsText('a\\;b,c\r\nEND:VTODO\u2028x\u0007')).toBe('a\\\\\\;b\\,c\\nEND:VTODO\\nx ')
  })
})

describe('a series', () => {
  it('takes the last day there is of a short month', () => {
    const month = { every: 'month', interval: 1 } as const
    const of = (...series: Parameters<typeof icsSeries>) => {
      const found = icsSeries(...series)
      return found === null ? null : [found.rule, ...found.besides].join(' ')
    }
    const until = '2029-12-31'
    expect(of({ ...month, day: 31 }, '2027-01-31', until)).toBe('FREQ=MONTHLY;BYMONTHDAY=-1')
    expect(of({ ...month, day: 30 }, '2027-01-30', until)).toBe(
      'FREQ=MONTHLY;BYMONTHDAY=30 2027-02-28 2028-02-29 2029-02-28',
    )
    expect(of({ ...month, interval: 13, day: 29 }, '2027-01-29', until)).toBe(
      'FREQ=MONTHLY;INTERVAL=13;BYMONTHDAY=29',
    )
    expect(of({ ...month, interval: 2, day: 5 }, '2027-01-05', until)).toBe(
      'FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=5',
    )
    expect(of({ every: 'year', interval: 1, day: 29 }, '2028-02-29', until)).toBe(
      'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1',
    )
    expect(of({ ...month, day: 31 }, '2027-01-05', until)).toBeNull()
    expect(of({ ...month, day: 30 }, '2027-02-28', until)).toBeNull()
    expect(of({ every: 'week', interval: 3 }, '2027-01-05', until)).toBe('FREQ=WEEKLY;INTERVAL=3')
  })

  it('comes with the changes of its clocks', () => {
    const zone = icsTimeZone(
      'Europe/Paris',
      Date.parse('2026-01-01T00:00:00Z'),
      Date.parse('2027-01-01T00:00:00Z'),
    )
    expect(zone.join('\n')).toContain(
      'BEGIN:DAYLIGHT\nDTSTART:20260329T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nEND:DAYLIGHT',
    )
    expect(zone.join('\n')).toContain(
      'BEGIN:STANDARD\nDTSTART:20261025T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nEND:STANDARD',
    )
  })
})

describe('the file', () => {
  let app: TestApp
  beforeEach(async () => {
    app = await createTestApp()
    await app.client.settings.update({ timeZone: 'Europe/Paris' })
  })
  afterEach(() => app.remove())
  const file = async () => (await app.client.crm.tasks.calendar()).text()
  const uids = (text: string) => [...text.matchAll(/^UID:(.+)$/gm)].map(([, uid]) => uid)

  it('has open tasks with a date and planned meetings, under names that stay', async () => {
    const { tasks } = app.client.crm
    const { id } = await app.client.crm.leads.create({ firstName: 'Zoé', lastName: 'Roux' })
    const day = await tasks.create({ title: 'Rappeler, vite', dueAt: '2026-11-30', leadId: id })
    await tasks.create({ title: 'Heure', dueAt: '2026-11-30T09:00:00Z' })
    await tasks.create({ title: 'Sans date' })
    await tasks.create({ title: 'Faite', dueAt: '2026-11-30', doneAt: '2026-11-20T09:00:00Z' })
    await tasks.create({
      ...{ title: 'Bilan', dueAt: '2027-01-31T08:00:00Z' },
      repeats: 'monthly',
    })
    await app.client.crm.interactions.create({
      ...{ id, type: 'meeting' },
      occurredAt: '2026-12-01T13:30:00Z',
    })
    const text = await file()
    expect(text).toContain(
      'SUMMARY:Rappeler\\, vite\r\nDESCRIPTION:Zoé Roux\r\nDUE;VALUE=DATE:20261130',
    )
    expect(text).toContain('SUMMARY:Heure\r\nDUE:20261130T090000Z')
    expect(text).toContain(
      'DTSTART;TZID=Europe/Paris:20270131T090000\r\nRRULE:FREQ=MONTHLY;BYMONTHDAY=-1',
    )
    expect(text).toContain(
      'SUMMARY:Rendez-vous\r\nDESCRIPTION:Zoé Roux\r\nDTSTART:20261201T133000Z',
    )
    expect(text).not.toMatch(/Sans date|Faite/)
    expect(
      [...text.matchAll(/BEGIN:(\w+)/g)]
        .map(([, name]) => name)
        .filter((name) => ['VTODO', 'VEVENT'].includes(name ?? '')),
    ).toEqual(['VTODO', 'VTODO', 'VEVENT', 'VTODO'])
    await tasks.update({ id: day.id, title: 'Autre', dueAt: '2026-12-24' })
    app.host.clock.advance(60_000)
    expect(uids(await file()).toSorted()).toEqual(uids(text).toSorted())
  })
})
