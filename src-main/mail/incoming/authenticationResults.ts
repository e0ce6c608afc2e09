// What the server that took a message wrote above it about its sender: `Authentication-Results`
// (RFC 8601) and, where that says nothing of SPF, `Received-SPF` (RFC 7208, 9.1).
import { domainToASCII } from 'node:url'

export const authenticationMethods = ['spf', 'dkim', 'dmarc'] as const
export type AuthenticationMethod = (typeof authenticationMethods)[number]

export type AuthenticationResult = {
  method: AuthenticationMethod
  /** In lower case, as the server wrote it: `pass`, `fail`, `softfail`, `none`, … */
  result: string
  /** Which domain was judged, in lower case; null where the server does not say. */
  domain: string | null
}
export type AuthenticationReport = {
  /** The server's own name for itself; null where it gives none. */
  authority: string | null
  results: AuthenticationResult[]
  /** The lines it was read from, unfolded, the newest first. */
  lines: string[]
}

/** Longest header that is read, in characters. */
const longestHeader = 8_000

/**
 * @param head the headers of a message, the newest first, as they lie in a mailbox
 * @returns every result that is told, the newest first
 */
export function readAuthentication(head: string): AuthenticationReport {
  const headers = unfolded(head)
  const named = (name: string) =>
    headers.filter((line) => line.toLowerCase().startsWith(`${name}:`))
  const told = named('authentication-results').map((line) => ({
    line,
    ...resultsOf(valueOf(line)),
  }))
  // Only the server that took it last is believed (RFC 8601, 5): the others judged another hop, or
  // are invented. One without a name has written one line.
  const authority = told[0]?.authority ?? null
  const judged = told.filter(
    (one, index) => index === 0 || (authority !== null && one.authority === authority),
  )
  const lines = judged.map(({ line }) => line)
  const results = judged.flatMap((one) => one.results)
  const spf = results.some(({ method }) => method === 'spf')
    ? []
    : named('received-spf').slice(0, 1)
  return {
    authority,
    results: [...results, ...spf.flatMap((line) => receivedSpf(valueOf(line)))],
    lines: [...lines, ...spf],
  }
}

/** One header a line; what stands behind the headers is none. */
function unfolded(head: string): string[] {
  const [headers = ''] = head.replace(/\r\n?/g, '\n').split('\n\n', 1)
  return headers
    .replace(/\n[ \t]+/g, ' ')
    .split('\n')
    .map((line) => line.slice(0, longestHeader).trim())
}

const valueOf = (line: string): string => line.slice(line.indexOf(':') + 1).trim()

/** Comments may hold anything, other comments too; a text in quotes holds no comment. */
function withoutComments(text: string): string {
  let depth = 0
  let isQuoted = false
  let plain = ''
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? ''
    if (sign === '\\') {
      at += 1
      if (depth === 0) plain += text[at] ?? ''
    } else if (sign === '"' && depth === 0) isQuoted = !isQuoted
    else if (sign === '(' && !isQuoted) depth += 1
    else if (sign === ')' && !isQuoted && depth > 0) depth -= 1
    // A semicolon in quotes parts nothing.
    else if (depth === 0) plain += isQuoted && sign === ';' ? ',' : sign
  }
  return plain
}

const method = /^(spf|dkim|dmarc)(?:\/\d+)?\s*=\s*([a-z]+)/i

function resultsOf(value: string): Pick<AuthenticationReport, 'authority' | 'results'> {
  const parts = withoutComments(value)
    .split(';')
    .map((part) => part.trim())
  // Microsoft's servers give no name for themselves: the first part is a result already.
  const [first = ''] = parts
  const authority = first.includes('=') ? null : (first.split(/\s+/)[0] ?? '')
  return {
    authority: authority === '' ? null : authority,
    results: parts.flatMap((part) => {
      const found = method.exec(part)
      if (found === null) return []
      const name = (found[1] ?? '').toLowerCase() as AuthenticationMethod
      return [
        { method: name, result: (found[2] ?? '').toLowerCase(), domain: domainIn(name, part) },
      ]
    }),
  }
}

const properties: Record<AuthenticationMethod, RegExp[]> = {
  spf: [/\bsmtp\.mailfrom\s*=\s*(\S+)/i, /\bsmtp\.helo\s*=\s*(\S+)/i],
  dkim: [/\bheader\.d\s*=\s*(\S+)/i, /\bheader\.i\s*=\s*(\S+)/i],
  dmarc: [/\bheader\.from\s*=\s*(\S+)/i],
}

function domainIn(name: AuthenticationMethod, part: string): string | null {
  for (const property of properties[name]) {
    const value = property.exec(part)?.[1]?.replace(/[,<>"]/g, '') ?? ''
    const domain = value.slice(value.lastIndexOf('@') + 1).toLowerCase()
    if (domain !== '') return domain
  }
  return null
}

function receivedSpf(value: string): AuthenticationResult[] {
  const result = /^([a-z]+)\b/i.exec(value)?.[1]?.toLowerCase()
  if (result === undefined) return []
  const from = /\benvelope-from\s*=\s*"?([^\s";]+)/i.exec(withoutComments(value))?.[1] ?? ''
  const domain = from.replace(/[<>]/g, '').toLowerCase()
  return [{ method: 'spf', result, domain: domain.slice(domain.lastIndexOf('@') + 1) || null }]
}

/**
 * Whether a domain speaks for an address's: it is the same, or one stands below the other. Null for
 * two names below a common one: which names belong to one owner is not known here.
 */
export function speaksFor(domain: string, addressDomain: string): boolean | null {
  const one = domainToASCII(domain.toLowerCase()) || domain.toLowerCase()
  const other = domainToASCII(addressDomain.toLowerCase()) || addressDomain.toLowerCase()
  if (one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`)) return true
  const common = (name: string) => name.split('.').slice(-2).join('.')
  return common(one) === common(other) ? null : false
}

/** What counts of several results of one method: a pass that speaks for the address, any pass, the newest. */
export function decidingResult(
  results: readonly AuthenticationResult[],
  name: AuthenticationMethod,
  addressDomain: string,
): AuthenticationResult | null {
  const own = results.filter((one) => one.method === name)
  const passed = own.filter(({ result }) => result === 'pass')
  const aligned = passed.find(
    ({ domain }) => domain !== null && speaksFor(domain, addressDomain) === true,
  )
  return aligned ?? passed[0] ?? own[0] ?? null
}
