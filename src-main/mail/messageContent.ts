// From a fixed message to what one person gets: merge fields, hidden preheader, sender identity, a
// way to refuse. Compiled once a version.
import { escapeHtml, headerValue } from '#shared/rules/mergeFields/fieldValues.ts'
import {
  isCustomFieldName,
  isMessageField,
  keyOfCustomField,
  type FieldName,
  type FieldValues,
  type MergeValues,
} from '#shared/rules/mergeFields/mergeFieldNames.ts'
import {
  compileHtml,
  compileText,
  literalTemplate,
  placesAddress,
  placesUnsubscribe,
  renderTemplate,
  type MergeTemplate,
} from '#shared/rules/mergeFields/mergeTemplate.ts'
import { allowedIn, type MessagePart } from '#shared/rules/mergeFields/messageFields.ts'
import {
  inPieces,
  renderPieces,
  shownPieces,
  type Piece,
  type Shown,
} from '#shared/rules/mergeFields/templatePieces.ts'
import type { FilterTree } from '#shared/rules/leadFilter/filterTree.ts'
import { textFromHtml } from './htmlBody.ts'
import { layOutFooter, type FooterLayout } from './footerLayout.ts'
import {
  leadHtmlLinks,
  leadTextLinks,
  markHtmlLinks,
  markTextLinks,
  withoutMarks,
  type LeadOn,
} from './messageLinks.ts'
import { confirmationHtml, confirmationText } from './confirmationMessage.ts'
import {
  footerHtml,
  footerText,
  refusalWords,
  unsubscribeAddress,
  type Identity,
  type Refusing,
} from './messageFooter.ts'

/** All that decides what a campaign says; fixed when the campaign starts. */
export type MessageContent = {
  subject: string
  preheader: string
  html: string
  /** Null or empty: made from the HTML. */
  text: string | null
  fromName: string
  fromEmail: string
  replyTo: string | null
  identity: Identity
  /**
   * The message that asks for a confirmation: it carries that link, and nothing to refuse by,
   * because nobody is subscribed yet.
   */
  asksConfirmation?: boolean
  /**
   * A letter to one person: its words are final, whatever they look like. It says how to refuse, and
   * has no header of a mailing.
   */
  isLetter?: boolean
  /** The blocks that are for some people only; HTML and text have marks around them. */
  conditions?: readonly BlockCondition[]
}
/** A block, by its key, and whom it is shown to. */
export type BlockCondition = { key: string; filter: FilterTree }

/** `unsubscribe` is null for a message nobody can be subscribed to, and for a letter. */
export type RenderedContent = {
  subject: string
  preheader: string
  html: string
  text: string
  unsubscribe: Refusing | null
}

/** What a message is rendered for. */
export type RenderedFor = {
  /** Where one click refuses or, in a message that asks for it, confirms; null without a relay. */
  page?: string | null
  /** What it is about, and can be left alone. */
  topic?: { key: string; name: string } | null
  /** Milliseconds since 1970: the year a message may name. */
  now?: number
  /** A preview shows the fields that nobody here knows; no message leaves with one. */
  showsUnknown?: boolean
  /** Where links lead instead, for somebody who agreed that they are measured. */
  leadOn?: LeadOn | null
  /** The blocks for some people only that this person is shown; none where it is left out. */
  shown?: Shown
}

export type CompiledMessage = {
  content: MessageContent
  /** As they are written. */
  unknownFields: string[]
  /** Keys of the custom fields that it says something of. */
  customKeys: ReadonlySet<string>
  /** Fields of a person that stand somewhere with nothing to say in their place. */
  withoutFallback(shown: Shown): ReadonlySet<FieldName>
  /** True where all that it says is for others. */
  isEmptyFor(shown: Shown): boolean
  /** True if what is known of a person is part of an address: then each message leads elsewhere. */
  hasOwnAddresses: boolean
  /**
   * @param reference the token that says who refuses
   * @throws if a message asks for a confirmation and there is no page for it
   */
  render(values: MergeValues, reference: string, options?: RenderedFor): RenderedContent
}

/** @param customKeys of the custom fields there are; left out where they were looked at before */
export function compileMessage(
  written: MessageContent,
  customKeys: ReadonlySet<string> | null = null,
): CompiledMessage {
  const content = { ...written, fromName: senderName(written) }
  const compiled = compileParts(content, customKeys)
  let marked: Compiled | null = null
  const { subject, preheader, ...bodies } = compiled.parts
  const pieces = Object.values(bodies).flat()
  const templates = [subject, preheader, ...pieces.map(({ template }) => template)]
  return {
    content,
    unknownFields: [...new Set(templates.flatMap((template) => template.unknown))],
    customKeys: new Set(
      templates.flatMap(({ used }) => used.filter(isCustomFieldName).map(keyOfCustomField)),
    ),
    withoutFallback: (shown) =>
      new Set(
        [subject, preheader, ...shownPieces(pieces, shown)]
          .flatMap(({ withoutFallback }) => withoutFallback)
          .filter((name) => !isMessageField(name)),
      ),
    isEmptyFor: (shown) => isEmptyFor(content, compiled, shown),
    hasOwnAddresses: templates.some(({ hasOwnAddresses }) => hasOwnAddresses),
    render(values, reference, options = {}) {
      const { leadOn = null } = options
      if (leadOn === null) return renderParts(content, compiled, values, reference, options)
      marked ??= compileParts({ ...content, ...markLinks(content) }, customKeys)
      const unmarked: MergeValues = Object.fromEntries(
        Object.entries(values).map(([name, value]) => [name, value ? withoutMarks(value) : null]),
      )
      const rendered = renderParts(content, marked, unmarked, reference, options)
      const { html, text } = rendered
      return {
        ...rendered,
        html: leadHtmlLinks(html, leadOn),
        text: leadTextLinks(text, leadOn),
      }
    },
  }
}

/** The links of a message as they are written, in the order of their numbers. */
export const linksOfMessage = (content: Linked): string[] => markLinks(content).links

type Linked = Pick<MessageContent, 'html' | 'text'> & {
  conditions?: readonly unknown[] | undefined
}

function markLinks(content: Linked): { html: string; text: string; links: string[] } {
  const links: string[] = []
  const html = markHtmlLinks(content.html, links)
  // Before the HTML is marked: what is made of it has the plain addresses.
  const isSplit = (content.conditions?.length ?? 0) > 0
  const text = markTextLinks(isSplit ? (content.text ?? '') : effectiveText(content), links)
  return { html, text, links }
}

/** It may name the business; it is the same for everybody. */
function senderName({ fromName, identity, asksConfirmation }: MessageContent): string {
  if (asksConfirmation === true) return fromName
  const template = compileText(fromName, allowedIn('fromName', null))
  return headerValue(renderTemplate(template, { business_name: identity.name }))
}

type Compiled = {
  parts: Record<'subject' | 'preheader', MergeTemplate> &
    Record<'text' | 'head' | 'body' | 'tail', Piece[]>
  look: FooterLayout
  /** The message has its own way to refuse, in words that this person sees. */
  refuses(shown: Shown): { html: boolean; text: boolean }
  /** It says where the business is, so that its last lines need not. */
  locates(shown: Shown): { html: boolean; text: boolean }
}

function compileParts(content: MessageContent, customKeys: ReadonlySet<string> | null): Compiled {
  // Our own question has no fields, whatever the business is called; a letter has none left.
  const isOurs = content.asksConfirmation === true || content.isLetter === true
  const keys = new Set(content.conditions?.map(({ key }) => key))
  const ofHtml = (source: string) =>
    isOurs ? literalTemplate(source) : compileHtml(source, allowedIn('body', customKeys))
  const ofText = (source: string, part: MessagePart) =>
    isOurs ? literalTemplate(source) : compileText(source, allowedIn(part, customKeys))
  const look = layOutFooter(content.html)
  const [head, body, tail] = [
    inPieces(ofHtml(content.html.slice(0, look.bodyStart)), keys),
    inPieces(ofHtml(content.html.slice(look.bodyStart, look.at)), keys),
    inPieces(ofHtml(content.html.slice(look.at)), keys),
  ]
  // Made from the HTML, it would say what is for others.
  const words = keys.size === 0 ? effectiveText(content) : (content.text ?? '')
  const text = inPieces(ofText(words, 'body'), keys)
  const inBodies = (places: (template: MergeTemplate) => boolean) => {
    // Asked for each message, and the same for all where nothing depends on the person.
    const inPart = (pieces: readonly Piece[], shown: Shown) =>
      shownPieces(pieces, shown).some(places)
    const ask = (shown: Shown) => ({
      html: inPart(body, shown) || inPart(tail, shown),
      text: inPart(text, shown),
    })
    const same = keys.size === 0 ? ask('all') : null
    return (shown: Shown) => same ?? ask(shown)
  }
  return {
    parts: {
      subject: ofText(content.subject, 'subject'),
      preheader: ofText(content.preheader, 'preheader'),
      ...{ text, head, body, tail },
    },
    look,
    refuses: inBodies(placesUnsubscribe),
    locates: inBodies(placesAddress),
  }
}

function renderParts(
  content: MessageContent,
  { parts, look, ...compiled }: Compiled,
  values: MergeValues,
  reference: string,
  {
    page = null,
    topic = null,
    now = Date.now(),
    showsUnknown = false,
    shown = new Set(),
  }: RenderedFor,
): RenderedContent {
  const { identity } = content
  const asks = content.asksConfirmation === true
  if (asks && page === null) throw new Error('No relay is paired that could take the confirmation.')
  const unsubscribe = asks ? null : refusingOf(content, reference, page, topic)
  const asked = asks && page !== null ? { language: identity.language, page } : null
  const all: FieldValues = {
    ...values,
    business_name: identity.name,
    business_address: identity.address.trim(),
    year: String(new Date(now).getFullYear()),
  }
  const options = { showsUnknown, linkWords: refusalWords(identity.language) }
  const subject = headerValue(renderTemplate(parts.subject, all, options))
  all.subject = subject
  const preheader = headerValue(renderTemplate(parts.preheader, all, options))
  all.unsubscribe = unsubscribe === null ? null : (unsubscribe.page ?? unsubscribe.mailbox)
  const without = (isSaid: boolean) => (isSaid ? { ...identity, address: '' } : identity)
  const filled = (pieces: readonly Piece[]) => renderPieces(pieces, all, { ...options, shown })
  const [refuses, locates] = [compiled.refuses(shown), compiled.locates(shown)]
  return {
    subject,
    preheader,
    html:
      content.html.trim() === ''
        ? ''
        : filled(parts.head) +
          // It stands before all else, so that a field for it in the message says nothing more.
          preheaderHtml(preheader) +
          filled(parts.body) +
          (asked === null ? '' : confirmationHtml(asked)) +
          footerHtml(without(locates.html), refuses.html ? null : unsubscribe, look) +
          filled(parts.tail),
    text:
      withoutGaps(content, filled(parts.text)) +
      (asked === null ? '' : confirmationText(asked)) +
      footerText(without(locates.text), refuses.text ? null : unsubscribe),
    unsubscribe: content.isLetter === true ? null : unsubscribe,
  }
}

/** Where a block is left out, the empty lines around it are one. */
const withoutGaps = ({ conditions = [] }: MessageContent, text: string): string =>
  conditions.length === 0 ? text : text.replace(/\n{3,}/g, '\n\n').trim()

function isEmptyFor({ conditions = [] }: MessageContent, { parts }: Compiled, shown: Shown) {
  if (conditions.length === 0) return false
  const says = ({ literals, slots }: MergeTemplate, what: RegExp) =>
    slots.length > 0 || what.test(literals.join(''))
  return (
    !shownPieces(parts.text, shown).some((template) => says(template, /[^\s-]/)) &&
    !shownPieces(parts.body, shown).some(({ literals }) => /<img\b/i.test(literals.join('')))
  )
}

function refusingOf(
  { replyTo, fromEmail }: MessageContent,
  reference: string,
  page: string | null,
  topic: RenderedFor['topic'] | null,
): Refusing {
  const mailbox = replyTo ?? fromEmail
  return {
    ...{ mailbox: unsubscribeAddress(mailbox, reference), page },
    topic: topic ? { ...topic, mailbox: unsubscribeAddress(mailbox, reference, topic.key) } : null,
  }
}

/** The text as written, or the one made from the HTML. */
export function effectiveText(content: { html: string; text: string | null }): string {
  return content.text === null || content.text.trim() === ''
    ? textFromHtml(content.html)
    : content.text
}

function preheaderHtml(preheader: string): string {
  if (preheader === '') return ''
  return `<div style="display:none;max-height:0;max-width:0;overflow:hidden;opacity:0;mso-hide:all">${escapeHtml(preheader)}</div>`
}
