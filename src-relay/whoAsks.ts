// Who asks: the address that limits and counts go by, and whether it is the relay's own operator.
import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'

export type Asker = {
  address: string
  /** As it calls itself. */
  browser: string
  /** On the relay's own machine, with no proxy between: its operator, who is not slowed down. */
  isOperator: boolean
  /** Came through a proxy that was not announced: all its visitors share one address. */
  isUnannounced: boolean
}

/** What a proxy adds. A visitor can add it too, and gains nothing by it. */
const proxyHeaders = [
  ...['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'forwarded', 'via'],
  ...['x-forwarded-server', 'x-client-ip', 'true-client-ip', 'cf-connecting-ip', 'fly-client-ip'],
]
const loopback = /^(?:127\.|::1$|::ffff:127\.)/

/**
 * @param isBehindProxy every request comes through the user's own proxy: what that puts last into
 * its header is the address, and nobody is the operator
 */
export function whoAsks(request: IncomingMessage, isBehindProxy: boolean): Asker {
  const direct = request.socket.remoteAddress ?? ''
  const browser = request.headers['user-agent'] ?? ''
  if (isBehindProxy)
    return {
      address: lastForwarded(request) ?? direct,
      browser,
      isOperator: false,
      isUnannounced: false,
    }
  const isLocal = loopback.test(direct)
  const isUnannounced = isLocal && isForwarded(request)
  return { address: direct, browser, isOperator: isLocal && !isUnannounced, isUnannounced }
}

/** Also where the proxy adds nothing, and only hands on the name the visitor asked for. */
function isForwarded({ headers }: IncomingMessage): boolean {
  if (proxyHeaders.some((name) => headers[name] !== undefined)) return true
  const name = (headers.host ?? '').replace(/:\d+$/, '').toLowerCase()
  return !/^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(name)
}

/** Null unless it is an address: with its port, each connection would be somebody else. */
function lastForwarded({ headers }: IncomingMessage): string | null {
  // Node joins several headers of this name with commas, in their order.
  const last = String(headers['x-forwarded-for'] ?? '')
    .split(',')
    .at(-1)
    ?.trim()
    .replace(/^"|"$/g, '')
  const plain = (last ?? '').replace(/^\[([^\]]*)\](?::\d+)?$/, '$1').replace(/%.*$/, '')
  const address = isIP(plain) === 0 ? plain.replace(/:\d+$/, '') : plain
  return isIP(address) === 0 ? null : address
}
