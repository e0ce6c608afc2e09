// Who writes and how to refuse: the lines every campaign message ends with, and the address a refusal goes to.
import { escapeHtml } from '#shared/rules/mergeFields.ts'
import type { Language } from '#shared/contract/settings.contract.ts'

export type Identity = { language: Language; name: string; address: string }

const words = {
  fr: {
    sentBy: (name: string) => `Ce message vous est envoyé par ${name}.`,
    refuse: 'Ne plus recevoir ces messages',
    refuseText: 'Pour ne plus recevoir ces messages, écrivez à :',
  },
  en: {
    sentBy: (name: string) => `This message was sent to you by ${name}.`,
    refuse: 'Stop receiving these messages',
    refuseText: 'To stop receiving these messages, write to:',
  },
} as const

/** The mailto address that refuses further messages; the token says who, without saying it to anybody else. */
export function unsubscribeAddress(mailbox: string, reference: string): string {
  const at = mailbox.lastIndexOf('@')
  return `mailto:${encodeURIComponent(mailbox.slice(0, at))}@${mailbox.slice(at + 1)}?subject=unsubscribe%20${reference}`
}

export function footerHtml(identity: Identity, unsubscribe: string): string {
  const { sentBy, refuse } = words[identity.language]
  const address = identity.address.trim() === '' ? '' : `<br>${escapeHtml(identity.address.trim()).replace(/\r?\n/g, '<br>')}`
  return (
    `<div style="margin-top:32px;padding-top:12px;border-top:1px solid #cccccc;font-family:Arial,sans-serif;font-size:12px;line-height:1.5;color:#555555">` +
    `${escapeHtml(sentBy(identity.name))}${address}<br><a href="${escapeHtml(unsubscribe)}" style="color:#555555">${refuse}</a></div>`
  )
}

export function footerText(identity: Identity, unsubscribe: string): string {
  const { sentBy, refuseText } = words[identity.language]
  const address = identity.address.trim() === '' ? '' : `\n${identity.address.trim()}`
  return `\n\n-- \n${sentBy(identity.name)}${address}\n${refuseText} ${unsubscribe}\n`
}
