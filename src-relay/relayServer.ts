// The relay's HTTP server: which path is answered by whom, and what happens where an answer fails.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AbortedError, sendJson, sendPage, TooLargeError } from './answering.ts'
import { answerDesktop } from './desktopRoutes.ts'
import { takeForm } from './formIntake.ts'
import { followLink } from './measuring/measuredLinks.ts'
import { leadOn, servePage, servePicture } from './pageRoutes.ts'
import { takePreferences } from './preferences.ts'
import type { RelayParts } from './relayParts.ts'
import { languageOf, ownPage } from './relayTexts.ts'
import { takeSale } from './saleHook.ts'
import { takeToken } from './tokenRoutes.ts'

export type RunningRelay = { port: number; close(): Promise<void> }

/** @throws if the port is taken or the address is not this machine's */
export async function startRelayServer(
  parts: RelayParts,
  port: number,
  host: string,
): Promise<RunningRelay> {
  // Longer than proxies keep a connection, so that none is closed under a request that is on its
  // way.
  const options = {
    headersTimeout: 15_000,
    requestTimeout: 60_000,
    keepAliveTimeout: 75_000,
    maxHeaderSize: 16 * 1024,
  }
  const server = createServer(options, (request, response) => {
    route(parts, request, response).catch((error: unknown) => fail(parts, request, response, error))
  })
  server.maxConnections = 10_000
  await listen(server, port, host)
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeIdleConnections()
        parts.events.close()
        setTimeout(() => server.closeAllConnections(), 2_000).unref()
      }),
  }
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port, backlog: 4_096 }, () => {
      server.removeListener('error', reject)
      resolve()
    })
  })
}

const isReading = (method: string | undefined) => method === 'GET' || method === 'HEAD'

async function route(
  parts: RelayParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method, url = '/' } = request
  const mark = url.indexOf('?')
  const query = mark === -1 ? '' : url.slice(mark + 1)
  const [, first = '', ...rest] = (mark === -1 ? url : url.slice(0, mark)).split('/')
  const isPost = method === 'POST'
  if (!isPost && !isReading(method)) return refuseMethod(request, response, 'GET, HEAD, POST')

  if (first === 'f') return routeFunnel(parts, request, response, rest, query)
  if (first === 'go' && rest.length === 3) {
    const page = parts.pages.page(rest[0] ?? '', rest[1] ?? '')
    return page === undefined
      ? missing(request, response)
      : leadOn(parts, request, response, page, rest[2] ?? '', query)
  }
  // Some mail programs and people put a stroke behind an address.
  if ((first === 'u' || first === 'c') && (rest.length === 1 || (rest.length === 2 && !rest[1])))
    return takeToken(
      parts,
      request,
      response,
      first === 'u' ? 'unsubscribe' : 'confirm',
      rest[0] ?? '',
    )
  if (first === 'l' && (rest.length === 1 || (rest.length === 2 && !rest[1])))
    return isPost
      ? refuseMethod(request, response, 'GET, HEAD')
      : followLink(parts, request, response, rest[0] ?? '')
  // As above, and with the topic of the message.
  if (first === 'p' && (rest.length === 1 || rest.length === 2))
    return takePreferences(parts, request, response, rest[0] ?? '', rest[1] || null)
  if (first === 'hook' && rest[0] === 'sale' && rest.length === 2)
    return isPost
      ? takeSale(parts, request, response, rest[1] ?? '')
      : refuseMethod(request, response, 'POST')
  if (first === 'desktop' && rest.length === 1)
    return isPost
      ? answerDesktop(parts, request, response, rest[0] ?? '')
      : refuseMethod(request, response, 'POST')
  // Browsers ask for it by themselves; there is none, and no page need say so.
  if (first === 'favicon.ico' && rest.length === 0) {
    response.writeHead(204, ['Cache-Control', 'max-age=86400'])
    response.end()
    return
  }
  if (first === 'health' && rest.length === 0) return sendJson(response, 200, '{"status":"ok"}')
  if (first === '' && rest.length === 0)
    return sendPage(
      request,
      response,
      200,
      ownPage(languageOf(request.headers['accept-language']), 'relay'),
    )
  missing(request, response)
}

async function routeFunnel(
  parts: RelayParts,
  request: IncomingMessage,
  response: ServerResponse,
  path: string[],
  query: string,
): Promise<void> {
  const [funnelSlug = '', pageSlug = '', word = '', name = ''] = path
  // Before all else: a form that was open when its funnel went off the web still arrives.
  if (path.length === 4 && word === 'form') {
    const [page, ...others] = parts.pages.formPages(funnelSlug, pageSlug, name)
    if (page === undefined) return missing(request, response)
    return request.method === 'POST'
      ? takeForm(parts, request, response, { pages: [page, ...others], blockKey: name, query })
      : refuseMethod(request, response, 'POST')
  }
  const funnel = parts.pages.funnel(funnelSlug)
  if (funnel === undefined) return missing(request, response)
  if (!isReading(request.method)) return refuseMethod(request, response, 'GET, HEAD')
  if (path.length === 3 && pageSlug === 'assets')
    return servePicture(request, response, funnel, word)
  // Without the last stroke the page's own relative addresses would lead past the funnel.
  if (path.length === 1) {
    return sendMoved(response, `${funnel.slug}/${query === '' ? '' : `?${query}`}`)
  }
  // A page with a stroke after its name, as people type it.
  const isStroked = path.length === 3 && word === '' && pageSlug !== ''
  const page =
    path.length === 2 || isStroked
      ? pageSlug === ''
        ? funnel.first
        : parts.pages.page(funnelSlug, pageSlug)
      : undefined
  if (page === undefined) return missing(request, response, funnel.language)
  const asked = query === '' ? '' : `?${query}`
  if (isStroked) return sendMoved(response, `../${page.slug}${asked}`)
  if (pageSlug !== '' && page.slug !== pageSlug) return sendMoved(response, `${page.slug}${asked}`)
  return servePage(parts, request, response, page, query)
}

/** For good: links that people kept go on working. */
function sendMoved(response: ServerResponse, location: string): void {
  response.writeHead(308, [
    ...['Location', location, 'Content-Length', '0'],
    ...['Cache-Control', 'no-store'],
  ])
  response.end()
}

/** @param language of the funnel asked for; else what the browser prefers */
function missing(
  request: IncomingMessage,
  response: ServerResponse,
  language = languageOf(request.headers['accept-language']),
): void {
  sendPage(request, response, 404, ownPage(language, 'notFound'))
}

function refuseMethod(request: IncomingMessage, response: ServerResponse, allowed: string): void {
  response.setHeader('Allow', allowed)
  sendPage(
    request,
    response,
    405,
    ownPage(languageOf(request.headers['accept-language']), 'notFound'),
  )
}

function fail(
  parts: RelayParts,
  request: IncomingMessage,
  response: ServerResponse,
  error: unknown,
): void {
  if (error instanceof AbortedError) return
  const isTooLarge = error instanceof TooLargeError
  if (!isTooLarge)
    parts.log('A request could not be answered.', {
      error: error instanceof Error ? `${error.name}: ${error.message}` : 'unknown',
    })
  if (response.headersSent) {
    response.destroy()
    return
  }
  // The rest of a body that is too large is not read: the connection ends with the answer.
  response.shouldKeepAlive = false
  const language = languageOf(request.headers['accept-language'])
  sendPage(
    request,
    response,
    isTooLarge ? 413 : 503,
    ownPage(language, isTooLarge ? 'tooLarge' : 'outOfService'),
  )
}
