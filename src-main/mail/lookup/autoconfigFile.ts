// Reads the settings a domain publishes of its mail, in the format of Mozilla's autoconfig. What
// cannot be used (no encryption, a private host, a login nobody knows) is passed over.
import { isIP } from 'node:net'
import { scanHtml } from '#shared/rules/htmlScanner.ts'
import { isLocalName, isOwnName } from '#main/platform/networkScope.ts'

type FoundServer = {
  host: string
  port: number
  security: 'tls' | 'starttls'
  /** Null where the file asks for something only the user knows. */
  user: string | null
}

export type FoundSettings = {
  smtp: FoundServer | null
  imap: FoundServer | null
  /** True if its servers take no password, only a sign-in at the provider's page. */
  needsOAuth: boolean
}

type Fields = Map<string, string[]>
const maxServers = 40

/** Null if the text is no such file. */
export function readAutoconfig(text: string, email: string): FoundSettings | null {
  // A declaration can bring entities along, which can be endless: no such file needs one.
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text) || !/<clientConfig[\s>]/.test(text)) return null
  const servers = serversOf(text)
  const smtp = servers.filter(({ kind, type }) => kind === 'outgoingserver' && type === 'smtp')
  const imap = servers.filter(({ kind, type }) => kind === 'incomingserver' && type === 'imap')
  const usable = smtp.filter((server) => takesPassword(server.fields))
  return {
    smtp: best(usable, email),
    imap: best(
      imap.filter((server) => takesPassword(server.fields)),
      email,
    ),
    needsOAuth: smtp.length > 0 && usable.length === 0,
  }
}

type Server = { kind: string; type: string; fields: Fields }

function serversOf(text: string): Server[] {
  const servers: Server[] = []
  let server: Server | null = null
  let field: { name: string; from: number } | null = null
  scanHtml(text, (token) => {
    if (token.kind === 'startTag') {
      if (server === null && /^(?:incoming|outgoing)server$/.test(token.name))
        server = { kind: token.name, type: typeOf(token.attributes), fields: new Map() }
      else if (server !== null) field = { name: token.name, from: token.end }
    } else if (token.kind === 'endTag' && server !== null) {
      if (field?.name === token.name) {
        const value = unescaped(text.slice(field.from, token.start).trim())
        server.fields.set(field.name, [...(server.fields.get(field.name) ?? []), value])
        field = null
      } else if (token.name === server.kind) {
        if (servers.length < maxServers) servers.push(server)
        server = null
      }
    }
  })
  return servers
}

const typeOf = (attributes: { name: string; value: string | null }[]): string =>
  attributes.find(({ name }) => name === 'type')?.value?.toLowerCase() ?? ''

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const unescaped = (value: string): string =>
  value.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => entities[name] ?? '')

/** A file that says nothing about it means a password. */
function takesPassword(fields: Fields): boolean {
  const ways = fields.get('authentication') ?? []
  return ways.length === 0 || ways.some((way) => /^(?:password-|plain$|secure$)/i.test(way))
}

/** Encrypted from the first byte before encrypted on demand; in the file's order else. */
function best(servers: Server[], email: string): FoundServer | null {
  const found = servers.flatMap(({ fields }) => foundServer(fields, email) ?? [])
  return found.find(({ security }) => security === 'tls') ?? found[0] ?? null
}

function foundServer(fields: Fields, email: string): FoundServer | null {
  const of = (name: string) => fields.get(name)?.[0] ?? ''
  const security = { SSL: 'tls', STARTTLS: 'starttls' }[of('sockettype').toUpperCase()]
  const host = filled(of('hostname'), email)?.toLowerCase() ?? ''
  const port = Number(of('port'))
  if ((security !== 'tls' && security !== 'starttls') || !isPublicHost(host)) return null
  if (!Number.isInteger(port) || port < 1 || port > 65_535) return null
  const user = of('username')
  return { host, port, security, user: user === '' ? null : filled(user, email) }
}

/** True of a name other people could have: no address, no name of this computer or network. */
export const isPublicHost = (host: string): boolean =>
  /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i.test(host) &&
  host.length <= 253 &&
  isIP(host) === 0 &&
  !isOwnName(host) &&
  !isLocalName(host)

/** The places of the format filled in; null if there is one that is not known. */
function filled(value: string, email: string): string | null {
  const at = email.lastIndexOf('@')
  const text = value
    .replaceAll('%EMAILADDRESS%', email)
    .replaceAll('%EMAILLOCALPART%', email.slice(0, at))
    .replaceAll('%EMAILDOMAIN%', email.slice(at + 1))
  return /%[A-Z]+%/.test(text) || text === '' || text.length > 320 ? null : text
}
