// From an address to its mail server: by the built-in table without any network, by what a domain
// announces, by a guess that says that it is one.
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { discoverAccount } from '#main/features/email/discovery/accountDiscovery.service.ts'
import { readProviders } from '#main/features/email/discovery/providerFile.ts'
import { createLookupNetwork, type LookupNetwork } from '#main/mail/lookup/lookupNetwork.ts'
import { publicDomains } from '#shared/rules/mailProviders.ts'
import { startDnsServer, type DnsServer, type Zone } from '../../support/dnsServer.ts'
import { createTestApp, errorReasonOf, type TestApp } from '../../support/testApp.ts'

const unused: LookupNetwork = {
  exchangers: () => Promise.reject(new Error('The network was asked.')),
  services: () => Promise.reject(new Error('The network was asked.')),
  autoconfigUrls: () => [],
  addresses: () => Promise.reject(new Error('The network was asked.')),
  mayConnect: () => false,
}
const ask = (email: string, options: { lookUp?: boolean; provider?: string } = {}) => ({
  email,
  lookUp: false,
  ...options,
})

describe('the built-in table', () => {
  it.each([
    ['marie@gmail.com', 'smtp.gmail.com', 'marie@gmail.com', 'app_password', 500],
    ['marie@orange.fr', 'smtp.orange.fr', 'marie@orange.fr', 'password', null],
    ['marie@wanadoo.fr', 'smtp.orange.fr', 'marie@wanadoo.fr', 'password', null],
    ['marie@free.fr', 'smtp.free.fr', 'marie', 'password', null],
    ['marie@sfr.fr', 'smtp.sfr.fr', 'marie@sfr.fr', 'password', null],
    ['marie@laposte.net', 'smtp.laposte.net', 'marie', 'password', null],
    ['marie@hotmail.fr', 'smtp-mail.outlook.com', 'marie@hotmail.fr', 'no_password', null],
    ['marie@proton.me', '127.0.0.1', 'marie@proton.me', 'bridge', null],
    ['marie@ik.me', 'mail.infomaniak.com', 'marie@ik.me', 'password', 500],
  ])('knows %s without the network', async (email, host, user, signIn, perDay) => {
    const found = await discoverAccount(ask(email, { lookUp: true }), undefined, unused)
    expect(found).toMatchObject({ foundBy: 'table', smtp: { host, user }, signIn, steps: [] })
    expect(found.limits.perDay).toBe(perDay)
    expect(found.evidence).not.toBe('')
  })

  it('says where each entry is from and when, and has no limit nobody read', () => {
    const { providers } = readProviders()
    expect(providers.length).toBeGreaterThan(50)
    for (const { id, source, limits } of providers) {
      expect(source.text, id).not.toBe('')
      expect(source.date, id).toMatch(/^20\d\d-\d\d-\d\d$/)
      if (source.kind === 'remembered')
        expect(Object.values(limits), id).toEqual([null, null, null])
    }
  })

  it('has every public mailbox that the rules for senders know', () => {
    const known = new Set(readProviders().providers.flatMap(({ domains }) => domains))
    expect(publicDomains.size).toBeGreaterThan(40)
    for (const domain of publicDomains) expect(known.has(domain), domain).toBe(true)
  })

  it('knows sending services by their name, and no other', async () => {
    const found = await discoverAccount(
      ask('contact@boutique.example', { provider: 'brevo' }),
      undefined,
      unused,
    )
    expect(found).toMatchObject({
      ...{ foundBy: 'table', signIn: 'service_key' },
      smtp: { host: 'smtp-relay.brevo.com', user: null },
    })
    const unknown = discoverAccount(ask('a@b.example', { provider: 'nobody' }), undefined, unused)
    expect(await errorReasonOf(unknown)).toBe('provider_unknown')
  })

  it('asks nobody about a domain of one’s own unless it is told to, and says that it guesses', async () => {
    const found = await discoverAccount(ask('marie@boutique.example'), undefined, unused)
    expect(found).toMatchObject({
      ...{ foundBy: 'guess', provider: null, steps: [], evidence: '' },
      smtp: { host: 'smtp.boutique.example', port: 465, security: 'tls' },
      limits: { perMinute: null, perHour: null, perDay: null },
    })
    for (const email of ['a@poste.local', 'a@routeur.lan', 'a@pc.localhost'])
      expect(
        (await discoverAccount(ask(email, { lookUp: true }), undefined, unused)).steps,
      ).toEqual([])
  })
})

describe('a domain of one’s own', () => {
  let dns: DnsServer | null = null
  let web: Server | null = null
  let asked: string[] = []
  afterEach(async () => {
    await dns?.stop()
    web?.close()
    web?.closeAllConnections()
    dns = null
    web = null
    asked = []
  })

  async function networkOf(zone: Zone, listener?: RequestListener): Promise<LookupNetwork> {
    dns = await startDnsServer(zone)
    const network = createLookupNetwork([dns.address])
    if (listener === undefined) return { ...network, autoconfigUrls: () => [] }
    web = createServer((request, response) => {
      asked.push(`${request.headers.host?.replace(/:.*/, '')}${request.url}`)
      listener(request, response)
    })
    await new Promise<void>((resolve) => web?.listen(0, '127.0.0.1', resolve))
    const { port } = web.address() as AddressInfo // It listens on a port, not on a pipe.
    return {
      ...network,
      // The same places, on this machine's port instead of the usual one, without encryption.
      autoconfigUrls: (domain) =>
        network
          .autoconfigUrls(domain)
          .map((url) => url.replace(/^https:\/\/([^/]+)/, `http://$1:${port}`)),
      addresses: () => Promise.resolve(['127.0.0.1']),
      mayConnect: (address) => address === '127.0.0.1',
    }
  }
  const search = (network: LookupNetwork, signal?: AbortSignal) =>
    discoverAccount(ask('marie@boutique.example', { lookUp: true }), signal, network)

  it('is at the provider that receives its mail', async () => {
    const network = await networkOf({
      'boutique.example': [
        { type: 'MX', priority: 50, exchange: 'mx2.unknown.example' },
        { type: 'MX', priority: 1, exchange: 'MX0.mail.ovh.net' },
      ],
    })
    expect(await search(network)).toMatchObject({
      ...{ foundBy: 'mx', evidence: 'MX MX0.mail.ovh.net', provider: { id: 'ovh' } },
      smtp: { host: 'ssl0.ovh.net', user: 'marie@boutique.example' },
      steps: [{ kind: 'mx', place: 'boutique.example', outcome: 'found' }],
    })
    expect(dns?.questions).toEqual(['MX boutique.example'])
  })

  it('announces its servers in the DNS', async () => {
    const srv = (priority: number, weight: number, port: number, name: string) => ({
      ...{ type: 'SRV' as const, priority, weight, port, name },
    })
    const network = await networkOf({
      'boutique.example': [{ type: 'MX', priority: 1, exchange: 'mx.boutique.example' }],
      '_submissions._tcp.boutique.example': [
        srv(20, 1, 465, 'later.boutique.example'),
        srv(10, 1, 465, 'light.boutique.example'),
        srv(10, 9, 2465, 'Sortie.boutique.example'),
      ],
      '_imaps._tcp.boutique.example': [srv(1, 1, 993, 'boite.boutique.example')],
    })
    expect(await search(network)).toMatchObject({
      ...{ foundBy: 'srv', evidence: 'SRV _submissions._tcp.boutique.example' },
      smtp: { host: 'sortie.boutique.example', port: 2465, security: 'tls' },
      imap: { host: 'boite.boutique.example', port: 993 },
    })
  })

  it('is not believed when the DNS says that a service is not offered, or is on this machine', async () => {
    const network = await networkOf({
      '_submissions._tcp.boutique.example': [
        { type: 'SRV', priority: 0, weight: 0, port: 0, name: '.' },
      ],
      '_submission._tcp.boutique.example': [
        { type: 'SRV', priority: 0, weight: 0, port: 587, name: 'localhost' },
      ],
    })
    expect((await search(network)).foundBy).toBe('guess')
  })

  const settings = (outgoing: string) => `<?xml version="1.0"?>
    <clientConfig version="1.1"><emailProvider id="boutique.example">
      <incomingServer type="imap"><hostname>imap.%EMAILDOMAIN%</hostname><port>993</port>
        <socketType>SSL</socketType><username>%EMAILADDRESS%</username>
        <authentication>password-cleartext</authentication></incomingServer>
      ${outgoing}</emailProvider></clientConfig>`
  const outgoing = (host: string, socket: string, way = 'password-cleartext', port = 465) =>
    `<outgoingServer type="smtp"><hostname>${host}</hostname><port>${port}</port>
      <socketType>${socket}</socketType><username>%EMAILLOCALPART%</username>
      <authentication>${way}</authentication></outgoingServer>`

  it('publishes its settings, which are asked for by its name alone', async () => {
    const network = await networkOf({}, (request, response) => {
      if (!request.url?.startsWith('/.well-known/')) return void response.writeHead(404).end()
      response.end(
        settings(
          outgoing('plain.boutique.example', 'plain') +
            outgoing('b.boutique.example', 'STARTTLS', 'password-cleartext', 587) +
            `<!-- ${outgoing('comment.boutique.example', 'SSL')} -->` +
            outgoing('sortie.%EMAILDOMAIN%', 'SSL'),
        ),
      )
    })
    const found = await search(network)
    expect(found).toMatchObject({
      foundBy: 'autoconfig',
      smtp: { host: 'sortie.boutique.example', port: 465, security: 'tls', user: 'marie' },
      imap: { host: 'imap.boutique.example', user: 'marie@boutique.example' },
    })
    expect(found.evidence).toContain('/.well-known/autoconfig/mail/config-v1.1.xml')
    expect(asked).toEqual([
      'autoconfig.boutique.example/mail/config-v1.1.xml',
      'boutique.example/.well-known/autoconfig/mail/config-v1.1.xml',
    ])
    expect(JSON.stringify([asked, dns?.questions])).not.toMatch(/marie/)
  })

  it('that takes no password is told so', async () => {
    const network = await networkOf({}, (_, response) =>
      response.end(settings(outgoing('smtp.boutique.example', 'SSL', 'OAuth2'))),
    )
    expect(await search(network)).toMatchObject({ foundBy: 'autoconfig', signIn: 'no_password' })
  })

  it.each([
    ['a server on this machine', settings(outgoing('localhost', 'SSL'))],
    ['a private address', settings(outgoing('192.168.1.1', 'SSL'))],
    ['no encryption', settings(outgoing('smtp.boutique.example', 'plain'))],
    ['a port that is none', settings(outgoing('a.example', 'SSL', 'plain', 99_999))],
    [
      'entities of its own',
      `<!DOCTYPE x [<!ENTITY a "b">]>${settings(outgoing('a.example', 'SSL'))}`,
    ],
    ['no settings at all', '<html><body>Bienvenue</body></html>'],
    ['no end', '<clientConfig><outgoingServer type="smtp"><hostname>'],
    ['far too much', settings(`<!--${'x'.repeat(70_000)}-->${outgoing('a.example', 'SSL')}`)],
  ])('whose settings hold %s is left to a guess', async (_, text) => {
    const network = await networkOf({}, (_request, response) => response.end(text))
    expect(await search(network)).toMatchObject({ foundBy: 'guess' })
  })

  it('may send on to a public server, and never into a private network', async () => {
    const network = await networkOf({}, (request, response) => {
      if (request.headers.host?.startsWith('settings.'))
        return void response.end(settings(outgoing('a.boutique.example', 'SSL')))
      response.writeHead(302, {
        location: `http://settings.example:${portOf(request.headers.host)}/`,
      })
      response.end()
    })
    expect((await search(network)).foundBy).toBe('autoconfig')
    const inner = {
      ...network,
      addresses: (host: string) =>
        Promise.resolve([host === 'settings.example' ? '192.168.1.1' : '127.0.0.1']),
    }
    const refused = await search(inner)
    expect(refused.foundBy).toBe('guess')
    expect(refused.steps.at(-1)).toMatchObject({ outcome: 'failed' })
    expect(refused.steps.at(-1)?.detail).toMatch(/private network/)
  })

  it('is asked at its other addresses where nothing answers at the first', async () => {
    const network = await networkOf({}, (_, response) =>
      response.end(settings(outgoing('a.boutique.example', 'SSL'))),
    )
    // As of a machine without IPv6, and the one without a server.
    const addresses = () => Promise.resolve(['::1', '127.0.0.2', '127.0.0.1'])
    const found = await search({ ...network, addresses, mayConnect: () => true })
    expect(found.foundBy).toBe('autoconfig')
  })

  it('is asked nothing at a private address', async () => {
    const network = await networkOf({}, (_, response) => response.end('never'))
    const usual = { ...network, mayConnect: createLookupNetwork().mayConnect }
    expect((await search(usual)).foundBy).toBe('guess')
    expect(asked).toEqual([])
  })

  it('can be left alone while it is being asked', async () => {
    const network = await networkOf({ 'boutique.example': 'silent' })
    const stop = new AbortController()
    const search1 = search(network, stop.signal)
    while (dns?.questions.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    stop.abort()
    await expect(search1).rejects.toThrow(/abort/i)
    expect(dns?.questions).toEqual(['MX boutique.example'])
  })

  it('is not waited for when names cannot be looked up, or the DNS does not answer', async () => {
    const network = await networkOf({}, (_, response) => response.end('never'))
    const stuck = { ...network, addresses: () => new Promise<string[]>(() => undefined) }
    const stop = new AbortController()
    const stuckSearch = search(stuck, stop.signal)
    stop.abort(new Error('stopped'))
    await expect(stuckSearch).rejects.toThrow('stopped')
    const refused = { ...network, exchangers: () => Promise.reject(new Error('ECONNREFUSED')) }
    expect(await search(refused)).toMatchObject({
      ...{ foundBy: 'guess', steps: [{ kind: 'mx', outcome: 'failed', detail: 'ECONNREFUSED' }] },
    })
    expect(asked).toEqual([])
  })

  it('asks over https alone', () => {
    for (const url of createLookupNetwork().autoconfigUrls('boutique.example'))
      expect(url).toMatch(/^https:\/\/(autoconfig\.)?boutique\.example\//)
  })
})

const portOf = (host: string | undefined) => host?.split(':')[1] ?? ''

describe('the interface and the API', () => {
  let app: TestApp
  beforeEach(async () => void (app = await createTestApp()))
  afterEach(() => app.remove())

  it('answer from the table, and list the sending services', async () => {
    expect(await app.client.email.accounts.discover({ email: '  Marie@Orange.FR ' })).toMatchObject(
      { provider: { id: 'orange', name: 'Orange' }, foundBy: 'table' },
    )
    const services = await app.client.email.accounts.services()
    expect(services.map(({ name }) => name)).toContain('Brevo')
    expect(await errorReasonOf(app.client.email.accounts.discover({ email: 'marie' }))).not.toBe(
      null,
    )
  })
})
