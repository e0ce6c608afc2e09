// Figures, charts and the status line are pure functions of what was measured.
import { expect, test } from 'vitest'
import type { OutboxStatus } from '#shared/contract/outbox.ts'
import { pointsDelta, relativeDelta } from '../../src-renderer/features/dashboard/figureDelta.ts'
import {
  isChartEmpty,
  performanceOption,
} from '../../src-renderer/features/dashboard/performance.chart.ts'
import { statusMessages, waitingDecisions } from '../../src-renderer/shell/statusLine.ts'
import { colours } from '../../src-renderer/styles/tokens.ts'
import { visibleRows } from '../../src-renderer/ui/tables/visibleRows.ts'
import { readAmount, showAmount } from '../../src-renderer/ui/fields/amountInput.ts'

test('A change that cannot be known is not invented, and one from nothing is told apart', () => {
  expect(relativeDelta(5, null)).toBeNull()
  expect(relativeDelta(5, 0)).toBe('fromZero')
  expect(pointsDelta(null, 3)).toBeNull()
  expect(relativeDelta(15, 10)).toEqual({ value: 50, tone: 'up' })
  expect(pointsDelta(8.3, 10.4)).toEqual({ value: -2.1, tone: 'down' })
})

test('The chart draws the numbers given, leads and messages on their own axes', () => {
  const points = [
    { date: '2026-11-01', leads: 3, emailsSent: 1200, won: 1 },
    { date: '2026-11-02', leads: 0, emailsSent: 0, won: 0 },
  ]
  const option = performanceOption(points, colours.light, {
    leads: 'Leads',
    won: 'Gagnés',
    emails: 'E-mails',
    day: (date) => date,
    number: String,
  })
  expect(option.series).toMatchObject([
    { name: 'Leads', data: [3, 0], yAxisIndex: 0 },
    { name: 'Gagnés', data: [1, 0], yAxisIndex: 0 },
    { name: 'E-mails', data: [1200, 0], yAxisIndex: 1 },
  ])
  expect(isChartEmpty(points)).toBe(false)
  expect(isChartEmpty([{ date: '2026-11-02', leads: 0, emailsSent: 0, won: 0 }])).toBe(true)
})

const calm: OutboxStatus = {
  engine: 'running',
  waiting: 0,
  uncertain: 0,
  offline: false,
  sandboxOnly: false,
  sending: [],
  blockedAccounts: [],
}
const keys = (outbox: OutboxStatus) => statusMessages(outbox, String).map((message) => message.key)

test('The status line says the most urgent first', () => {
  expect(keys(calm)).toEqual(['status.calm'])
  expect(keys({ ...calm, waiting: 12, offline: true })).toEqual([
    'status.offline',
    'status.waiting',
  ])
  const sending = [
    { campaignId: 1, name: 'Noël', done: 1240, total: 5000, perMinute: 600, secondsLeft: 376 },
  ]
  const messages = statusMessages({ ...calm, uncertain: 2, waiting: 3760, sending }, String)
  expect(messages.map((message) => message.key)).toEqual(['status.uncertain', 'status.sendingFor'])
  expect(messages[1]?.values).toMatchObject({ done: '1240', total: '5000', minutes: '6' })
  expect(
    waitingDecisions({
      ...calm,
      uncertain: 2,
      blockedAccounts: [{ id: 1, name: 'A', reason: 'login', reply: '' }],
    }),
  ).toBe(3)
})

test('Time left is said only where it was measured', () => {
  const sending = [
    { campaignId: 1, name: 'Noël', done: 0, total: 10, perMinute: null, secondsLeft: null },
  ]
  expect(keys({ ...calm, sending })).toEqual(['status.sending'])
})

test('Only the rows in sight are drawn', () => {
  expect(visibleRows(0, 440, 44, 100_000)).toEqual({ first: 0, last: 18 })
  expect(visibleRows(44_000, 440, 44, 100_000)).toEqual({ first: 992, last: 1018 })
  expect(visibleRows(0, 440, 44, 3)).toEqual({ first: 0, last: 3 })
})

test('An amount is read as it is written in either language', () => {
  expect(readAmount('1 200,50')).toBe(1200.5)
  expect(readAmount('1200.5')).toBe(1200.5)
  expect(readAmount('douze')).toBeNull()
  // Thousands and decimals are told apart as people write them: never by a thousand too little.
  for (const typed of ['1.250', '1,250', '1 250', '1.250,00', '1,250.00', "1'250"])
    expect([typed, readAmount(typed)]).toEqual([typed, 1250])
  expect(readAmount('1.250.000,5')).toBe(1250000.5)
  expect([readAmount('1234.500'), readAmount('0,125'), readAmount('0.500')]).toEqual([
    1234.5, 0.13, 0.5,
  ])
  expect(readAmount('1.25,000')).toBeNull()
  for (const typed of [
    '1 250 €',
    '€1,250',
    '1250 EUR',
    '1250€',
    '1 250,00 euros',
    '1,25 k€',
    '1 250 € HT',
  ])
    expect([typed, readAmount(typed)]).toEqual([typed, 1250])
  for (const typed of ['1 2 3', '12 34', '500 DH', '5OO', '500 €/an', 'k'])
    expect([typed, readAmount(typed)]).toEqual([typed, null])
  expect(showAmount(1200.5, 'fr')).toBe('1200,5')
})
