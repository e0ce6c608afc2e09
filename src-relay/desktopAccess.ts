// Who may use the desktop's calls: the holder of the paired signing key, each request once, within
// five minutes, meant for this relay.
import { createHash, verify, type KeyObject } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { RelayRefusal } from '#shared/contract/relayRequests.ts'
import { requestText, signatureHeaders, signatureWindow } from '#shared/rules/relay/relaySigning.ts'
import type { RelayParts } from './relayParts.ts'

export type Access =
  | { granted: true; nonce: string; bodyHash: string }
  | { granted: false; nonce: string | null; reason: RelayRefusal['refused']; message: string }

export const bodyHashHeader = 'x-webox-body'

/** Judges the headers alone: a body is not read before its sender is known. */
export function judgeAccess(parts: RelayParts, request: IncomingMessage): Access {
  const { headers, method = '', url: path = '' } = request
  const [time, nonce, signature, bodyHash] = [
    signatureHeaders.time,
    signatureHeaders.nonce,
    signatureHeaders.signature,
    bodyHashHeader,
  ].map((name) => headers[name])
  const isNonce = typeof nonce === 'string' && /^[A-Za-z0-9_-]{22,64}$/.test(nonce)
  const denied = (reason: RelayRefusal['refused'], message: string): Access => ({
    granted: false,
    nonce: isNonce ? nonce : null,
    reason,
    message,
  })
  const desktop = parts.pairing.desktop()
  if (desktop === null) return denied('unpaired', 'No desktop is paired with this relay.')
  if (
    !isNonce ||
    typeof time !== 'string' ||
    typeof signature !== 'string' ||
    typeof bodyHash !== 'string' ||
    !/^\d{1,15}$/.test(time)
  ) {
    return denied('signature', 'The request is not signed.')
  }
  const text = requestText({
    relayKey: parts.secrets.relayKey,
    method,
    path,
    time,
    nonce,
    bodyHash,
  })
  if (!isValid(text, signature, desktop.verifying))
    return denied('signature', 'The request is not signed by the paired desktop.')
  if (Math.abs(parts.now() - Number(time)) > signatureWindow)
    return denied('clock', 'The clocks of relay and desktop are more than five minutes apart.')
  if (!isFirstUse(parts, nonce)) return denied('replay', 'This request was made before.')
  return { granted: true, nonce, bodyHash }
}

export const hashOf = (body: string | Buffer): string =>
  createHash('sha256').update(body).digest('base64url')

function isValid(text: string, signature: string, key: KeyObject): boolean {
  return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'))
}

/** Remembered on the disk: a restart must not let a recorded request pass a second time. */
function isFirstUse({ store, now }: RelayParts, nonce: string): boolean {
  const { connection } = store
  return store.transaction(() => {
    // The window counts in both directions, so a nonce stays as long as both together.
    connection.prepare('DELETE FROM nonces WHERE at < ?').run(now() - 3 * signatureWindow)
    return (
      connection.prepare('INSERT OR IGNORE INTO nonces (nonce, at) VALUES (?, ?)').run(nonce, now())
        .changes === 1
    )
  })
}
