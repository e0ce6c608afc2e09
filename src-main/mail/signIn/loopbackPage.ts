// Where the browser comes back to after a sign-in: a page of this machine alone, which takes one answer
// and says what came of it. Nothing of the answer stays in the browser's address.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What is shown: a title and a sentence in the user's language. */
export type ReturnPage = { title: string; sentence: string; language: string }

export type Loopback = {
  /** What the provider sends the browser back to. */
  redirectUri: string
  /** @param after how long the page may still be read, in milliseconds */
  close(after: number): void
}

/** An answer that is not taken: of another sign-in, or one that was used. */
export type Returned = { page: ReturnPage; isTaken: boolean }

/**
 * @param take is given each answer that has a parameter `state`; what it returns is shown
 */
export async function openLoopback(
  take: (answer: URL) => Promise<Returned>,
  unknown: ReturnPage,
): Promise<Loopback> {
  let port = 0
  let shown: ReturnPage | null = null
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const isOwn = request.headers.host === `127.0.0.1:${port}`
    if (!isOwn || request.method !== 'GET') return send(response, isOwn ? 405 : 403, unknown)
    const url = new URL(request.url ?? '/', `http://127.0.0.1:${port}`)
    if (url.pathname === '/done' && shown !== null) return send(response, 200, shown)
    if (url.pathname !== '/' || !url.searchParams.has('state')) return send(response, 404, unknown)
    const { page, isTaken } = await take(url)
    if (!isTaken) return send(response, 400, page)
    shown = page
    response.writeHead(303, { ...headers, location: '/done' }).end()
  }
  const server = createServer((request, response) => {
    answer(request, response).catch(() => send(response, 500, unknown))
  })
  server.requestTimeout = 10_000
  server.maxConnections = 20
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  // A bound port of TCP has an address of this shape.
  port = (server.address() as AddressInfo).port
  server.unref()
  return {
    redirectUri: `http://127.0.0.1:${port}`,
    close(after) {
      const end = () => {
        server.close()
        server.closeAllConnections()
      }
      if (after === 0) end()
      else setTimeout(end, after).unref()
    },
  }
}

const headers = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
}

function send(response: ServerResponse, status: number, page: ReturnPage): void {
  response.writeHead(status, { ...headers, 'content-type': 'text/html; charset=utf-8' })
  response.end(html(page))
}

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

const html = ({ title, sentence, language }: ReturnPage): string => `<!doctype html>
<html lang="${escaped(language)}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)} · WeBox Marketing</title>
<style>
:root { color-scheme: light dark; font: 1.05rem/1.6 system-ui, sans-serif; }
body { display: grid; min-height: 90vh; place-content: center; margin: 0; padding: 1.5rem; }
main { max-width: 26rem; }
h1 { margin: 0 0 0.5rem; font-size: 1.5rem; line-height: 1.3; }
p { margin: 0; }
</style>
<main><h1>${escaped(title)}</h1><p>${escaped(sentence)}</p></main>
</html>
`
