// The door of the local host. Any web page open in the user's browser can reach 127.0.0.1, so
// nothing is believed: the Host header must be ours (else DNS rebinding), the Origin must be ours,
// the caller must hold the token or the session.
import type { IncomingMessage } from 'node:http'
import { joinPath } from '#shared/joining.ts'
import type { AccessTokens } from './accessTokens.ts'

export type Verdict =
  { allowed: true } | { allowed: false; status: 401 | 403 | 415; code: string; message: string }

const allowed: Verdict = { allowed: true }
const denied = (status: 401 | 403 | 415, code: string, message: string): Verdict => ({
  allowed: false,
  status,
  code,
  message,
})

const noToken = denied(401, 'UNAUTHORIZED', 'A valid token is needed: Authorization: Bearer TOKEN.')

/**
 * Paths that answer without a token: they hold no data of the user's. Everything not under /api,
 * /rpc is the interface's own files.
 */
export function isOpenPath(path: string): boolean {
  return (
    path === '/api/health' ||
    path === '/session' ||
    !(path === '/api' || path.startsWith('/api/') || path === '/rpc' || path.startsWith('/rpc/'))
  )
}

/** Judges a request before anything else reads it. `port` is the one listened on. */
export function judge(
  request: IncomingMessage,
  path: string,
  port: number,
  tokens: AccessTokens,
): Verdict {
  const { headers, method = 'GET' } = request
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`]
  // Of two, another reader of the request may believe the other one.
  const isOne = request.headersDistinct.host?.length === 1
  if (headers.host === undefined || !isOne || !hosts.includes(headers.host))
    return denied(403, 'FOREIGN_HOST', 'The Host header is not this application.')
  const ownOrigin = `http://${headers.host}`
  if (headers.origin !== undefined && headers.origin !== ownOrigin)
    return denied(403, 'FOREIGN_ORIGIN', 'Requests from other web pages are refused.')
  if (method === 'OPTIONS')
    return denied(403, 'FOREIGN_ORIGIN', 'Requests from other web pages are refused.')
  const safe = method === 'GET' || method === 'HEAD'
  const site = headers['sec-fetch-site']
  if (
    site !== undefined &&
    site !== 'same-origin' &&
    site !== 'none' &&
    !(safe && isOpenPath(path))
  ) {
    return denied(403, 'FOREIGN_ORIGIN', 'Requests from other web pages are refused.')
  }
  if (!safe && !hasAcceptedBody(request, path))
    return denied(
      415,
      'UNSUPPORTED_MEDIA_TYPE',
      'The body must be JSON (a file: multipart/form-data).',
    )
  // A program that can read the data folder, and never a page: pages know no such secret.
  if (path === joinPath)
    return method === 'POST' && tokens.isJoin(headers.authorization) ? allowed : noToken
  if (tokens.isBearer(headers.authorization)) return allowed
  const viaBrowser = headers['x-webox'] === '1' && (safe || headers.origin === ownOrigin)
  if (isOpenPath(path))
    return safe || viaBrowser
      ? allowed
      : denied(403, 'FOREIGN_ORIGIN', 'Requests from other web pages are refused.')
  if (tokens.isSession(headers.cookie))
    return viaBrowser
      ? allowed
      : denied(403, 'FOREIGN_ORIGIN', 'Requests from other web pages are refused.')
  return noToken
}

/** Routes of the REST API that take a file as a form. */
const restPathsWithFile = [
  '/api/marketing/leads/import',
  '/api/marketing/import/webox',
  '/api/marketing/moves/arrival/parts',
]
const campaignFilesPath = /^\/api\/marketing\/campaigns\/[^/]+\/files$/

export const takesFileOverRest = (path: string): boolean =>
  restPathsWithFile.includes(path) || campaignFilesPath.test(path)

/**
 * A form of a foreign page can post text/plain or a form without asking first; JSON and our own
 * header it cannot.
 */
function hasAcceptedBody({ headers }: IncomingMessage, path: string): boolean {
  const empty =
    headers['content-length'] === '0' ||
    (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined)
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase()
  if (type === undefined) return empty
  return (
    type === 'application/json' ||
    (type === 'multipart/form-data' && (path.startsWith('/rpc/') || takesFileOverRest(path)))
  )
}
