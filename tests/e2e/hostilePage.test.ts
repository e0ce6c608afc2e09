// A hostile page in the browser of somebody who is signed in: it is on another port of 127.0.0.1,
// so the session cookie goes along, and it may try whatever a page can.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startLocalHost, type LocalHostProcess } from '../support/localHost.ts'
import { chromiumPath } from './pages/browser.ts'

let host: LocalHostProcess
let attacker: Server
let browser: Browser
let page: Page
let cookie: { name: string; value: string }

/** The code of the start link traded for the cookie, as the interface does it. */
async function signedIn(): Promise<{ name: string; value: string }> {
  const code = new URLSearchParams(new URL(host.link).hash.slice(1)).get('code')
  const response = await fetch(`${host.url}/session`, {
    method: 'POST',
    headers: { 'x-webox': '1', origin: host.url, 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  })
  const [name = '', value = ''] = (response.headers.get('set-cookie') ?? '').split(/[=;]/)
  return { name, value }
}

const listening = (server: Server) =>
  new Promise<number>((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)),
  )
const leads = async () => (await host.rest('GET', '/marketing/leads')).text

describe.skipIf(chromiumPath === '')('a hostile page', () => {
  beforeAll(async () => {
    host = await startLocalHost()
    await host.rest('POST', '/marketing/leads', { email: 'zoe@exemple.example' })
    cookie = await signedIn()
    attacker = createServer((_request, response) => {
      response.setHeader('Content-Type', 'text/html')
      response.end('<!doctype html><title>hostile</title>')
    })
    const port = await listening(attacker)
    browser = await chromium.launch({
      executablePath: chromiumPath,
      args: ['--no-sandbox', '--disable-gpu', '--host-resolver-rules=MAP rebind.example 127.0.0.1'],
    })
    const context = await browser.newContext()
    await context.addCookies([
      { ...cookie, domain: '127.0.0.1', path: '/', httpOnly: true, sameSite: 'Strict' },
    ])
    page = await context.newPage()
    await page.goto(`http://127.0.0.1:${port}/`)
  })
  afterAll(async () => {
    await browser?.close()
    attacker?.close()
    await host?.stop()
  })

  it('holds a cookie that is good, were it the application itself', async () => {
    const response = await fetch(`${host.url}/rpc/crm/leads/count`, {
      method: 'POST',
      headers: {
        ...{ 'x-webox': '1', origin: host.url, 'content-type': 'application/json' },
        cookie: `${cookie.name}=${cookie.value}`,
      },
      body: '{"json":{}}',
    })
    expect(await response.json()).toEqual({ json: { total: 1 } })
  })

  const lead = JSON.stringify({ json: { email: 'evil@exemple.example' } })
  const json = { 'content-type': 'application/json' }
  it.each<[string, string, RequestInit]>([
    ['reads', '/api/marketing/leads', {}],
    ['reads by the wire of the interface', '/rpc/crm/leads/count', { headers: { 'x-webox': '1' } }],
    ['sends JSON', '/rpc/crm/leads/create', { method: 'POST', body: lead, headers: json }],
    ['sends JSON as text', '/rpc/crm/leads/create', { method: 'POST', body: lead }],
    ['sends text unseen', '/api/marketing/leads', { method: 'POST', body: lead, mode: 'no-cors' }],
    [
      'claims to be the interface',
      '/rpc/crm/leads/create',
      { method: 'POST', body: lead, headers: { ...json, 'x-webox': '1' } },
    ],
    ['deletes', '/api/marketing/leads/1', { method: 'DELETE' }],
    ['takes the session', '/session', { method: 'POST', body: '{"code":"x"}', mode: 'no-cors' }],
  ])('that %s gets and changes nothing', async (_what, path, init) => {
    const before = await leads()
    const answer = await page.evaluate(
      ([url, how]) =>
        fetch(url as string, { ...(how as RequestInit), credentials: 'include' })
          .then((response) => response.text())
          .catch(() => ''),
      [host.url + path, init] as const,
    )
    expect(answer).toBe('')
    expect(await leads()).toBe(before)
  })

  it('that hands in a file, or calls what needs no body, changes nothing', async () => {
    const shown = async () => [await leads(), (await host.rest('GET', '/marketing/funnels')).text]
    const before = await shown()
    await page.evaluate(async (url) => {
      const body = new FormData()
      body.append('file', new File(['email\nevil@exemple.example\n'], 'evil.csv'))
      const send = (path: string, init: RequestInit) =>
        fetch(url + path, {
          ...{ method: 'POST', mode: 'no-cors', credentials: 'include' },
          ...init,
          // Answered or not, what counts is what it did.
        }).catch(() => undefined)
      await send('/api/marketing/leads/import', { body })
      await send('/api/marketing/funnels?template=guide-fr', {})
    }, host.url)
    expect(await shown()).toEqual(before)
  })

  it('that sends forms, frames the application, opens it or speaks WebSocket does not either', async () => {
    const before = await leads()
    const got = await page.evaluate(async (url) => {
      const found: string[] = []
      const frame = document.createElement('iframe')
      frame.name = 'target'
      document.body.append(frame)
      for (const enctype of ['text/plain', 'multipart/form-data', '']) {
        const form = document.createElement('form')
        Object.assign(form, { action: `${url}/api/marketing/leads`, method: 'post', enctype })
        form.target = 'target'
        form.innerHTML = `<input name='{"email":"evil@exemple.example","x":"' value='"}'>`
        document.body.append(form)
        const loaded = new Promise((resolve) => (frame.onload = resolve))
        form.submit()
        await loaded
      }
      for (const kind of ['script', 'img', 'iframe'] as const) {
        const element = document.createElement(kind)
        const settled = new Promise<string>((resolve) => {
          element.onload = () => resolve('loaded')
          element.onerror = () => resolve('refused')
        })
        element.src = `${url}/api/marketing/leads`
        document.body.append(element)
        const outcome = await settled
        if (element instanceof HTMLIFrameElement) {
          if (element.contentDocument !== null) found.push('frame')
        } else if (outcome === 'loaded') found.push(kind)
      }
      const socket = new WebSocket(`${url.replace('http', 'ws')}/rpc`)
      await new Promise<void>((resolve) => {
        socket.onopen = () => resolve(void found.push('socket'))
        socket.onerror = () => resolve()
      })
      return found
    }, host.url)
    expect(got).toEqual([])
    expect(await leads()).toBe(before)
  })

  it('under a name of its own that leads here (DNS rebinding) is turned away', async () => {
    const rebound = await (await browser.newContext()).newPage()
    const { port } = new URL(host.url)
    const response = await rebound.goto(`http://rebind.example:${port}/api/marketing/leads`)
    expect(response?.status()).toBe(403)
    expect(await rebound.content()).not.toContain('zoe@exemple.example')
  })
})
