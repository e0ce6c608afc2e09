// From a fixed message to what one person gets: merge fields, hidden preheader, sender identity, a
// way to refuse. Compiled once a version.
import {
  compileMergeFields,
  escapeHtml,
  headerValue,
  renderMergeFields,
  type MergeTemplate,
  type MergeValues,
} from '#shared/rules/mergeFields.ts'
import { textFromHtml } from './htmlBody.ts'
import { layOutFooter } from './footerLayout.ts'
import { confirmationHtml, confirmationText } from './confirmationMessage.ts'
import {
  footerHtml,
  footerText,
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
}

/** `unsubscribe` is null for a message nobody can be subscribed to. */
export type RenderedContent = {
  subject: string
  preheader: string
  html: string
  text: string
  unsubscribe: Refusing | null
}

export type CompiledMessage = {
  content: MessageContent
  unknownFields: string[]
  /**
   * @param reference the token that says who refuses
   * @param page where one click refuses or, in a message that asks for it, confirms; null without a
   * relay
   * @throws if a message asks for a confirmation and there is no page for it
   */
  render(values: MergeValues, reference: string, page?: string | null): RenderedContent
}

type Segment = { template: MergeTemplate; escape: (value: string) => string }

export function compileMessage(content: MessageContent): CompiledMessage {
  const subject = compileMergeFields(content.subject)
  const preheader = compileMergeFields(content.preheader)
  const look = layOutFooter(content.html)
  const html = [
    compileHtml(content.html.slice(0, look.bodyStart)),
    compileHtml(content.html.slice(look.bodyStart, look.at)),
    compileHtml(content.html.slice(look.at)),
  ] as const
  const text = compileMergeFields(effectiveText(content))
  const everything = [subject, preheader, text, ...html.flat().map((segment) => segment.template)]
  const withHtml = content.html.trim() !== ''
  return {
    content,
    unknownFields: [...new Set(everything.flatMap((template) => template.unknown))],
    render(values, reference, page = null) {
      const asks = content.asksConfirmation === true
      if (asks && page === null)
        throw new Error('No relay is paired that could take the confirmation.')
      const unsubscribe = asks
        ? null
        : { mailbox: unsubscribeAddress(content.replyTo ?? content.fromEmail, reference), page }
      const asked = asks && page !== null ? { language: content.identity.language, page } : null
      const shownPreheader = headerValue(renderMergeFields(preheader, values))
      return {
        subject: headerValue(renderMergeFields(subject, values)),
        preheader: shownPreheader,
        html: withHtml
          ? renderSegments(html[0], values) +
            preheaderHtml(shownPreheader) +
            renderSegments(html[1], values) +
            (asked === null ? '' : confirmationHtml(asked)) +
            footerHtml(content.identity, unsubscribe, look) +
            renderSegments(html[2], values)
          : '',
        text:
          renderMergeFields(text, values) +
          (asked === null ? '' : confirmationText(asked)) +
          footerText(content.identity, unsubscribe),
        unsubscribe,
      }
    },
  }
}

/** The text as written, or the one made from the HTML. */
export function effectiveText(content: { html: string; text: string | null }): string {
  return content.text === null || content.text.trim() === ''
    ? textFromHtml(content.html)
    : content.text
}

const addressAttribute =
  /\b(?:href|src|srcset|background)\s*=\s*(?:"[^"]*\{\{[^"]*"|'[^']*\{\{[^']*')/gi

/**
 * Values inside an address are percent-encoded, so that nobody's field can become a scheme or leave
 * the attribute.
 */
function compileHtml(source: string): Segment[] {
  const segments: Segment[] = []
  let last = 0
  for (const match of source.matchAll(addressAttribute)) {
    segments.push({
      template: compileMergeFields(source.slice(last, match.index)),
      escape: escapeHtml,
    })
    segments.push({ template: compileMergeFields(match[0]), escape: escapeInAddress })
    last = match.index + match[0].length
  }
  segments.push({ template: compileMergeFields(source.slice(last)), escape: escapeHtml })
  return segments
}

function renderSegments(segments: Segment[], values: MergeValues): string {
  let rendered = ''
  for (const segment of segments)
    rendered += renderMergeFields(segment.template, values, segment.escape)
  return rendered
}

function escapeInAddress(value: string): string {
  // A lone surrogate would make encodeURIComponent throw; it is no character anyway.
  return encodeURIComponent(value.replace(/\p{Surrogate}/gu, '\ufffd')).replace(
    /['!*()]/g,
    (character) => `%${character.charCodeAt(0).toString(16)}`,
  )
}

function preheaderHtml(preheader: string): string {
  if (preheader === '') return ''
  return `<div style="display:none;max-height:0;max-width:0;overflow:hidden;opacity:0;mso-hide:all">${escapeHtml(preheader)}</div>`
}
