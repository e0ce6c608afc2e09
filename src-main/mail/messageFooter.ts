// Who writes and how to refuse: the lines every campaign message ends with, and the addresses a
// refusal goes to.
import { withdrawalSubject } from '#shared/rules/topics/topicKeys.ts'
import { escapeHtml } from '#shared/rules/mergeFields/fieldValues.ts'
import { contrast, textOn } from '#shared/rules/pages/pageColours.ts'
import type { Language } from '#shared/contract/settings.contract.ts'
import type { FooterLayout } from './footerLayout.ts'

export type Identity = { language: Language; name: string; address: string }

const words = {
  fr: {
    sentBy: (name: string) => `Ce message vous est envoyé par ${name}.`,
    refuse: 'Ne plus recevoir ces messages',
    refuseAll: 'Ne plus recevoir aucun message',
    refuseTopic: (topic: string) => `Ne plus recevoir le sujet « ${topic} »`,
    refuseTopicText: (topic: string) => `Pour ne plus recevoir le sujet « ${topic} », écrivez à :`,
    refuseText: 'Pour ne plus recevoir ces messages, écrivez à :',
    refusePage: 'Pour ne plus recevoir ces messages, ouvrez cette page :',
  },
  en: {
    sentBy: (name: string) => `This message was sent to you by ${name}.`,
    // "Stop receiving" costs a point with SpamAssassin.
    refuse: 'Unsubscribe from these messages',
    refuseAll: 'Unsubscribe from all messages',
    refuseTopic: (topic: string) => `Unsubscribe from the topic “${topic}”`,
    refuseTopicText: (topic: string) => `To unsubscribe from the topic “${topic}”, write to:`,
    refuseText: 'To unsubscribe from these messages, write to:',
    refusePage: 'To unsubscribe from these messages, open this page:',
  },
} as const

/**
 * Where a refusal can go: a mailbox always, and the page of a relay where one is paired and may be
 * named in a header. What is sent to the mailbox refuses everything; `topic` says where a message about one
 * can be refused alone.
 */
export type Refusing = {
  mailbox: string
  page: string | null
  topic?: { key: string; name: string; mailbox: string } | null
}

/** What the link that refuses says. */
export const refusalWords = (language: Language): string => words[language].refuse

/**
 * The mailto address that refuses further messages, or those about one topic; the token says who, without
 * saying it to anybody else.
 */
export function unsubscribeAddress(
  mailbox: string,
  reference: string,
  topic: string | null = null,
): string {
  const at = mailbox.lastIndexOf('@')
  return `mailto:${encodeURIComponent(mailbox.slice(0, at))}@${mailbox.slice(at + 1)}?subject=${encodeURIComponent(withdrawalSubject(reference, topic))}`
}

type Look = Pick<FooterLayout, 'background' | 'columns' | 'isCentred' | 'padding'>

/**
 * @param refusing null for a message that has nothing to refuse by here: nobody can be subscribed
 * to it, or it places its own
 * @param look where it stands, and on what
 */
export function footerHtml(identity: Identity, refusing: Refusing | null, look: Look): string {
  const { sentBy, refuse, refuseAll, refuseTopic } = words[identity.language]
  const { text, line } = footerColours(look.background)
  const address =
    identity.address.trim() === ''
      ? ''
      : `<br>${escapeHtml(identity.address.trim()).replace(/\r?\n/g, '<br>')}`
  // As high as a finger is wide.
  const link = (address: string, said: string) =>
    `<br><a href="${escapeHtml(address)}" style="display:inline-block;padding:12px 0;font-size:12px;line-height:20px;text-decoration:underline;${firmly('color', text)}">${escapeHtml(said)}</a>`
  const topic = mailedTopic(refusing)
  const way =
    refusing === null
      ? ''
      : topic === null
        ? link(refusing.page ?? refusing.mailbox, refuse)
        : link(topic.mailbox, refuseTopic(topic.name)) + link(refusing.mailbox, refuseAll)
  const cell =
    `style="padding:12px ${look.padding}px;border-top:1px solid ${line};font-family:Arial,sans-serif;font-size:12px;line-height:1.5;text-align:left;` +
    `${firmly('background-color', look.background)};${firmly('color', text)}" bgcolor="${look.background}"`
  const inside = `${escapeHtml(sentBy(identity.name))}${address}${way}`
  if (look.columns !== null) return `<tr><td colspan="${look.columns}" ${cell}>${inside}</td></tr>`
  const centred = look.isCentred ? ' align="center"' : ''
  const margin = look.isCentred ? 'max-width:600px;margin:32px auto 0' : 'margin:32px 0 0'
  return `<table role="presentation" width="100%"${centred} cellpadding="0" cellspacing="0" border="0" style="width:100%;${margin}"><tr><td ${cell}>${inside}</td></tr></table>`
}

/** A topic that is left by writing: without a page, on which it would stand. */
const mailedTopic = (refusing: Refusing | null) =>
  refusing?.page === null ? (refusing.topic ?? null) : null

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
  const { sentBy, refuseText, refusePage, refuseTopicText } = words[identity.language]
  const topic = mailedTopic(refusing)
  const ofTopic = topic === null ? '' : `${refuseTopicText(topic.name)} ${topic.mailbox}\n`
  const address = identity.address.trim() === '' ? '' : `\n${identity.address.trim()}`
  const way =
    refusing === null
      ? ''
      : refusing.page === null
        ? `${ofTopic}${refuseText} ${refusing.mailbox}\n`
        : `${refusePage} ${refusing.page}\n`
  return `\n\n-- \n${sentBy(identity.name)}${address}\n${way}`
}
