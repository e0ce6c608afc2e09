// The report: figures from rows, words from a model only where every number in them was computed.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { leadStatuses } from '#shared/leadFields/leadStatus.ts'
import { reportFigures, type ReportFigures } from '#main/features/assistant/report/reportFigures.ts'
import { unknownNumbers } from '#main/features/assistant/report/reportNumbers.ts'
import { templateReport } from '#main/features/assistant/report/reportTemplate.ts'
import {
  startScriptedModel,
  useScriptedModel,
  type ScriptedModel,
} from '../../support/scriptedModel.ts'
import { createTestApp, type TestApp } from '../../support/testApp.ts'

const figure = (value: number, current: number | null = value, previous: number | null = 0) => ({
  value,
  current,
  previous,
})
const stages = Object.fromEntries(
  leadStatuses.map((status, index) => [status, { count: index * 3, value: index * 1_250.5 }]),
) as never
const days = (firstDate: string, lastDate: string) => ({
  from: '2026-10-23T22:00:00.000Z',
  to: '2026-11-22T23:00:00.000Z',
  firstDate,
  lastDate,
  days: 30,
})
const overview = {
  days: 30,
  from: '2026-10-23T22:00:00.000Z',
  to: '2026-11-22T23:00:00.000Z',
  period: days('2026-10-24', '2026-11-22'),
  previous: days('2026-09-24', '2026-10-23'),
  funnelTraffic: { visitors: 310, leads: 21, sales: 2, revenue: 98 },
  unit: 'day' as const,
  figures: {
    leads: figure(1_234, 56, 40),
    campaigns: figure(2, 3, 1),
    emailsSent: figure(12_345, 12_345, 980),
    won: figure(4, 4, 3),
    wonAmount: figure(5_200),
    funnels: figure(0, null, null),
    conversion: figure(7.5, 7.5, null),
  },
  standing: { leads: 40, won: 3 },
  sandboxMessages: 17,
  chart: [{ date: '2026-11-01', leads: 56, emailsSent: 12_345, won: 4 }],
  pipeline: { totalLeads: 1_234, totalValue: 1_234_567.89, conversionRate: 7.5, byStatus: stages },
}
const inFrench = reportFigures(overview, 'fr', 'EUR', 'Europe/Paris')
const inEnglish = reportFigures(overview, 'en', 'GBP', 'Europe/Paris')
const wrongIn = (text: string, figures: ReportFigures = inFrench) => unknownNumbers(text, figures)

describe('a number in a report', () => {
  it.each([
    '1 234 leads, dont 56 nouveaux contre 40, soit 16 de plus',
    '1\u202f234 leads et 12\u00a0345 messages',
    'un taux de 7,5\u202f% ; arrondi : 8 %',
    'une valeur de 1 234 567,89 €, soit 1,2 million d’euros ou 1 234 568 €',
    'du 24 octobre au 22 novembre 2026, en 30 jours',
    'le 22/11/2026, ou 2026-11-22',
    'deux campagnes en cours, trois lancées, dix-sept messages au bac à sable',
    'un lead parmi d’autres, une première relance',
    'trente jours, cinquante-six arrivées, quarante auparavant',
    'mille deux cent trente-quatre leads',
  ])('that was computed is let through: %s', (text) => {
    expect(wrongIn(text)).toEqual([])
  })

  it.each([
    '1,234 leads, 56 new against 40',
    '12,345 messages in 30 days',
    'a rate of 7.5% and £1,234,567.89',
    'from 24 October to 22 November 2026',
    'two campaigns, fifty-six arrivals',
    'one thousand two hundred and thirty-four leads',
  ])('in English, too: %s', (text) => {
    expect(wrongIn(text, inEnglish)).toEqual([])
  })

  it.each([
    ['1 235 leads', '1 235'],
    ['un taux de 9,5 %', '9,5'],
    ['12 % de plus', '12'],
    ['98 % délivrés', '98'],
    ['environ 1 300 leads', '1 300'],
    ['1,3 million', '1,3 million'],
    ['57 arrivées', '57'],
    ['le 23 novembre 2026', '23'],
    ['en 2025', '2025'],
    ['cinq relances', 'cinq'],
    ['quatre-vingt-dix-huit pour cent', 'quatre-vingt-dix-huit'],
    ['vingt et un pour cent', 'vingt'],
    ['le double du mois passé', 'double'],
    ['la moitié des leads', 'moitié'],
    ['une centaine de messages', 'centaine'],
    ['1234567', '1234567'],
    ['0,5 %', '0,5'],
    ['multiplié par 9,2', '9,2'],
    ['56 % des leads', '56'],
    ['cinquante-six pour cent', 'cinquante-six'],
    ['3 €', '3'],
  ])('that was not is found: %s', (text, number) => {
    expect(wrongIn(text).join(' | ')).toContain(number)
  })

  it.each([
    ['open rate of 25%', '25'],
    ['nearly half of them', 'half'],
    ['leads doubled', 'doubled'],
    ['ninety-nine messages', 'ninety-nine'],
    ['hundreds of visits', 'hundreds'],
    ['on 5 January 2026', '5'],
  ])('in English, too: %s', (text, number) => {
    expect(wrongIn(text, inEnglish).join(' | ')).toContain(number)
  })

  it('of the fixed sentences is always one of the figures, in both languages, full and empty', () => {
    const nothing = {
      ...overview,
      funnelTraffic: null,
      figures: {
        ...overview.figures,
        leads: figure(0),
        campaigns: figure(0),
        emailsSent: figure(0),
        won: figure(0),
        wonAmount: figure(0),
        conversion: figure(0, 0, null),
      },
      standing: { leads: 40, won: 3 },
      sandboxMessages: 0,
      chart: [],
      pipeline: {
        totalLeads: 0,
        totalValue: 0,
        conversionRate: 0,
        byStatus: Object.fromEntries(
          leadStatuses.map((status) => [status, { count: 0, value: 0 }]),
        ) as never,
      },
    }
    for (const source of [overview, nothing]) {
      for (const language of ['fr', 'en'] as const) {
        const figures = reportFigures(source, language, 'EUR', 'Europe/Paris')
        const { title, paragraphs, suggestions } = templateReport(figures, 'Europe/Paris')
        expect(unknownNumbers([title, ...paragraphs, ...suggestions].join('\n'), figures)).toEqual(
          [],
        )
        expect([title, ...paragraphs].join(' ')).not.toContain('!')
      }
    }
    expect(
      templateReport(
        reportFigures(nothing, 'fr', 'EUR', 'Europe/Paris'),
        'Europe/Paris',
      ).paragraphs.join(' '),
    ).toContain('n’est pas connu')
    expect(templateReport(inFrench, 'Europe/Paris').paragraphs.join(' ')).toContain(
      'sa valeur à la fin de la période précédente n’est pas connue',
    )
  })
})

describe('a report', () => {
  let model: ScriptedModel
  let app: TestApp
  beforeAll(async () => {
    model = await startScriptedModel()
  })
  afterAll(() => model.stop())
  beforeEach(async () => {
    app = await createTestApp()
    await model.forget()
    for (const name of ['Léa', 'Ali', 'Zoé'])
      await app.client.crm.leads.create({ firstName: name, estimatedValue: 400 })
  })
  afterEach(() => app.remove())
  const report = () => app.client.assistant.report({ language: 'fr' })
  const words = (paragraph: string) => ({
    kind: 'json' as const,
    value: { title: 'Le point', paragraphs: [paragraph], suggestions: [] },
  })

  it('is written in fixed sentences where no provider is set up, and says so', async () => {
    const { answer } = await report()
    expect(answer).toMatchObject({ wording: 'template', generatedBy: null, refusedNumbers: [] })
    expect(answer?.paragraphs.join(' ')).toContain('3 leads sont enregistrés')
    expect(answer?.figures.find(({ key }) => key === 'pipelineValue')?.value).toBe(1_200)
  })

  it('in the model’s words is taken where every number is a figure', async () => {
    await useScriptedModel(app, model)
    await model.say(words('Trois leads, pour 1 200 € ; trente jours sans message.'))
    expect((await report()).answer).toMatchObject({
      wording: 'model',
      title: 'Le point',
      generatedBy: 'OpenAI-compatible · scripted-small',
    })
    // No name, no address: figures are all that is sent.
    expect((await model.requests())[0]?.body).not.toMatch(/Léa|Ali|Zoé/)
  })

  it('with a number nobody computed is asked for again, with the number said', async () => {
    await useScriptedModel(app, model)
    await model.say(
      words('25 % de vos messages sont ouverts.'),
      words('Trois leads sont enregistrés.'),
    )
    expect((await report()).answer).toMatchObject({
      wording: 'model',
      paragraphs: ['Trois leads sont enregistrés.'],
    })
    expect((await model.requests())[1]?.body).toContain('none of the figures: 25')
  })

  it('that keeps such a number is written in fixed sentences, and that is said', async () => {
    await useScriptedModel(app, model)
    await model.say(words('25 % de vos messages sont ouverts, le double.'))
    expect((await report()).answer).toMatchObject({
      wording: 'template_after_check',
      generatedBy: null,
      refusedNumbers: ['25', 'double'],
    })
    expect(await model.requests()).toHaveLength(2)
  })

  it('is there even where the provider is not', async () => {
    await useScriptedModel(app, model)
    await model.say({ kind: 'status', status: 401 })
    expect((await report()).answer).toMatchObject({ wording: 'template_after_failure' })
  })
})
