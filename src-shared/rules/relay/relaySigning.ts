// The exact texts that desktop and relay sign or authenticate. Each begins with what it is for, so
// that a signature made for one purpose is worth nothing for another.

const version = 'webox-relay/1'
const words = (purpose: string, ...parts: string[]): string =>
  [`${version} ${purpose}`, ...parts].join('\n')

/**
 * Of a request by the desktop. `relayKey` names the relay: a request recorded at one is refused by
 * every other.
 */
export const requestText = (request: {
  relayKey: string
  method: string
  path: string
  time: string
  nonce: string
  bodyHash: string
}): string =>
  words(
    'request',
    request.relayKey,
    request.method,
    request.path,
    request.time,
    request.nonce,
    request.bodyHash,
  )

/** Of the relay's answer to the request with this nonce. */
export const answerText = (answer: { nonce: string; status: string; bodyHash: string }): string =>
  words('answer', answer.nonce, answer.status, answer.bodyHash)

/** Of a published bundle, byte for byte as it was sent. */
export const bundleText = (json: string): string => words('bundle', json)

/** Of an address that a link of a message leads to. */
export const linkText = (address: string): string => words('link', address)

/** Authenticated with the pairing code, which itself never travels. */
export const desktopProofText = (keys: { signingKey: string; sealingKey: string }): string =>
  words('pair desktop', keys.signingKey, keys.sealingKey)
export const relayProofText = (keys: {
  relayKey: string
  signingKey: string
  sealingKey: string
}): string => words('pair relay', keys.relayKey, keys.signingKey, keys.sealingKey)

/** What binds a sealed form to its event: moved to another, it no longer opens. */
export const sealContext = (event: { id: string; funnelId: number; pageId: number }): string =>
  words('seal', event.id, String(event.funnelId), String(event.pageId))

/** Of a sale told by a payment provider or an automation. */
export const saleText = (time: string, body: string): string => `${time}.${body}`

/** Headers of a signed request and of its signed answer. */
export const signatureHeaders = {
  time: 'x-webox-time',
  nonce: 'x-webox-nonce',
  signature: 'x-webox-signature',
} as const
/** How far the two clocks may be apart, in milliseconds. */
export const signatureWindow = 5 * 60_000
