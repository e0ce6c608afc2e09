// The first e-mail of each template with a form, as a draft: what was asked for, in the template's
// language, signed by the business.
import { z } from 'zod'
import welcomeEmails from '#resources/texts/welcomeEmails.json' with { type: 'json' }
import { withBusiness } from '#shared/rules/businessPlaces.ts'
import { escapeHtml } from '#shared/rules/mergeFields/fieldValues.ts'
import { shortened } from '#shared/rules/shortened.ts'
import type { AutomaticDraft } from '#main/features/email/email.feature.ts'
import { localisedText, readInLanguage } from '#main/platform/resourceText.ts'
import { signed, type WordedTemplate } from './templates.ts'

export const WelcomeEmailsFile = z.strictObject({
  greeting: localisedText(),
  closing: localisedText(),
  /** What the e-mail is called in the list. */
  name: localisedText({ placeholders: ['funnel'] }),
})
const words = readInLanguage(WelcomeEmailsFile, welcomeEmails)

/**
 * What only the user knows (an address, a date) stands in double brackets: it must be written
 * before the e-mail can be turned on.
 */
export function welcomeEmail(
  template: WordedTemplate,
  business: Parameters<typeof signed>[1],
  funnelName: string,
): AutomaticDraft | null {
  const { language, welcome: text } = template
  if (text === undefined) return null
  const { greeting, closing, name } = words(language)
  // Braces in a name would be read as a merge field.
  const businessName = business.businessName.replace(/[{}[\]]/g, '').trim()
  const sign = signed(language, { ...business, businessName })
  const fill = (words: string) =>
    withBusiness(sign(words), language, { businessName, businessEmail: '' }, 'unnamed')
  // Nobody signs where no name is known; the lines every message ends with say who writes.
  const signature = [closing, ...(businessName === '' ? [] : [escapeHtml(businessName)])].join(
    '<br>',
  )
  const paragraph = (words: string) => `<p>${words}</p>`
  const body = [greeting, ...text.paragraphs.map((words) => escapeHtml(fill(words)))]
    .map(paragraph)
    .join('')
  return {
    name: shortened(
      name.replace('{funnel}', () => funnelName),
      200,
    ),
    subject: fill(text.subject),
    preheader: fill(text.preheader),
    html: `${body}${paragraph(signature)}`,
  }
}
