// Where a step may call: over https, or this very computer; the own network only where the user said so.
import { isIP } from 'node:net'
import { hostOf, isLocalName, isOwnName, scopeOf } from '#main/platform/networkScope.ts'
import { apiError } from '#main/platform/apiError.ts'

type Objection = 'address' | 'private'

/** @returns null if nothing speaks against it, as far as the address itself says */
export function objectionToWebhook(url: string, evenIfPrivate: boolean): Objection | null {
  if (!URL.canParse(url)) return 'address'
  const parsed = new URL(url)
  if (!/^https?:$/.test(parsed.protocol) || parsed.username !== '' || parsed.password !== '')
    return 'address'
  const host = hostOf(parsed)
  if (isOwnName(host)) return null
  const scope = isIP(host) === 0 ? (isLocalName(host) ? 'private' : 'public') : scopeOf(host)
  // What leads to this computer under another name is a known way around a check.
  if (scope === 'never' || scope === 'loopback' || parsed.protocol !== 'https:') return 'address'
  return scope === 'private' && !evenIfPrivate ? 'private' : null
}

/** @throws 422 naming the step */
export function refuseWebhook(url: string, evenIfPrivate: boolean, field: string): void {
  const objection = objectionToWebhook(url, evenIfPrivate)
  if (objection === 'address')
    throw apiError(
      'UNPROCESSABLE',
      'webhook_address',
      'A step calls over https, without a name or password in the address; over http on this computer only.',
      { field },
    )
  if (objection === 'private')
    throw apiError(
      'UNPROCESSABLE',
      'webhook_private',
      'This address is in the own network: say so with evenIfPrivate.',
      { field },
    )
}
