// The printed report: a real PDF in both languages, with embedded fonts, that says what the views
// say.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { insertEvent } from '#main/features/funnels/statistics/funnelEvents.repository.ts'
import { reportPages } from '#main/features/analytics/report/report.service.ts'
import { createTestApp, type TestApp } from '../../support/testApp.ts'

let app: TestApp
beforeEach(async () => void (app = await createTestApp()))
afterEach(() => app.remove())

const textsOf = (node: unknown): string[] =>
  typeof node === 'string'
    ? [node]
    : typeof node === 'object' && node !== null
      ? Object.values(node).flatMap(textsOf)
      : []
const asked = { period: 'days90', compare: 'before', timeZone: 'Europe/Paris' } as const

it('is a PDF with its fonts inside, named after its dates', async () => {
  await app.client.system.loadDemoData()
  for (const [language, name] of [
    ['fr', 'rapport-2026-08-25-2026-11-22.pdf'],
    ['en', 'report-2026-08-25-2026-11-22.pdf'],
  ] as const) {
    const file = await app.client.analytics.report({ ...asked, language })
    const bytes = Buffer.from(await file.arrayBuffer())
    expect([file.name, file.type, bytes.subarray(0, 5).toString()]).toEqual([
      name,
      'application/pdf',
      '%PDF-',
    ])
    expect(bytes.toString('latin1')).toMatch(/\/FontFile2/)
    expect(bytes.toString('latin1')).toContain('Roboto')
  }
})

it('says the numbers the views say, in the language asked for', async () => {
  await app.client.settings.update({ businessName: 'Kwiaciarnia Łódź' })
  await app.client.crm.leads.create({
    firstName: 'Příliš',
    source: 'Żółć',
    status: 'won',
    estimatedValue: 1_234,
  })
  const french = textsOf(await reportPages(app.services, asked, 'fr'))
  const english = textsOf(await reportPages(app.services, asked, 'en'))
  expect(french).toEqual(
    expect.arrayContaining([
      'Kwiaciarnia Łódź · Rapport marketing',
      'Żółć',
      'Leads gagnés',
      '1\u00a0234\u00a0€',
    ]),
  )
  expect(english).toEqual(expect.arrayContaining(['Leads won', '€1,234']))
  // Not in the font: it would print as an empty box.
  expect(french.join('')).not.toContain('\u202f')
  expect(french.join(' ')).toContain('Pas encore assez d’historique')
})

it('tells why leads were lost as their view does, once for each reason', async () => {
  for (const lostReason of ['Trop cher', 'trop cher', 'Sans nouvelles', undefined])
    await app.client.crm.leads.create({
      ...{ firstName: 'Zoé', status: 'lost', estimatedValue: 100 },
      ...(lostReason === undefined ? {} : { lostReason }),
    })
  const { items } = await app.client.analytics.losses(asked)
  expect(items.map(({ leads }) => leads)).toEqual([2, 1, 1])
  for (const [language, none, half] of [
    ['fr', 'Aucun motif donné', '50 %'],
    ['en', 'No reason given', '50%'],
  ] as const) {
    const texts = textsOf(await reportPages(app.services, asked, language)).map((words) =>
      words.replace(/[\u00a0\u202f]/g, ' '),
    )
    expect(texts).toEqual(expect.arrayContaining(['Sans nouvelles', none, half]))
    expect(texts.filter((words) => words.toLowerCase() === 'trop cher')).toHaveLength(1)
  }
})

it('of nothing says that there is nothing', async () => {
  expect(
    textsOf(await reportPages(app.services, asked, 'fr')).filter(
      (text) => text === 'Rien à montrer pour cette période.',
    ).length,
  ).toBeGreaterThan(4)
})

it('adds no francs to euros: what a funnel took is told in the currency of the settings', async () => {
  const { id: funnelId, pages } = await app.client.funnels.create({
    query: { template: 'webinar-replay-fr' },
    body: { name: 'F' },
  })
  const at = app.host.clock.now()
  await app.services.database.write([], async (transaction) => {
    for (const [currency, amountCents] of [
      ['EUR', 1_050],
      ['CHF', 2_000],
    ] as const) {
      await insertEvent(transaction, {
        eventId: currency,
        kind: 'sale',
        at,
        funnelId,
        pageId: pages[0]?.id ?? 0,
        amountCents,
        currency,
      })
    }
  })
  const told = async () => {
    const { items } = await app.client.analytics.funnels(asked)
    const { funnelTraffic } = await app.client.dashboard.overview(asked)
    return [items[0]?.sales, items[0]?.revenue, funnelTraffic?.sales, funnelTraffic?.revenue]
  }
  expect(await told()).toEqual([2, 10.5, 2, 10.5])
  await app.client.settings.update({ currency: 'CHF' })
  expect(await told()).toEqual([2, 20, 2, 20])
})
