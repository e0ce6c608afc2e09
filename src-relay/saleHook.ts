// A sale or a refund told by a payment provider or an automation. Signed with the secret the desktop
// shows; told twice, it counts once. What is not understood is refused whole: half understood, a
// refund would count as a sale.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { CurrencyCode } from '#shared/rules/valueSchemas.ts'
import { saleText, signatureWindow } from '#shared/rules/relay/relaySigning.ts'
import { readBody, sendJson } from './answering.ts'
import type { RelayParts } from './relayParts.ts'
import { whoAsks } from './whoAsks.ts'

const maxBodyBytes = 64 * 1024
/**
 * Numbers of orders and payments. No room for an e-mail address: who bought is known from the
 * reference.
 */
const Reference = z.string().regex(/^[A-Za-z0-9_.:#/-]{1,200}$/)
const Sale = z.strictObject({
  type: z.enum(['sale', 'refund']).default('sale'),
  funnel: z.string().max(80),
  page: z.string().max(80),
  /** Of a refund too: what was given back. */
  amountCents: z.int().positive().max(1e12),
  currency: CurrencyCode,
  /** Providers tell null where a payment has none. */
  reference: z
    .union([z.literal(''), Reference])
    .nullish()
    .transform((reference) => reference ?? ''),
  externalId: Reference,
})

/**
 * Header `X-WeBox-Signature: t=SECONDS,v1=HEX`: HMAC-SHA256 of `SECONDS.BODY`, as payment providers
 * do it.
 */
export async function takeSale(
  parts: RelayParts,
  request: IncomingMessage,
  response: ServerResponse,
  key: string,
): Promise<void> {
  const refuse = (status: number, message: string) =>
    sendJson(response, status, JSON.stringify({ message }))
  const { saleHook } = parts.secrets
  if (!parts.mayGoOn('hook', whoAsks(request, parts.isBehindProxy)))
    return refuse(429, 'Too many requests.')
  if (!same(key, saleHook.key)) return refuse(404, 'Nothing is at this address.')
  if (parts.pairing.desktop() === null) return refuse(503, 'No desktop is paired.')
  const body = (await readBody(request, maxBodyBytes)).toString('utf8')
  if (!isSignedWith(saleHook.secret, request.headers['x-webox-signature'], body, parts.now()))
    return refuse(401, 'The signature does not fit, or is too old.')
  const sale = Sale.safeParse(readJson(body))
  if (!sale.success)
    return refuse(
      422,
      sale.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '),
    )
  const { type, funnel, page, ...told } = sale.data
  const found = parts.pages.salePage(funnel, page)
  if (found === undefined) return refuse(422, 'No such page is published, nor was before.')
  const once = createHash('sha256').update(`${type}\n${told.externalId}`).digest('base64url')
  await parts.events.add(
    (id, at) => ({ id, at, kind: type, funnelId: found.funnelId, pageId: found.pageId, ...told }),
    once,
  )
  sendJson(response, 200, '{"received":true}')
}

function isSignedWith(
  secret: string,
  header: string | string[] | undefined,
  body: string,
  now: number,
): boolean {
  const found = typeof header === 'string' ? /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header) : null
  const [, time = '', signature = ''] = found ?? []
  if (found === null || Math.abs(now - Number(time) * 1000) > signatureWindow) return false
  return same(signature, createHmac('sha256', secret).update(saleText(time, body)).digest('hex'))
}

function same(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)]
  return a.length === b.length && timingSafeEqual(a, b)
}

function readJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return null // Answered like any other body that is no sale.
  }
}
