// Where days begin, across every change of clock time of many zones: held against what the clocks
// of the zone show.
import { describe, expect, it } from 'vitest'
import { startOfDate } from '#shared/rules/calendar/calendarDays.ts'

const minute = 60_000
const clock = (timeZone: string) =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })

describe('a day', () => {
  it('begins with the first midnight where midnight comes twice', () => {
    // Havana turns its clocks back at one o'clock: midnight comes at four and at five of UTC.
    expect(new Date(startOfDate('2026-11-01', 'America/Havana')).toISOString()).toBe(
      '2026-11-01T04:00:00.000Z',
    )
  })

  it('begins where the clocks go on where they leave midnight out', () => {
    // Beirut goes from midnight to one o'clock.
    expect(new Date(startOfDate('2026-03-29', 'Asia/Beirut')).toISOString()).toBe(
      '2026-03-28T22:00:00.000Z',
    )
    // Samoa had no 30th of December 2011: it begins, and ends, with the 31st.
    expect(startOfDate('2011-12-30', 'Pacific/Apia')).toBe(
      startOfDate('2011-12-31', 'Pacific/Apia'),
    )
  })

  it.each([
    ...['Europe/Paris', 'America/New_York', 'Pacific/Auckland', 'America/Havana', 'Asia/Beirut'],
    ...['Asia/Kolkata', 'Australia/Lord_Howe', 'Africa/Cairo', 'Pacific/Apia', 'America/St_Johns'],
    ...['America/Sao_Paulo', 'Asia/Kathmandu', 'Pacific/Chatham', 'America/Asuncion', 'UTC'],
  ])('begins in %s with the first moment the clocks show it', (timeZone) => {
    const shown = clock(timeZone)
    for (const year of [2011, 2017, 2024, 2026]) {
      for (let date = Date.UTC(year, 0, 1); date < Date.UTC(year + 1, 0, 1); date += 86_400_000) {
        const day = new Date(date).toISOString().slice(0, 10)
        const start = startOfDate(day, timeZone)
        expect(shown.format(start) >= day, `${day} ${timeZone}`).toBe(true)
        expect(shown.format(start - minute) < day, `${day} ${timeZone}`).toBe(true)
      }
    }
  })
})
