// Who writes and how to refuse: the lines every campaign message ends with, and the addresses a
// refusal goes to.
import { escapeHtml } from '#shared/rules/mergeFields.ts'
import type { Language } from '#shared/contract/settings.contract.ts'

export type Identity = { language: Language; name: string; address: string }

const words = {
  fr: {
    sentBy: (name: string) => `Ce message vous est envoyé par ${name}.`,
    refuse: 'Ne plus recevoir ces messages',
    refuseText: 'Pour ne plus recevoir ces messages, écrivez à :',
    refusePage: 'Pour ne plus recevoir ces messages, ouvrez cette page :',
  },
  en: {
    sentBy: (name: string) => `This message was sent to you by ${name}.`,
    refuse: 'Stop receiving these messages',
    refuseText: 'To stop receiving these messages, write to:',
    refusePage: 'To stop receiving these messages, open this page:',
  },
} as const

/**
 * Where a refusal can go: a mailbox always, and the page of a relay where one is paired and may be
 * named in a header.
 */
export type Refusing = { mailbox: string; page: string | null }

/**
 * The mailto address that refuses further messages; the token says who, without saying it to
 * anybody else.
 */
export function unsubscribeAddress(mailbox: string, reference: string): string {
  const at = mailbox.lastIndexOf('@')
  return `mailto:${encodeURIComponent(mailbox.slice(0, at))}@${mailbox.slice(at + 1)}?subject=unsubscribe%20${reference}`
}

/**
 * @param refusing null for a message that nobody can be subscribed to, such as a confirmation
 * somebody asked for
 */
export function footerHtml(identity: Identity, refusing: Refusing | null): string {
  const { sentBy, refuse } = words[identity.language]
  const address =
    identity.address.trim() === ''
      ? ''
      : `<br>${escapeHtml(identity.address.trim()).replace(/\r?\n/g, '<br>')}`
  const way =
    refusing === null
      ? ''
      : `<br><a href="${escapeHtml(refusing.page ?? refusing.mailbox)}" style="color:#555555">${refuse}</a>`
  return (
    `<div style="margin-top:32px;padding-top:12px;border-top:1px solid #cccccc;font-family:Arial,sans-serif;font-size:12px;line-height:1.5;color:#555555">` +
    `${escapeHtml(sentBy(identity.name))}${address}${way}</div>`
  )
}

export function footerText(identity: Identity, refusing: Refusing | null): string {
  const { sentBy, refuseText, refusePage } = words[identity.language]
  const address = identity.address.trim() === '' ? '' : `\n${identity.address.trim()}`
  const way =
    refusing === null
      ? ''
      : refusing.page === null
        ? `${refuseText} ${refusing.mailbox}\n`
        : `${refusePage} ${refusing.page}\n`
  return `\n\n-- \n${sentBy(identity.name)}${address}\n${way}`
}
