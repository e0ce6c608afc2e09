// A real authorisation server (oidc-provider) in a process of its own, where the person who signs in does
// what the test said: whatever address, with all that was asked for or less, or not at all.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  usualBehaviour,
  usualPerson,
  type Person,
  type ServerBehaviour,
  type ServerReport,
  type ToServer,
} from './authorisationServer.ts'

const [offset = '0'] = process.argv.slice(2)
const realNow = Date.now.bind(Date)
// The clock of the server, as far from that of this computer as the test wants it.
Date.now = () => realNow() + Number(offset)

const { default: Provider, errors } = await import('oidc-provider')

let person: Person = usualPerson
let behaviour: ServerBehaviour = usualBehaviour
/** Grants of refresh tokens, by what became of them. */
let renewals = 0
let revoked = 0

const server = createServer()
await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
const { port } = server.address() as AddressInfo
const issuer = `http://127.0.0.1:${port}`

const native = {
  application_type: 'native' as const,
  redirect_uris: ['http://127.0.0.1'],
  response_types: ['code' as const],
  grant_types: [
    'authorization_code',
    'refresh_token',
    'urn:ietf:params:oauth:grant-type:device_code',
  ],
}

const provider = new Provider(issuer, {
  clients: [
    { ...native, client_id: 'desktop', token_endpoint_auth_method: 'none' },
    {
      ...native,
      client_id: 'with-secret',
      client_secret: 'not-so-secret',
      token_endpoint_auth_method: 'client_secret_post',
    },
    {
      client_id: 'mail-server',
      client_secret: 'mail-server',
      redirect_uris: [],
      response_types: [],
      grant_types: [],
    },
  ],
  scopes: ['openid', 'email', 'offline_access', 'mail'],
  claims: { openid: ['sub'], email: ['email'] },
  conformIdTokenClaims: false,
  pkce: { required: () => true },
  features: {
    devInteractions: { enabled: false },
    deviceFlow: { enabled: true },
    introspection: { enabled: true, allowedPolicy: () => true },
    revocation: { enabled: true, allowedPolicy: () => true },
  },
  ttl: {
    AccessToken: () => behaviour.lasts,
    AuthorizationCode: 60,
    DeviceCode: 600,
    Grant: 86_400,
    IdToken: 3600,
    Interaction: 3600,
    RefreshToken: 86_400,
    Session: 86_400,
  },
  rotateRefreshToken: () => behaviour.rotates,
  issueRefreshToken: () => true,
  cookies: { keys: ['a-key-of-a-test'] },
  interactions: { url: (_ctx, interaction) => `/person/${interaction.uid}` },
  findAccount: (_ctx, id) => ({
    accountId: id,
    claims: () => ({ sub: id, email: id }),
  }),
  extraTokenClaims: (_ctx, token) =>
    'accountId' in token ? { username: token.accountId as string } : undefined,
})
provider.on('grant.success', (ctx) => {
  if (ctx.oidc.params?.['grant_type'] === 'refresh_token') renewals += 1
})
provider.on('grant.revoked', () => void (revoked += 1))

/** The person at the provider's page. */
async function decide(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { prompt, params } = await provider.interactionDetails(request, response)
  if (person.denies) {
    const refused = { error: 'access_denied', error_description: 'The person said no.' }
    return provider.interactionFinished(request, response, refused)
  }
  if (prompt.name === 'login')
    return provider.interactionFinished(request, response, {
      login: { accountId: person.address },
    })
  const grant = new provider.Grant({
    accountId: person.address,
    clientId: String(params['client_id']),
  })
  const asked = String(params['scope']).split(' ')
  grant.addOIDCScope(asked.filter((scope) => !person.leavesOut.includes(scope)).join(' '))
  grant.rejectOIDCScope(person.leavesOut.join(' '))
  const grantId = await grant.save()
  return provider.interactionFinished(request, response, { consent: { grantId } })
}

const answer = provider.callback()
server.on('request', (request: IncomingMessage, response: ServerResponse) => {
  const isToken =
    request.url?.startsWith('/token') === true && request.url !== '/token/introspection'
  if (isToken && behaviour.down === 'hangs') return
  if (isToken && behaviour.down === 'page')
    return void response.writeHead(403, { 'content-type': 'text/html' }).end('<h1>Proxy</h1>')
  if (isToken && behaviour.down === 'cut') {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': 900 })
    response.write('{"access_token":', () => response.destroy())
    return
  }
  if (isToken && behaviour.down === 'busy')
    return void response.writeHead(503, { 'content-type': 'text/html' }).end('<p>Busy</p>')
  if (request.url?.startsWith('/person/'))
    return void decide(request, response).catch((error: unknown) => {
      const isKnown = error instanceof errors.OIDCProviderError
      response.writeHead(isKnown ? 400 : 500).end(String(error))
    })
  void answer(request, response)
})

const say = (report: ServerReport) => process.send?.(report)
process.on('message', (message: ToServer) => {
  person = { ...person, ...message.person }
  behaviour = { ...behaviour, ...message.behaviour }
  say({ issuer, renewals, revoked })
})
process.on('disconnect', () => process.exit(0))
say({ issuer, renewals, revoked })
