// The report in fixed sentences, for when no model words it: nothing but the figures, and plain
// about what is not known.
import type { Language } from '#shared/contract/settings.contract.ts'
import { localeTag, type ReportFigures } from './reportFigures.ts'

export type ReportWords = { title: string; paragraphs: string[]; suggestions: string[] }
type Read = {
  value: (key: string) => number
  text: (key: string) => string
  isKnown: (key: string) => boolean
  days: string
  period: [string, string]
  stages: ReportFigures['stages']
}

/** @param timeZone in which the days of the period begin */
export function templateReport(figures: ReportFigures, timeZone: string): ReportWords {
  const byKey = new Map(figures.list.map((figure) => [figure.key, figure]))
  const day = dayFormat(figures.language, timeZone)
  const read: Read = {
    value: (key) => byKey.get(key)?.value ?? 0,
    text: (key) => byKey.get(key)?.text ?? '',
    isKnown: (key) => byKey.get(key)?.value != null,
    days: String(figures.days),
    period: [day.format(new Date(figures.from)), day.format(new Date(figures.to))],
    stages: figures.stages,
  }
  return figures.language === 'fr' ? french(read) : english(read)
}

function dayFormat(language: Language, timeZone: string): Intl.DateTimeFormat {
  const shape = { day: 'numeric', month: 'long', year: 'numeric' } as const
  return new Intl.DateTimeFormat(localeTag[language], { ...shape, timeZone })
}

// French counts nothing in the singular.
const fr = (count: number, one: string, many: string) => (count < 2 ? one : many)
const en = (count: number, one: string, many: string) => (count === 1 ? one : many)

function french({ value, text, isKnown, days, period, stages }: Read): ReportWords {
  const people = `${fr(value('leads'), 'Un lead est enregistré', `${text('leads')} leads sont enregistrés`)}`
  const leads =
    value('leads') === 0
      ? 'Aucun lead n’est enregistré.'
      : `${people}. ${text('newLeads')} ${fr(value('newLeads'), 'est arrivé', 'sont arrivés')} pendant ces ${days} jours, contre ${text('newLeadsBefore')} pendant les ${days} jours précédents.`
  const mail = [
    value('emailsSent') === 0
      ? 'Aucun message n’a été remis à un serveur d’envoi pendant la période.'
      : `${text('emailsSent')} ${fr(value('emailsSent'), 'message a été accepté', 'messages ont été acceptés')} par un serveur d’envoi, contre ${text('emailsSentBefore')} auparavant.`,
    ...(value('sandbox') > 0
      ? [
          `${text('sandbox')} ${fr(value('sandbox'), 'message est resté', 'messages sont restés')} dans le bac à sable : rien n’en est parti.`,
        ]
      : []),
    value('campaignsStarted') === 0
      ? 'Aucune campagne n’a été lancée.'
      : `${text('campaignsStarted')} ${fr(value('campaignsStarted'), 'campagne a été lancée', 'campagnes ont été lancées')}, contre ${text('campaignsStartedBefore')} auparavant.`,
    ...(isKnown('funnelVisitors')
      ? [
          `Visites mesurées sur les tunnels : ${text('funnelVisitors')} ; leads venus par elles : ${text('funnelLeads')}.`,
        ]
      : []),
    'Les ouvertures et les clics ne sont pas mesurés : rien n’en est dit ici.',
  ].join(' ')
  const conversion = !isKnown('conversion')
    ? 'Le taux de conversion n’est pas connu : il n’y a pas encore de lead.'
    : `Le taux de conversion est de ${text('conversion')} ; ${isKnown('conversionBefore') ? `il était de ${text('conversionBefore')} à la fin de la période précédente` : 'sa valeur à la fin de la période précédente n’est pas connue'}. ${value('won') === 0 ? 'Aucun lead n’a été gagné pendant la période.' : `${text('won')} ${fr(value('won'), 'lead a été gagné', 'leads ont été gagnés')} pendant la période, pour ${text('wonAmount')}, contre ${text('wonBefore')} auparavant.`}`
  const pipeline = `La valeur estimée de tous les leads, gagnés et perdus compris, est de ${text('pipelineValue')}, dont ${text('stage_value_proposal')} à l’étape « ${stages.proposal} » et ${text('stage_value_negotiation')} à l’étape « ${stages.negotiation} ».`
  return {
    title: `Rapport du ${period[0]} au ${period[1]}`,
    paragraphs: [leads, mail, ...(value('leads') === 0 ? [conversion] : [conversion, pipeline])],
    suggestions: [
      ...(value('leads') === 0
        ? ['Importer les contacts existants, ou ajouter un premier lead.']
        : []),
      ...(value('stage_new') > 0
        ? [`Prendre contact avec les leads à l’étape « ${stages.new} » (${text('stage_new')}).`]
        : []),
      ...(value('stage_proposal') > 0
        ? [`Relancer les leads à l’étape « ${stages.proposal} » (${text('stage_proposal')}).`]
        : []),
      ...(value('leads') > 0 && value('emailsSent') === 0
        ? ['Préparer une campagne : aucun message n’est parti pendant la période.']
        : []),
    ],
  }
}

function english({ value, text, isKnown, days, period, stages }: Read): ReportWords {
  const people = en(value('leads'), 'One lead is on record', `${text('leads')} leads are on record`)
  const leads =
    value('leads') === 0
      ? 'No lead is on record.'
      : `${people}. ${text('newLeads')} arrived in these ${days} days, against ${text('newLeadsBefore')} in the ${days} days before.`
  const mail = [
    value('emailsSent') === 0
      ? 'No message was accepted by a mail server in the period.'
      : `${text('emailsSent')} ${en(value('emailsSent'), 'message was', 'messages were')} accepted by a mail server, against ${text('emailsSentBefore')} before.`,
    ...(value('sandbox') > 0
      ? [
          `${text('sandbox')} ${en(value('sandbox'), 'message', 'messages')} stayed in the sandbox: nothing of that left.`,
        ]
      : []),
    value('campaignsStarted') === 0
      ? 'No campaign was started.'
      : `${text('campaignsStarted')} ${en(value('campaignsStarted'), 'campaign was', 'campaigns were')} started, against ${text('campaignsStartedBefore')} before.`,
    ...(isKnown('funnelVisitors')
      ? [
          `Visits measured on funnels: ${text('funnelVisitors')}; leads who came by them: ${text('funnelLeads')}.`,
        ]
      : []),
    'Opens and clicks are not measured: nothing is said of them here.',
  ].join(' ')
  const conversion = !isKnown('conversion')
    ? 'The conversion rate is not known: there is no lead yet.'
    : `The conversion rate is ${text('conversion')}; ${isKnown('conversionBefore') ? `it was ${text('conversionBefore')} at the end of the period before` : 'what it was at the end of the period before is not known'}. ${value('won') === 0 ? 'No lead was won in the period.' : `${text('won')} ${en(value('won'), 'lead was', 'leads were')} won in the period, worth ${text('wonAmount')}, against ${text('wonBefore')} before.`}`
  const pipeline = `The estimated value of all leads, won and lost included, is ${text('pipelineValue')}, of which ${text('stage_value_proposal')} in the stage “${stages.proposal}” and ${text('stage_value_negotiation')} in the stage “${stages.negotiation}”.`
  return {
    title: `Report from ${period[0]} to ${period[1]}`,
    paragraphs: [leads, mail, ...(value('leads') === 0 ? [conversion] : [conversion, pipeline])],
    suggestions: [
      ...(value('leads') === 0 ? ['Import the contacts there are, or add a first lead.'] : []),
      ...(value('stage_new') > 0
        ? [`Get in touch with the leads in the stage “${stages.new}” (${text('stage_new')}).`]
        : []),
      ...(value('stage_proposal') > 0
        ? [`Follow up on the leads in the stage “${stages.proposal}” (${text('stage_proposal')}).`]
        : []),
      ...(value('leads') > 0 && value('emailsSent') === 0
        ? ['Prepare a campaign: no message left in the period.']
        : []),
    ],
  }
}
