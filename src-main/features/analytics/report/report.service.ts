// The report as a PDF: the same answers the views get, set in print by a thread of its own.
import type { Language } from '#shared/contract/settings.contract.ts'
import type { Services } from '#main/core/services.ts'
import {
  dashboardOverview,
  periodAsked,
  type PeriodInput,
} from '#main/features/dashboard/dashboard.feature.ts'
import { dateAt } from '#shared/rules/calendar/calendarDays.ts'
import { stageNames, stageOrder } from '#shared/rules/leads/stages.ts'
import { businessZone, getSettings } from '#main/features/settings/settings.feature.ts'
import { printablePages, printableText } from '#main/platform/print/printableText.ts'
import { setPages, type PrintedPages } from '#main/platform/print/printedPages.ts'
import { attributionReport } from '../attribution.repository.ts'
import { campaignReport } from '../campaigns.repository.ts'
import { cohortReport } from '../cohorts.repository.ts'
import { forecastReport } from '../forecast.service.ts'
import { funnelReport } from '../funnels.repository.ts'
import { lossReport } from '../losses.repository.ts'
import { printable, reportFormat } from './reportFormat.ts'
import { quiet, reportStyles } from './reportPages.ts'
import * as sections from './reportSections.ts'
import { reportWords, worded } from './reportWords.ts'
import { sourceReport } from '../sources.repository.ts'
import { stageReport } from '../stages.repository.ts'

const cohortMonths = 12

/** @throws 422 if the dates given make no period */
export async function printReport(
  services: Services,
  { language, ...asked }: PeriodInput & { language: Language },
): Promise<File> {
  const pages = await reportPages(services, asked, language)
  const pdf = await setPages(pages)
  const { firstDate, lastDate } = periodAsked(services, asked)
  return new File(
    [new Uint8Array(pdf)],
    `${reportWords[language].file}-${firstDate}-${lastDate}.pdf`,
    { type: 'application/pdf' },
  )
}

/** What the report says, before it is set. */
export async function reportPages(
  services: Services,
  asked: PeriodInput,
  language: Language,
): Promise<PrintedPages> {
  const losses = await lossReport(services, asked)
  const { currency, ...settings } = getSettings(services)
  const businessName = printableText(settings.businessName)
  const words = reportWords[language]
  const format = reportFormat(language, currency)
  const overview = dashboardOverview(services, asked)
  const dayCounts =
    overview.period.days === overview.previous.days
      ? ''
      : worded(words.dayCounts, {
          current: format.number(overview.period.days),
          previous: format.number(overview.previous.days),
        })
  const zone = asked.timeZone ?? businessZone(services)
  const writing = {
    ...{ words, format, zone },
    stageNames: stageNames(settings.stages, language),
    stageOrder: stageOrder(settings.stages),
  }
  const span = (period: { firstDate: string; lastDate: string }) => ({
    first: format.date(period.firstDate),
    last: format.date(period.lastDate),
  })
  const made = worded(words.made, {
    date: format.date(dateAt(services.host.clock.now(), zone)),
  })
  return printable({
    title: words.title,
    author: businessName,
    footer: [businessName, words.title].filter(Boolean).join(' · '),
    styles: reportStyles,
    content: printablePages([
      { text: [businessName, words.title].filter(Boolean).join(' · '), style: 'title' },
      quiet(
        `${worded(words.period, span(overview.period))}, ${worded(words.compared, span(overview.previous))}${dayCounts}`,
      ),
      quiet(made),
      ...sections.figuresSection(overview, writing),
      ...sections.pipelineSection(overview, writing),
      ...sections.sourcesSection(sourceReport(services, asked), writing),
      ...sections.stagesSection(stageReport(services, asked), writing),
      ...sections.lossesSection(losses, writing),
      ...sections.forecastSection(forecastReport(services), writing),
      ...sections.cohortsSection(cohortReport(services, { months: cohortMonths }), writing),
      ...sections.campaignsSection(campaignReport(services, asked), writing),
      ...sections.funnelsSection(funnelReport(services, asked), writing),
      ...sections.attributionSection(attributionReport(services, asked), writing),
    ]),
  })
}
