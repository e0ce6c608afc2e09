// The loopback guard: every route without a token, foreign hosts and origins, the one-time code,
// the session cookie.
import { request } from 'node:http'
import { readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { defaultDataFolder } from '#main/platform/files/dataFolder.ts'
import { systemLanguage } from '#main/hosts/local/localHost.ts'
import { readArguments } from '#main/hosts/local/arguments.ts'
import { startLocalHost, type LocalHostProcess } from '../support/localHost.ts'

let host: LocalHostProcess
beforeAll(async () => void (host = await startLocalHost()))
afterAll(() => host.stop())

type Answer = {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: string
}

/** A raw request: fetch would not let a test choose its own Host. */
function raw(
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: string,
): Promise<Answer> {
  const { hostname, port } = new URL(host.url)
  return new Promise((resolve, reject) => {
    const call = request(
      { hostname, port, method, path, headers: { host: `${hostname}:${port}`, ...headers } },
      (response) => {
        let text = ''
        response.on('data', (chunk: Buffer) => (text += chunk.toString()))
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
        )
      },
    )
    call.on('error', reject)
    call.end(body)
  })
}

const bearer = () => ({ authorization: `Bearer ${host.token}` })
const fromPage = () => ({ 'x-webox': '1', origin: host.url, 'content-type': 'application/json' })

describe('without a token', () => {
  it('every described route but health answers 401 and says nothing', async () => {
    const description = (await host.rest('GET', '/openapi.json')).body as {
      paths: Record<string, Record<string, unknown>>
    }
    const routes = Object.entries(description.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => [method.toUpperCase(), path] as const),
    )
    expect(routes.length).toBeGreaterThan(30)
    for (const [method, path] of routes) {
      const { status, body } = await raw(
        method,
        `/api${path.replace('{id}', '1')}`,
        { 'content-type': 'application/json' },
        method === 'GET' || method === 'DELETE' ? undefined : '{}',
      )
      expect([method, path, status]).toEqual([method, path, path === '/health' ? 200 : 401])
      if (status === 401)
        expect(Object.keys(JSON.parse(body) as object).sort()).toEqual([
          'code',
          'message',
          'status',
        ])
    }
  })

  it('so does every procedure of the interface, and what does not exist', async () => {
    for (const path of [
      '/rpc/crm/leads/list',
      '/rpc/system/changes',
      '/rpc',
      '/rpc/',
      '/rpc/nope',
      '/api',
      '/api/',
      '/api/nope',
      '/api/openapi.json',
      '/api/health/x',
    ]) {
      expect([
        path,
        (await raw('POST', path, { 'content-type': 'application/json' }, '{}')).status,
      ]).toEqual([path, 401])
      expect([path, (await raw('GET', path)).status]).toEqual([path, 401])
    }
  })

  it('a wrong token is no token', async () => {
    for (const authorization of [
      'Bearer ',
      'Bearer x',
      `Bearer ${host.token}x`,
      `bearer ${host.token}`,
      host.token,
      `Basic ${host.token}`,
    ]) {
      expect((await raw('GET', '/api/marketing/leads', { authorization })).status).toBe(401)
    }
  })
})

describe('from elsewhere', () => {
  it('a foreign Host is refused before anything else', async () => {
    const { port } = new URL(host.url)
    const hosts = [
      'evil.example',
      `evil.example:${port}`,
      '127.0.0.1',
      'localhost',
      `127.0.0.1:${Number(port) + 1}`,
      `127.0.0.2:${port}`,
      `0.0.0.0:${port}`,
      `[::1]:${port}`,
    ]
    hosts.push(
      `localhost.evil.example:${port}`,
      `127.0.0.1:${port}.evil.example`,
      `user@127.0.0.1:${port}`,
      `LOCALHOST.:${port}`,
    )
    for (const foreign of hosts) {
      expect([
        foreign,
        (await raw('GET', '/api/marketing/leads', { ...bearer(), host: foreign })).status,
      ]).toEqual([foreign, 403])
      expect([foreign, (await raw('GET', '/', { host: foreign })).status]).toEqual([foreign, 403])
    }
    expect(
      (await raw('GET', '/api/marketing/leads', { ...bearer(), host: `localhost:${port}` })).status,
    ).toBe(200)
  })

  it('of two Hosts none is believed', async () => {
    const { hostname, port } = new URL(host.url)
    const own = `${hostname}:${port}`
    const answers = [[own], [own, 'evil.example'], ['evil.example', own], [own, own]].map(
      async (hosts) =>
        new Promise<string>((resolve, reject) => {
          const lines = [
            'GET /api/marketing/leads HTTP/1.1',
            ...hosts.map((name) => `Host: ${name}`),
            `Authorization: Bearer ${host.token}`,
            'Connection: close',
          ]
          let answer = ''
          connect(Number(port), hostname)
            .on('data', (chunk) => (answer += chunk.toString()))
            .on('close', () => resolve(answer.slice(0, 12)))
            .on('error', reject)
            .end(`${lines.join('\r\n')}\r\n\r\n`)
        }),
    )
    expect(await Promise.all(answers)).toEqual([
      'HTTP/1.1 200',
      ...['HTTP/1.1 403', 'HTTP/1.1 403', 'HTTP/1.1 403'],
    ])
  })

  it('a foreign Origin, a preflight and a cross-site fetch are refused, token or not', async () => {
    const { port } = new URL(host.url)
    for (const origin of [
      'http://evil.example',
      'null',
      `http://127.0.0.1:${Number(port) + 1}`,
      `https://127.0.0.1:${port}`,
      `http://localhost:${port}`,
    ]) {
      expect([
        origin,
        (
          await raw(
            'POST',
            '/api/marketing/leads',
            { ...bearer(), origin, 'content-type': 'application/json' },
            '{}',
          )
        ).status,
      ]).toEqual([origin, 403])
    }
    expect(
      (
        await raw('OPTIONS', '/api/marketing/leads', {
          origin: 'http://evil.example',
          'access-control-request-method': 'POST',
        })
      ).status,
    ).toBe(403)
    for (const site of ['cross-site', 'same-site']) {
      expect(
        (await raw('POST', '/session', { ...fromPage(), 'sec-fetch-site': site }, '{}')).status,
      ).toBe(403)
      expect(
        (await raw('GET', '/api/marketing/leads', { ...bearer(), 'sec-fetch-site': site })).status,
      ).toBe(403)
    }
  })

  it('what a form of another page can send is not accepted as a body', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
    ]) {
      expect([
        type,
        (await raw('POST', '/api/marketing/leads', { ...bearer(), 'content-type': type }, '{}'))
          .status,
      ]).toEqual([type, 415])
    }
  })

  it('no answer invites another origin, and every answer carries the policy', async () => {
    for (const path of ['/', '/api/health', '/api/marketing/leads', '/nope']) {
      const { headers } = await raw('GET', path, { origin: host.url, ...bearer() })
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([])
      expect(headers['content-security-policy']).toContain("default-src 'none'")
      expect(headers['x-content-type-options']).toBe('nosniff')
    }
  })

  it('paths do not lead out of the interface', async () => {
    for (const path of [
      '/../package.json',
      '/%2e%2e/package.json',
      '/..%2f..%2fpackage.json',
      '/assets/../../main/local.js',
      '/%00',
      '/\\..\\package.json',
      '//etc/passwd',
      '/.env',
    ]) {
      const { status, body } = await raw('GET', path)
      expect([path, status]).not.toEqual([path, 200])
      expect(body).not.toContain('devDependencies')
    }
  })
})

describe('the browser', () => {
  it('trades the code of the start link once for a cookie scripts cannot read', async () => {
    const code = new URLSearchParams(new URL(host.link).hash.slice(1)).get('code') ?? ''
    const exchange = (value: string, headers = fromPage()) =>
      raw('POST', '/session', headers, JSON.stringify({ code: value }))
    expect((await exchange('wrong')).status).toBe(401)
    expect((await exchange(code, { ...fromPage(), 'x-webox': '0' })).status).toBe(403)
    const signedIn = await exchange(code)
    expect(signedIn.status).toBe(200)
    expect((await exchange(code)).status).toBe(401)
    const [setCookie = ''] = signedIn.headers['set-cookie'] as string[]
    expect(setCookie).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/)
    const cookie = setCookie.split(';')[0] ?? ''
    const call = (headers: Record<string, string>) =>
      raw('POST', '/rpc/crm/leads/count', headers, JSON.stringify({ json: {} }))
    expect(JSON.parse((await call({ ...fromPage(), cookie })).body)).toEqual({ json: { total: 0 } })
    // The cookie alone, as another page's request would carry it, does nothing.
    expect((await call({ cookie, 'content-type': 'application/json' })).status).toBe(403)
    expect((await call({ ...fromPage(), cookie: `${cookie}x` })).status).toBe(401)
    expect((await call({ ...fromPage(), cookie, origin: 'http://evil.example' })).status).toBe(403)
  })
})

describe('what the process keeps', () => {
  it('takes the token of the environment without writing it anywhere', async () => {
    await expect(readFile(`${host.dataFolder}/api-token`)).rejects.toThrow(/ENOENT/)
    await expect(startLocalHost({ env: { WEBOX_TOKEN: 'short' } })).rejects.toThrow(/au moins 32/)
  })

  it('refuses options it does not know', async () => {
    expect(() => readArguments(['--prot', '80'])).toThrow(/prot/)
    expect(() => readArguments(['--port', 'abc'])).toThrow(/--port/)
    expect(readArguments(['--port', '8080', '--no-open', '--demo', '--data', 'x'])).toEqual({
      port: 8080,
      dataFolder: 'x',
      open: false,
      window: false,
      demo: true,
    })
    expect(readArguments(['--window']).window).toBe(true)
  })

  it('knows where data rests and which language is spoken', () => {
    expect(defaultDataFolder('linux', { XDG_DATA_HOME: '/x' })).toBe('/x/webox-marketing')
    expect([
      systemLanguage('linux', {}),
      systemLanguage('linux', { LANG: 'C' }),
      systemLanguage('linux', { LANG: 'en_GB.UTF-8' }),
    ]).toEqual(['fr', 'fr', 'en-GB'])
  })
})
