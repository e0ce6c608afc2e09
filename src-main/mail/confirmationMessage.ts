// The message that asks whether an address is really its owner's: what was asked for, one link, and
// nothing that advertises.
import type { Language } from '#shared/contract/settings.contract.ts'
import { escapeHtml } from '#shared/rules/mergeFields/fieldValues.ts'

const words = {
  fr: {
    subject: 'Confirmez votre inscription',
    asked: (business: string) =>
      `Votre adresse a été saisie dans un formulaire de ${business} pour recevoir ses e-mails. Pour confirmer que cette demande vient de vous, ouvrez la page ci-dessous et validez.`,
    button: 'Confirmer mon inscription',
    open: 'Page de confirmation :',
    ignore:
      'Si vous n’avez rien demandé, ne faites rien : sans confirmation, vous ne recevrez pas ces e-mails.',
  },
  en: {
    subject: 'Please confirm your subscription',
    asked: (business: string) =>
      `Your address was entered in a form of ${business} to receive its e-mails. To confirm that it was you, open the page below and accept.`,
    button: 'Confirm my subscription',
    open: 'Page to confirm:',
    ignore:
      'If you did not ask for anything, do nothing: without a confirmation you will not receive these e-mails.',
  },
} as const

/**
 * Subject and body, before the link that is put in for each person.
 * @param business who asks, as people know it
 */
export function confirmationWords(
  language: Language,
  business: string,
): { subject: string; html: string } {
  // Two braces would be read as a merge field.
  const name = business.replace(/[{}]/g, '')
  return {
    subject: words[language].subject,
    html: `<p style="${paragraph}">${escapeHtml(words[language].asked(name))}</p>`,
  }
}

type Asked = { language: Language; page: string }

const paragraph = 'font-family:Arial,sans-serif;font-size:16px;line-height:1.5;color:#1c1f26'

export function confirmationHtml({ language, page }: Asked): string {
  const { button, ignore } = words[language]
  const look =
    'display:inline-block;padding:12px 22px;border-radius:6px;background:#2457c5;color:#ffffff;text-decoration:none'
  return `<p style="${paragraph}"><a href="${escapeHtml(page)}" style="${look}">${button}</a></p><p style="${paragraph}">${ignore}</p>`
}

export function confirmationText({ language, page }: Asked): string {
  const { open, ignore } = words[language]
  return `\n\n${open} ${page}\n\n${ignore}`
}
