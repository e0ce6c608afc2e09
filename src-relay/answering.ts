// Reading a request's body within bounds, and answering.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { bareHeaders, ownPageHeaders } from './answerHeaders.ts'

/** Thrown where a body is larger than it may be. */
export class TooLargeError extends Error {
  override name = 'TooLargeError'
}
/** Thrown where the sender went away before the end: there is nobody to answer. */
export class AbortedError extends Error {
  override name = 'AbortedError'
}

/** @throws TooLargeError, as soon as that is known */
export function readBody(request: IncomingMessage, largest: number): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > largest)
    return Promise.reject(new TooLargeError())
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > largest) {
        request.pause()
        reject(new TooLargeError())
      } else chunks.push(chunk)
    })
    request.once('end', () =>
      resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks)),
    )
    request.once('error', () => reject(new AbortedError()))
    request.once('close', () => {
      if (!request.complete) reject(new AbortedError())
    })
  })
}

export function sendBody(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  headers: string[],
  body: Buffer,
): void {
  response.writeHead(status, [...headers, 'Content-Length', String(body.length)])
  response.end(request.method === 'HEAD' ? undefined : body)
}

export function sendPage(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  html: string,
): void {
  sendBody(request, response, status, ownPageHeaders, Buffer.from(html))
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: string,
  more: string[] = [],
): void {
  const bytes = Buffer.from(body)
  response.writeHead(status, [
    ...bareHeaders,
    'Content-Type',
    'application/json; charset=utf-8',
    'Content-Length',
    String(bytes.length),
    ...more,
  ])
  response.end(bytes)
}

/** See Other: whatever the method was, the next page is asked for with GET. */
export function sendOn(response: ServerResponse, location: string): void {
  response.writeHead(303, [...bareHeaders, 'Location', location, 'Content-Length', '0'])
  response.end()
}
