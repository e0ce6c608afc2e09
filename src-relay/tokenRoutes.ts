// One-click unsubscribe (RFC 8058) and opt-in confirmation. Looking changes nothing, because mail
// scanners look; only POST is recorded. The token was made by the desktop and means something to
// the desktop alone.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { judgeLink } from '#shared/rules/relay/linkChecksum.ts'
import { tokenPattern } from '#shared/rules/relayPages.ts'
import { readBody, sendPage } from './answering.ts'
import type { RelayParts } from './relayParts.ts'
import { languageOf, ownPage } from './relayTexts.ts'
import { hasStoppedMeasuring, stopMeasuringForm } from './measuring/stopMeasuring.ts'
import { whoAsks } from './whoAsks.ts'

const maxBodyBytes = 64 * 1024
const pages = {
  unsubscribe: {
    asked: 'unsubscribe',
    button: 'unsubscribeButton',
    done: 'unsubscribed',
    value: ['List-Unsubscribe', 'One-Click'],
  },
  confirm: {
    asked: 'confirm',
    button: 'confirmButton',
    done: 'confirmed',
    value: ['confirm', 'yes'],
  },
} as const

export async function takeToken(
  parts: RelayParts,
  request: IncomingMessage,
  response: ServerResponse,
  kind: keyof typeof pages,
  token: string,
): Promise<void> {
  const language = languageOf(request.headers['accept-language'])
  const { asked, button, done, value } = pages[kind]
  const link = tokenPattern.test(token) ? judgeLink(token) : 'damaged'
  // What would happen on the desktop is nothing: better said here, while there is somebody to read.
  if (link === 'damaged') return sendPage(request, response, 404, ownPage(language, 'damagedLink'))
  if (request.method !== 'POST')
    return sendPage(
      request,
      response,
      200,
      ownPage(language, asked, {
        form: { button, values: [[...value]] },
        other: kind === 'unsubscribe' ? stopMeasuringForm(parts) : undefined,
      }),
    )
  if (!parts.mayGoOn('token', whoAsks(request, parts.isBehindProxy)))
    return sendPage(request, response, 429, ownPage(language, 'tooMany'))
  // Mailbox providers send `List-Unsubscribe=One-Click` as a form of either kind. Whatever it says,
  // somebody wants out; but for the one button of ours that asks for less.
  const body = new URLSearchParams((await readBody(request, maxBodyBytes)).toString('utf8'))
  if (kind === 'unsubscribe' && (await hasStoppedMeasuring(parts, body, token)))
    return sendPage(request, response, 200, ownPage(language, 'measuringStopped'))
  await parts.events.add((id, at) => ({ id, at, kind, token }))
  sendPage(request, response, 200, ownPage(language, link === 'whole' ? done : 'received'))
}
