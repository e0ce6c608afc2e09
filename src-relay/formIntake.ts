// A visitor's form: checked, sealed to the desktop before it touches the disk, answered with the
// next page. Works without script.
import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { SealedForm } from '#shared/contract/relayProtocol.ts'
import { formInputs } from '#shared/rules/relayPages.ts'
import { readBody, sendOn, sendPage } from './answering.ts'
import { carriedQuery, readCarried } from './visitSource.ts'
import type { ReadyPage } from './pageServing.ts'
import type { PublishedFunnel } from './publishedPages.ts'
import type { RelayParts } from './relayParts.ts'
import { fieldLabel, ownPage } from './relayTexts.ts'
import { addressOf } from './visitors.ts'

/** Largest body of a form, in bytes; longest value of a field, in characters. */
export const maxFormBytes = 64 * 1024
const maxValueLength = 2_000

type Form = ReadyPage['forms'][string]
type Posted = { funnel: PublishedFunnel; page: ReadyPage; blockKey: string; query: string }

export const newReference = (): string => randomBytes(16).toString('base64url')

export async function takeForm(
  parts: RelayParts,
  request: IncomingMessage,
  response: ServerResponse,
  posted: Posted,
): Promise<void> {
  const { funnel, page, blockKey, query } = posted
  const form = Object.hasOwn(page.forms, blockKey) ? page.forms[blockKey] : undefined
  const answer = (
    status: number,
    message: Parameters<typeof ownPage>[1],
    more?: Parameters<typeof ownPage>[2],
  ) => sendPage(request, response, status, ownPage(funnel.language, message, more))
  if (form === undefined) return answer(404, 'notFound')
  const desktop = parts.pairing.desktop()
  if (desktop === null) return answer(503, 'outOfService')
  const address = addressOf(request, parts.isBehindProxy)
  if (!parts.mayGoOn('form', address, `${page.pageId} ${blockKey}`)) return answer(429, 'tooMany')
  if (!/^application\/x-www-form-urlencoded\b/i.test(request.headers['content-type'] ?? ''))
    return answer(415, 'outOfService')

  const values = new URLSearchParams((await readBody(request, maxFormBytes)).toString('utf8'))
  const carried = readCarried(query, request)
  const reference = carried.reference ?? newReference()
  const onward = () => {
    const next = page.targets.next ?? page.targets.accepted
    if (next === undefined) answer(200, 'thanks')
    else sendOn(response, `../../${next}${carriedQuery({ ...carried, reference })}`)
  }
  // A program that fills in everything learns nothing from the answer.
  if ((values.get(formInputs.honeypot) ?? '') !== '') return onward()
  const verdict = checked(values, form)
  if (verdict.kind === 'too_large') return answer(413, 'tooLarge')
  if (verdict.kind === 'incomplete')
    return answer(422, 'incomplete', {
      items: verdict.fields.map((name) => fieldLabel(funnel.language, name)),
    })
  if (
    parts.formTime.judge(values.get(formInputs.time) ?? '', page.funnelId, page.pageId) !== 'ok'
  ) {
    // A person loses nothing: what was typed comes back with a fresh time and one button.
    return answer(422, 'again', {
      form: { button: 'againButton', values: onceMore(parts, page, values, form) },
    })
  }
  const content: SealedForm = {
    blockKey,
    fields: verdict.fields,
    consent: values.has(formInputs.consent),
    measureConsent: values.has(formInputs.measureConsent),
    wordingHash: form.wordingHash,
    reference,
  }
  const visitor = parts.visitors.hash(address, request.headers['user-agent'] ?? '', page.funnelId)
  const { funnelId, pageId } = page
  await parts.events.add((id, at) => ({
    ...{ id, at, kind: 'form', funnelId, pageId, visitor, source: carried.source },
    sealed: desktop.seal(JSON.stringify(content), { id, funnelId, pageId }),
  }))
  onward()
}

type Verdict =
  | { kind: 'ok'; fields: Record<string, string> }
  | { kind: 'incomplete'; fields: string[] }
  | { kind: 'too_large' }

function checked(values: URLSearchParams, form: Form): Verdict {
  const fields: Record<string, string> = {}
  for (const name of form.fields) {
    const value = values.get(name)?.trim() ?? ''
    if (value.length > maxValueLength) return { kind: 'too_large' }
    if (value !== '') fields[name] = value
  }
  const missing = form.required.filter((name) => fields[name] === undefined)
  const { email } = fields
  // Only what cannot be an address at all: whether it exists is found out by writing to it.
  if (email !== undefined && !/^[^\s@<>,;:"()]+@[^\s@<>,;:"()]+\.[^\s@<>,;:"()]+$/.test(email))
    missing.push('email')
  return missing.length > 0
    ? { kind: 'incomplete', fields: [...new Set(missing)] }
    : { kind: 'ok', fields }
}

function onceMore(
  parts: RelayParts,
  page: ReadyPage,
  values: URLSearchParams,
  form: Form,
): [string, string][] {
  const names = [...form.fields, formInputs.consent, formInputs.measureConsent]
  const typed = names.flatMap((name): [string, string][] =>
    values.has(name) ? [[name, values.get(name) ?? '']] : [],
  )
  return [
    ...typed,
    [formInputs.honeypot, ''],
    [formInputs.time, parts.formTime.token(page.funnelId, page.pageId)],
  ]
}
