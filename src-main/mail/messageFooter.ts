// Who writes and how to refuse: the lines every campaign message ends with, and the addresses a
// refusal goes to.
import { escapeHtml } from '#shared/rules/mergeFields/fieldValues.ts'
import { contrast, textOn } from '#shared/rules/pages/pageColours.ts'
import type { Language } from '#shared/contract/settings.contract.ts'
import type { FooterLayout } from './footerLayout.ts'

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
    // "Stop receiving these messages" costs a point with SpamAssassin.
    refuse: 'Unsubscribe from these messages',
    refuseText: 'To unsubscribe from these messages, write to:',
    refusePage: 'To unsubscribe from these messages, open this page:',
  },
} as const

/**
 * Where a refusal can go: a mailbox always, and the page of a relay where one is paired and may be
 * named in a header.
 */
export type Refusing = { mailbox: string; page: string | null }

/** What the link that refuses says. */
export const refusalWords = (language: Language): string => words[language].refuse

/**
 * The mailto address that refuses further messages; the token says who, without saying it to
 * anybody else.
 */
export function unsubscribeAddress(mailbox: string, reference: string): string {
  const at = mailbox.lastIndexOf('@')
  return `mailto:${encodeURIComponent(mailbox.slice(0, at))}@${mailbox.slice(at + 1)}?subject=unsubscribe%20${reference}`
}

type Look = Pick<FooterLayout, 'background' | 'columns' | 'isCentred' | 'padding'>

/**
 * @param refusing null for a message that has nothing to refuse by here: nobody can be subscribed
 * to it, or it places its own
 * @param look where it stands, and on what
 */
export function footerHtml(identity: Identity, refusing: Refusing | null, look: Look): string {
  const { sentBy, refuse } = words[identity.language]
  const { text, line } = footerColours(look.background)
  const address =
    identity.address.trim() === ''
      ? ''
      : `<br>${escapeHtml(identity.address.trim()).replace(/\r?\n/g, '<br>')}`
  // As high as a finger is wide.
  const way =
    refusing === null
      ? ''
      : `<br><a href="${escapeHtml(refusing.page ?? refusing.mailbox)}" style="display:inline-block;padding:12px 0;font-size:12px;line-height:20px;text-decoration:underline;${firmly('color', text)}">${refuse}</a>`
  const cell =
    `style="padding:12px ${look.padding}px;border-top:1px solid ${line};font-family:Arial,sans-serif;font-size:12px;line-height:1.5;text-align:left;` +
    `${firmly('background-color', look.background)};${firmly('color', text)}" bgcolor="${look.background}"`
  const inside = `${escapeHtml(sentBy(identity.name))}${address}${way}`
  if (look.columns !== null) return `<tr><td colspan="${look.columns}" ${cell}>${inside}</td></tr>`
  const centred = look.isCentred ? ' align="center"' : ''
  const margin = look.isCentred ? 'max-width:600px;margin:32px auto 0' : 'margin:32px 0 0'
  return `<table role="presentation" width="100%"${centred} cellpadding="0" cellspacing="0" border="0" style="width:100%;${margin}"><tr><td ${cell}>${inside}</td></tr></table>`
}

/**
 * Outlook reads the first, all others the second, which no style sheet of the message overrides:
 * words and what they stand on stay a pair.
 */
const firmly = (property: string, value: string) =>
  `${property}:${value};${property}:${value}!important`

/** Quiet where that can be read, black or white elsewhere. */
export function footerColours(background: string): { text: string; line: string } {
  const quiet = ['#555555', '#cccccc'].find((colour) => contrast(colour, background) >= 4.5)
  const line = ['#cccccc', '#666666'].find((colour) => contrast(colour, background) >= 1.5)
  const strong = textOn(background)
  return { text: quiet ?? strong, line: line ?? strong }
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
