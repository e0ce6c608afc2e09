// The first e-mail of each template with a form, as a draft: what was asked for, in the template's
// language, signed by the business.
import type { Language } from '#shared/contract/settings.contract.ts'
import { withBusiness } from '#shared/rules/businessPlaces.ts'
import { escapeHtml } from '#shared/rules/mergeFields.ts'
import type { AutomaticDraft } from '#main/features/email/email.feature.ts'
import { signed, type WordedTemplate } from './templates.ts'
import { welcomeTextsEn } from './welcomeEn.ts'
import { welcomeTextsFr, type WelcomeText } from './welcomeFr.ts'

const texts: Record<Language, Readonly<Record<string, WelcomeText>>> = {
  fr: welcomeTextsFr,
  en: welcomeTextsEn,
}
const greetings = {
  fr: 'Bonjour {{ first_name | à vous }},',
  en: 'Hello {{ first_name | there }},',
}
const closings = { fr: 'À bientôt,', en: 'Kind regards,' }
const names = {
  fr: (funnel: string) => `Bienvenue : ${funnel}`,
  en: (funnel: string) => `Welcome: ${funnel}`,
}

/**
 * What only the user knows (an address, a date) stands in double brackets: it must be written
 * before the e-mail can be turned on.
 */
export function welcomeEmail(
  template: WordedTemplate,
  business: Parameters<typeof signed>[1],
  funnelName: string,
): AutomaticDraft | null {
  const { id, language } = template
  const text = texts[language][id]
  if (text === undefined) return null
  // Braces in a name would be read as a merge field.
  const businessName = business.businessName.replace(/[{}[\]]/g, '').trim()
  const sign = signed(language, { ...business, businessName })
  const fill = (words: string) =>
    withBusiness(sign(words), language, { businessName, businessEmail: '' }, 'unnamed')
  // Nobody signs where no name is known; the lines every message ends with say who writes.
  const closing = [
    closings[language],
    ...(businessName === '' ? [] : [escapeHtml(businessName)]),
  ].join('<br>')
  const paragraph = (words: string) => `<p>${words}</p>`
  const body = [greetings[language], ...text.paragraphs.map((words) => escapeHtml(fill(words)))]
    .map(paragraph)
    .join('')
  return {
    name: names[language](funnelName).slice(0, 200),
    subject: fill(text.subject),
    preheader: fill(text.preheader),
    html: `${body}${paragraph(closing)}`,
  }
}
