// The local host's server: loopback only; guard first, then the session, the procedures, the REST
// API, the interface's files.
import {
  createServer,
  STATUS_CODES,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { BodyLimitPlugin, RPCHandler } from '@orpc/server/node'
import type { App } from '#main/app/createApp.ts'
import type { RescueCalls } from '#main/app/rescuedOpening.ts'
import type { Services } from '#main/core/services.ts'
import { describeError } from '#main/platform/log.ts'
import type { Host } from '#main/platform/host.ts'
import { securityHeaders } from '#main/platform/interfaceFiles.ts'
import { writeSignInPage } from '#main/platform/signInPage.ts'
import { StartRefused, type Startup } from '#main/platform/startup.ts'
import { joinPath, withPage, withWindow, type JoinAnswer } from '#shared/joining.ts'
import { startupPath } from '#shared/startup.ts'
import type { AccessTokens } from './accessTokens.ts'
import { keepFormOnDisk, removeLeftForms } from './formBody.ts'
import { judge, takesFileOverRest } from './loopbackGuard.ts'
import { firstPage, firstPagePath } from './ownWindow.ts'
import { languageAsked, plainSentence } from './restSentences.ts'
import { createRestHandler, describeRestApi } from './restApi.ts'
import type { StaticFiles } from './staticRenderer.ts'

/** Largest body, in bytes: of a call, and of one that carries a file. */
const maxBodyBytes = 10 * 1024 * 1024
const maxFileBodyBytes = 210 * 1024 * 1024
const callsWithFile = [
  '/rpc/crm/imports/preview',
  '/rpc/webox/preview',
  '/rpc/email/campaigns/files/add',
  '/rpc/email/logo/set',
]

export type RunningServer = {
  port: number
  /** From here on calls are answered; before, they are told that the application is opening. */
  serve(app: App): void
  /** Until then, where the data cannot be opened: what the page asks about it. */
  serveRescue(calls: RescueCalls): void
  close(): Promise<void>
}
export type ServerParts = {
  host: Host
  startup: Pick<Startup, 'state'>
  tokens: AccessTokens
  files: StaticFiles
  /**
   * For a second start that wants a window.
   * @returns false where there is none
   */
  showWindow(): boolean
}

/**
 * Listens, and answers nothing yet: whoever comes meanwhile is told to come again.
 * @param port 0 takes a free one
 * @throws StartRefused if it cannot be had
 */
export async function openPort(port: number): Promise<Server> {
  const server = createServer({
    headersTimeout: 10_000,
    requestTimeout: 300_000,
    maxHeaderSize: 16 * 1024,
  })
  server.on('clientError', answerUnreadable)
  server.on('request', comeAgain)
  await listen(server, port)
  return server
}

export const portOf = (server: Server): number => (server.address() as AddressInfo).port

/** Answers what comes to an open port from now on. */
export function serveOn(server: Server, parts: ServerParts): RunningServer {
  let calls: Calls | null = null
  const port = portOf(server)
  const serve = createRequestHandler(parts, () => calls, port)
  server.off('request', comeAgain)
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    serve(request, response).catch((error: unknown) => {
      parts.host.log('error', 'A request failed.', describeError(error))
      if (!response.headersSent)
        sendError(
          request,
          response,
          500,
          'INTERNAL_SERVER_ERROR',
          'The application could not answer. Its log says why.',
        )
      else response.destroy()
    })
  })
  return {
    port,
    serve(app) {
      removeLeftForms(parts.host.dataFolder)
      calls = callsOf(app)
    },
    serveRescue: (rescue) => void (calls = callsOfRescue(rescue)),
    close: () => closePort(server),
  }
}

export function closePort(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    // The change feed of an open window never ends by itself.
    server.closeAllConnections()
  })
}

function comeAgain(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('Retry-After', '1')
  sendError(
    request,
    response,
    503,
    'OPENING',
    'The application is opening its data. Try again in a moment.',
  )
}

/** What cannot be read as a request, its language included, is told in both. */
function answerUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  const [status, code, message] =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? [
          431,
          'HEADERS_TOO_LARGE',
          'L’adresse ou les en-têtes sont trop longs, rien n’a été modifié. The address or the headers are too long, nothing was changed.',
        ]
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? [
            408,
            'TIMEOUT',
            'La demande n’est pas arrivée à temps, rien n’a été modifié. The request did not arrive in time, nothing was changed.',
          ]
        : [
            400,
            'BAD_REQUEST',
            'La demande ne peut pas être lue, rien n’a été modifié. The request cannot be read, nothing was changed.',
          ]
  const body = JSON.stringify({ code, status, message })
  if (socket.writable)
    socket.end(
      `HTTP/1.1 ${status} ${STATUS_CODES[Number(status)]}\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    )
  else socket.destroy()
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(portRefused(error, port)))
    server.listen({ host: '127.0.0.1', port }, () => resolve())
  })
}

function portRefused(error: NodeJS.ErrnoException, port: number): StartRefused {
  if (error.code === 'EADDRINUSE')
    return new StartRefused({
      fr: `Le port ${port} est déjà pris par un autre programme. Rien n’a été modifié : choisir un autre port avec --port, ou aucun pour en avoir un libre.`,
      en: `Port ${port} is taken by another program already. Nothing was changed: choose another port with --port, or none to get a free one.`,
    })
  if (error.code === 'EACCES')
    return new StartRefused({
      fr: `Le port ${port} est réservé à l’administrateur de cet ordinateur. Rien n’a été modifié : choisir un port à partir de 1024 avec --port, ou aucun pour en avoir un libre.`,
      en: `Port ${port} is reserved for the administrator of this computer. Nothing was changed: choose a port from 1024 on with --port, or none to get a free one.`,
    })
  return new StartRefused({
    fr: `Le port ${port} de 127.0.0.1 n’a pas pu être ouvert (${error.code ?? error.message}). Rien n’a été modifié : choisir un autre port avec --port.`,
    en: `Port ${port} of 127.0.0.1 could not be opened (${error.code ?? error.message}). Nothing was changed: choose another port with --port.`,
  })
}

type RequestHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<{ matched: boolean }>
/** `rest` is null where there is no application to ask. */
type Calls = Record<'small' | 'large', { rpc: Answer; rest: Answer | null }>

const limited = (maxBodySize: number) => ({ plugins: [new BodyLimitPlugin({ maxBodySize })] })

function callsOf(app: App): Calls {
  const context = app.services
  const of = (maxBodySize: number) => {
    const rpc = new RPCHandler<Services>(app.router, limited(maxBodySize))
    const rest = createRestHandler(app, maxBodySize)
    return {
      rpc: (...call: Parameters<Answer>) => rpc.handle(...call, { prefix: '/rpc', context }),
      rest: (...call: Parameters<Answer>) => rest.handle(...call, { prefix: '/api', context }),
    }
  }
  return { small: of(maxBodyBytes), large: of(maxFileBodyBytes) }
}

function callsOfRescue({ router, context }: RescueCalls): Calls {
  const handler = new RPCHandler<RescueCalls['context']>(router, limited(maxBodyBytes))
  const rpc: Answer = (...call) => handler.handle(...call, { prefix: '/rpc', context })
  return { small: { rpc, rest: null }, large: { rpc, rest: null } }
}

function createRequestHandler(
  { host, startup, tokens, files, showWindow }: ServerParts,
  calls: () => Calls | null,
  port: number,
): RequestHandler {
  return async (request, response) => {
    const path = pathOf(request)
    if (path === null)
      return sendError(request, response, 400, 'BAD_REQUEST', 'The address cannot be read.')
    const verdict = judge(request, path, port, tokens)
    if (!verdict.allowed)
      return sendError(request, response, verdict.status, verdict.code, verdict.message)
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value)
    response.setHeader('Cache-Control', 'no-store')
    if (path === joinPath)
      return sendJson(response, 200, await joined(request, { host, tokens, showWindow }, port))
    if (path === '/session') return openSession(request, response, tokens)
    const isRead = request.method === 'GET' || request.method === 'HEAD'
    if (isRead && path === startupPath) return sendJson(response, 200, startup.state())
    if (path === '/api/openapi.json')
      return sendJson(response, 200, await describeRestApi(host.version))
    if (path.startsWith('/rpc/') || path.startsWith('/api/'))
      return answerCall(request, response, path, {
        calls: calls(),
        dataFolder: host.dataFolder,
      })
    if (isRead && path === firstPagePath) return sendPage(response, firstPage)
    if (isRead && files.serve(path, response, request.method === 'GET')) return
    sendError(request, response, 404, 'NOT_FOUND', 'There is nothing at this address.')
  }
}

async function answerCall(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  { calls, dataFolder }: { calls: Calls | null; dataFolder: string },
): Promise<void> {
  if (calls === null) return comeAgain(request, response)
  const [handlers, largest] =
    callsWithFile.includes(path) || takesFileOverRest(path)
      ? [calls.large, maxFileBodyBytes]
      : [calls.small, maxBodyBytes]
  // Answered before the body is read: Node then lets the rest of it run dry, and the caller hears
  // why instead of a broken pipe.
  if (Number(request.headers['content-length'] ?? 0) > largest)
    return sendError(request, response, 413, 'PAYLOAD_TOO_LARGE', 'The body is too large.')
  const answer = path.startsWith('/rpc/') ? handlers.rpc : handlers.rest
  if (answer === null)
    return sendError(
      request,
      response,
      503,
      'RESCUE',
      'The data could not be opened. Nothing was changed: open the application’s page, which shows what can be done.',
    )
  const removeFiles = keepFormOnDisk(request, dataFolder)
  try {
    const { matched } = await answer(request, response)
    if (!matched)
      sendError(request, response, 404, 'NOT_FOUND', 'There is nothing at this address.')
  } finally {
    await removeFiles()
  }
}

function pathOf(request: IncomingMessage): string | null {
  return URL.canParse(request.url ?? '/', 'http://127.0.0.1')
    ? new URL(request.url ?? '/', 'http://127.0.0.1').pathname
    : null
}

/**
 * A fresh code for another start on this folder, and what is wanted with it: the window, or a page
 * for its browser.
 */
async function joined(
  request: IncomingMessage,
  { host, tokens, showWindow }: Pick<ServerParts, 'host' | 'tokens' | 'showWindow'>,
  port: number,
): Promise<JoinAnswer> {
  const code = tokens.newCode()
  const wants = request.url?.slice(joinPath.length)
  const shown = wants === withWindow && showWindow()
  const page =
    !shown && (wants === withPage || wants === withWindow)
      ? await writeSignInPage(`http://127.0.0.1:${port}/#code=${code}`, host.dataFolder).catch(
          () => null,
        )
      : null
  return { code, version: host.version, page, shown }
}

/** Trades the one-time code of the start link for a cookie that scripts cannot read. */
async function openSession(
  request: IncomingMessage,
  response: ServerResponse,
  tokens: AccessTokens,
): Promise<void> {
  if (request.method !== 'POST')
    return sendError(request, response, 404, 'NOT_FOUND', 'There is nothing at this address.')
  const code = await readCode(request)
  const session = code === null ? null : tokens.redeem(code)
  if (session === null)
    return sendError(
      request,
      response,
      401,
      'UNAUTHORIZED',
      'This sign-in link was used already or is too old.',
    )
  response.setHeader(
    'Set-Cookie',
    `${tokens.cookieName}=${session}; Path=/; HttpOnly; SameSite=Strict`,
  )
  sendJson(response, 200, { ok: true })
}

async function readCode(request: IncomingMessage): Promise<string | null> {
  let body = ''
  for await (const chunk of request) {
    body += String(chunk)
    if (body.length > 1_000) return null
  }
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' &&
      value !== null &&
      'code' in value &&
      typeof value.code === 'string'
      ? value.code
      : null
  } catch {
    return null // Not JSON is not a code: answered like a wrong one.
  }
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, {
    ...securityHeaders,
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-store',
  })
  response.end(JSON.stringify(value))
}

function sendPage(response: ServerResponse, page: string): void {
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' })
  response.end(page)
}

function sendError(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  code: string,
  message: string,
): void {
  if (status === 401) response.setHeader('WWW-Authenticate', 'Bearer')
  sendJson(response, status, {
    code,
    status,
    message: plainSentence(code, message, languageAsked(request.headers['accept-language'])),
  })
}
