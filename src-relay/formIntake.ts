// A visitor's form: judged, sealed to the desktop before it touches the disk, answered with the
// next page. Works without script. Whatever is not taken comes back to be sent again: what a person
// typed is never thrown away.
import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { SealedForm } from '#shared/contract/relayProtocol.ts'
import { answerIn, judgeAnswers } from '#shared/rules/formAnswers.ts'
import { formInputs } from '#shared/rules/relayPages.ts'
import { readBody, sendOn, sendPage } from './answering.ts'
import { askAgain, askConsentAgain, askToComplete, type Form } from './formAgain.ts'
import { carriedQuery, readCarried } from './visitSource.ts'
import type { FormPage } from './publishedPages.ts'
import type { RelayParts } from './relayParts.ts'
import { ownPage } from './relayTexts.ts'
import { whoAsks } from './whoAsks.ts'

/** Largest body of a form, in bytes. */
export const maxFormBytes = 64 * 1024

/** `pages`: each has or had the address it was posted to, and this form. */
type Posted = { pages: readonly [FormPage, ...FormPage[]]; blockKey: string; query: string }

export const newReference = (): string => randomBytes(16).toString('base64url')

export async function takeForm(
  parts: RelayParts,
  request: IncomingMessage,
  response: ServerResponse,
  posted: Posted,
): Promise<void> {
  const { pages, blockKey, query } = posted
  const answer = (
    status: number,
    message: Parameters<typeof ownPage>[1],
    language = pages[0].language,
  ) => sendPage(request, response, status, ownPage(language, message))
  const desktop = parts.pairing.desktop()
  if (desktop === null) return answer(503, 'outOfService')
  const asker = whoAsks(request, parts.isBehindProxy)
  if (!parts.mayGoOn('form', asker, `${pages[0].pageId} ${blockKey}`)) return answer(429, 'tooMany')
  if (!/^application\/x-www-form-urlencoded\b/i.test(request.headers['content-type'] ?? ''))
    return answer(415, 'outOfService')

  const values = new URLSearchParams((await readBody(request, maxFormBytes)).toString('utf8'))
  const page = openedPage(parts, pages, blockKey, values)
  const { language } = page
  const form = page.forms[blockKey]
  if (form === undefined) return answer(404, 'notFound')
  const judged = judgeAnswers((name) => answerIn(values, name), form)
  const again = returned({ parts, request, page, form, values, language }, judged.problems)
  if (again !== null) return sendPage(request, response, again.status, again.html)

  const carried = readCarried(query, request)
  const reference = carried.reference ?? newReference()
  const content: SealedForm = {
    blockKey,
    fields: judged.fields,
    consent: values.has(formInputs.consent),
    measureConsent: values.has(formInputs.measureConsent),
    wordingHash: shownWording(page, form, values) ?? '',
    reference,
  }
  const visitor = parts.visitors.hash(asker, page.funnelId)
  const { funnelId, pageId } = page
  await parts.events.add((id, at) => ({
    ...{ id, at, kind: 'form', funnelId, pageId, visitor, source: carried.source },
    sealed: desktop.seal(JSON.stringify(content), { id, funnelId, pageId }),
  }))
  const next = page.targets.next ?? page.targets.accepted
  if (next === undefined) answer(200, 'thanks', language)
  else sendOn(response, `../../${next}${carriedQuery({ ...carried, reference })}`)
}

/**
 * The page that the visitor had open: another may have its address by now. Its time was made for one page
 * only; a page on another server has none, and says by its words which it is.
 */
function openedPage(
  { formTime }: RelayParts,
  pages: Posted['pages'],
  blockKey: string,
  values: URLSearchParams,
): FormPage {
  const time = values.get(formInputs.time) ?? ''
  const wording = values.get(formInputs.wording)
  return (
    pages.find(({ funnelId, pageId }) => formTime.judge(time, funnelId, pageId) !== 'forged') ??
    pages.find(({ forms }) => wording !== null && forms[blockKey]?.wordingHash === wording) ??
    pages[0]
  )
}

type Sent = {
  parts: RelayParts
  request: IncomingMessage
  page: FormPage
  form: Form
  values: URLSearchParams
  language: FormPage['language']
}

/** What comes back to the visitor to be sent once more; null if the form can be taken. */
function returned(
  { parts, request, page, form, values, language }: Sent,
  problems: ReturnType<typeof judgeAnswers>['problems'],
): { status: number; html: string } | null {
  const status = problems.some(({ problem }) => problem === 'too_long') ? 413 : 422
  if (problems.length > 0) return { status, html: askToComplete(language, form, values, problems) }
  const time = values.get(formInputs.time) ?? ''
  const fresh = () => parts.formTime.token(page.funnelId, page.pageId)
  const isTicked = values.has(formInputs.consent) || values.has(formInputs.measureConsent)
  if (isTicked && shownWording(page, form, values) === null)
    return { status: 422, html: askConsentAgain(language, form, values, fresh()) }
  const isTrapped = (values.get(formInputs.honeypot) ?? '') !== ''
  // A page on another server has no time to give; its browser says that it comes from there.
  const isOnTime =
    time === ''
      ? isFromElsewhere(request)
      : parts.formTime.judge(time, page.funnelId, page.pageId) === 'ok'
  // A program does not read the answer; a person whose browser filled in the trap sends it again.
  return isTrapped || !isOnTime
    ? { status: 422, html: askAgain(language, form, values, fresh()) }
    : null
}

/** @returns null for texts nobody here knows: then nobody knows what was agreed to */
function shownWording(page: FormPage, form: Form, values: URLSearchParams): string | null {
  const shown = values.get(formInputs.wording)
  if (shown === form.wordingHash) return shown
  if (shown !== null && page.knownWordings.has(shown)) return shown
  // A page from before its words had a number, published by an earlier version.
  return form.consentText === undefined && shown === null ? form.wordingHash : null
}

function isFromElsewhere({ headers }: IncomingMessage): boolean {
  const { origin, host } = headers
  return origin !== undefined && URL.canParse(origin) && new URL(origin).host !== host
}
