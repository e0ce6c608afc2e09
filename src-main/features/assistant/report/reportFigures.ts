// The figures of a report, computed by the dashboard, each with its words and its spelling in the
// language of the report.
import type { DashboardOverview } from '#shared/contract/dashboard.contract.ts'
import type { Language } from '#shared/contract/settings.contract.ts'
import {
  stageNames,
  usualStages,
  type StageNames,
  type StageSetting,
} from '#shared/rules/leads/stages.ts'

export type ReportFigure = {
  key: string
  label: string
  /** As it is written; says so if it is not known. */
  text: string
  /** Null if it is not known. */
  value: number | null
  kind: 'count' | 'percent' | 'money'
}
export type ReportFigures = {
  language: Language
  days: number
  from: string
  to: string
  list: ReportFigure[]
  /** First and last day, as they are written. */ period: string
  /** As the business calls them. */
  stages: StageNames
  dates: string[]
}

const words = {
  fr: {
    unknown: 'inconnu',
    labels: {
      leads: 'Leads enregistrés',
      newLeads: 'Nouveaux leads',
      newLeadsBefore: 'Nouveaux leads, période précédente',
      won: 'Leads gagnés pendant la période',
      wonBefore: 'Leads gagnés, période précédente',
      wonAmount: 'Montant gagné pendant la période',
      campaignsActive: 'Campagnes programmées, en cours ou en pause',
      campaignsStarted: 'Campagnes lancées',
      campaignsStartedBefore: 'Campagnes lancées, période précédente',
      emailsSent: 'Messages acceptés par un serveur d’envoi',
      emailsSentBefore: 'Messages acceptés, période précédente',
      sandbox: 'Messages restés dans le bac à sable',
      funnelVisitors: 'Visites mesurées sur les tunnels',
      funnelLeads: 'Leads mesurés sur les tunnels',
      conversion: 'Taux de conversion',
      conversionBefore: 'Taux de conversion à la fin de la période précédente',
      pipelineValue: 'Valeur estimée de tous les leads, gagnés et perdus compris',
    },
    ofStage: (stage: string) => `Leads à l’étape « ${stage} »`,
    valueOfStage: (stage: string) => `Valeur à l’étape « ${stage} »`,
  },
  en: {
    unknown: 'unknown',
    labels: {
      leads: 'Leads on record',
      newLeads: 'New leads',
      newLeadsBefore: 'New leads, period before',
      won: 'Leads won in the period',
      wonBefore: 'Leads won, period before',
      wonAmount: 'Amount won in the period',
      campaignsActive: 'Campaigns scheduled, being sent or paused',
      campaignsStarted: 'Campaigns started',
      campaignsStartedBefore: 'Campaigns started, period before',
      emailsSent: 'Messages accepted by a mail server',
      emailsSentBefore: 'Messages accepted, period before',
      sandbox: 'Messages kept in the sandbox',
      funnelVisitors: 'Visits measured on funnels',
      funnelLeads: 'Leads measured on funnels',
      conversion: 'Conversion rate',
      conversionBefore: 'Conversion rate at the end of the period before',
      pipelineValue: 'Estimated value of all leads, won and lost included',
    },
    ofStage: (stage: string) => `Leads in the stage “${stage}”`,
    valueOfStage: (stage: string) => `Value in the stage “${stage}”`,
  },
}

export const localeTag: Record<Language, string> = { fr: 'fr-FR', en: 'en-GB' }

/** Numbers as they are written in the language of the report. */
export function figureFormat(language: Language, currency: string) {
  const number = new Intl.NumberFormat(localeTag[language], { maximumFractionDigits: 1 })
  const money = new Intl.NumberFormat(localeTag[language], {
    style: 'currency',
    currency,
    maximumFractionDigits: 2,
    trailingZeroDisplay: 'stripIfInteger',
  })
  return {
    count: (value: number) => number.format(value),
    percent: (value: number) => `${number.format(value)}${language === 'fr' ? ' %' : '%'}`,
    money: (value: number) => money.format(value),
  }
}

/**
 * @param timeZone in which the days of the period begin
 * @param stages in the order and under the names of the business
 */
export function reportFigures(
  overview: DashboardOverview,
  language: Language,
  currency: string,
  timeZone: string,
  stages: readonly StageSetting[] = usualStages,
): ReportFigures {
  const { figures, pipeline, funnelTraffic } = overview
  const { labels, unknown } = words[language]
  const format = figureFormat(language, currency)
  const names = stageNames(stages, language)
  const figure = (
    key: keyof typeof labels,
    value: number | null,
    kind: ReportFigure['kind'] = 'count',
  ): ReportFigure => ({
    key,
    label: labels[key],
    value,
    kind,
    text: value === null ? unknown : format[kind](value),
  })
  // The period ends at midnight: its last day is the one before.
  const to = new Date(Date.parse(overview.to) - 1).toISOString()
  return {
    language,
    days: overview.days,
    from: overview.from,
    to,
    period: [overview.from, to]
      .map((moment) => spellingsOfDay(moment, language, timeZone)[2])
      .join(' – '),
    dates: [
      ...new Set(
        [overview.from, to].flatMap((moment) => spellingsOfDay(moment, language, timeZone)),
      ),
    ],
    list: [
      figure('leads', figures.leads.value),
      figure('newLeads', figures.leads.current),
      figure('newLeadsBefore', figures.leads.previous),
      figure('won', figures.won.current),
      figure('wonBefore', figures.won.previous),
      figure('wonAmount', figures.wonAmount.current, 'money'),
      figure('campaignsActive', figures.campaigns.value),
      figure('campaignsStarted', figures.campaigns.current),
      figure('campaignsStartedBefore', figures.campaigns.previous),
      figure('emailsSent', figures.emailsSent.value),
      figure('emailsSentBefore', figures.emailsSent.previous),
      figure('sandbox', overview.sandboxMessages),
      figure('funnelVisitors', funnelTraffic?.visitors ?? null),
      figure('funnelLeads', funnelTraffic?.leads ?? null),
      // A rate of nothing is no rate.
      figure('conversion', pipeline.totalLeads === 0 ? null : figures.conversion.value, 'percent'),
      figure('conversionBefore', figures.conversion.previous, 'percent'),
      figure('pipelineValue', pipeline.totalValue, 'money'),
      ...stageFigures(pipeline, { language, names, stages }, format),
    ],
    stages: names,
  }
}

/** How many leads stand in each stage, and their value. */
function stageFigures(
  pipeline: DashboardOverview['pipeline'],
  {
    language,
    names,
    stages,
  }: { language: Language; names: StageNames; stages: readonly StageSetting[] },
  format: ReturnType<typeof figureFormat>,
): ReportFigure[] {
  const { ofStage, valueOfStage } = words[language]
  return stages.flatMap(({ status }): ReportFigure[] => {
    const { count, value } = pipeline.byStatus[status]
    return [
      {
        key: `stage_${status}`,
        label: ofStage(names[status]),
        value: count,
        kind: 'count',
        text: format.count(count),
      },
      {
        key: `stage_value_${status}`,
        label: valueOfStage(names[status]),
        value,
        kind: 'money',
        text: format.money(value),
      },
    ]
  })
}

/** The ways a day is usually written, longest first. */
function spellingsOfDay(moment: string, language: Language, timeZone: string): string[] {
  const shapes: Intl.DateTimeFormatOptions[] = [
    { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
    { day: 'numeric', month: 'long', year: 'numeric' },
    { day: 'numeric', month: 'short', year: 'numeric' },
    { day: '2-digit', month: '2-digit', year: 'numeric' },
    { day: 'numeric', month: 'long' },
    { day: 'numeric', month: 'short' },
    { month: 'long', year: 'numeric' },
  ]
  const zone = { timeZone }
  const iso = new Intl.DateTimeFormat('en-CA', {
    ...zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(new Date(moment))
  return [
    iso,
    ...shapes.map((shape) =>
      new Intl.DateTimeFormat(localeTag[language], { ...zone, ...shape }).format(new Date(moment)),
    ),
  ]
}
